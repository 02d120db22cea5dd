// Package fetch is how every source over HTTP asks: politely, within bounds,
// never into a private network unless told so, and with errors that name the
// address but none of its secrets. It does not retry; it says when to come back,
// and waits only for its turn at the gate of the context (package manners).
package fetch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"code.dny.dev/ssrf"

	"github.com/earshot-go/earshot/internal/manners"
	"github.com/earshot-go/earshot/source"
)

// Config is what the caller of a source may change. The zero Config is polite
// and guarded.
type Config struct {
	// Transport carries the requests; nil is a guarded one that is made for
	// each pass. A transport of the caller's is used as it is.
	Transport http.RoundTripper
	// UserAgent names who asks; empty is the library's own name.
	UserAgent string
	// AllowPrivate permits loopback, private and link-local addresses.
	AllowPrivate bool
	// Base replaces the network's own address, for self-hosted servers.
	Base string
	// Token is the credential that the network wants.
	Token string
	// MaxBytes bounds a decoded body; zero is 8 MiB.
	MaxBytes int64
	// Apart is the least time between two requests to a host that wants more
	// than is usual; zero is what package manners gives everybody.
	Apart time.Duration
	// Socket is for websockets, which need HTTP/1.1.
	Socket bool
	// Timeout bounds one exchange from dialing to the last byte; zero is
	// 20 seconds.
	Timeout time.Duration
}

const (
	defaultUserAgent = "earshot/1 (+https://github.com/earshot-go/earshot)"
	defaultMaxBytes  = 8 << 20
	defaultTimeout   = 20 * time.Second
	maxHeaderBytes   = 64 << 10
)

// Client makes the requests of one pass. Close it, so that nothing of it stays
// behind.
type Client struct {
	config Config
	http   http.Client
}

// New returns a client for one pass.
func New(config Config) *Client {
	if config.UserAgent == "" {
		config.UserAgent = defaultUserAgent
	}
	if config.MaxBytes == 0 {
		config.MaxBytes = defaultMaxBytes
	}
	if config.Timeout == 0 {
		config.Timeout = defaultTimeout
	}
	transport := config.Transport
	if transport == nil {
		transport = newTransport(config.AllowPrivate, !config.Socket)
	}
	return &Client{config, http.Client{Transport: transport, CheckRedirect: checkRedirect}}
}

// Close ends the connections that the client kept open.
func (c *Client) Close() {
	if c.config.Transport == nil {
		c.http.CloseIdleConnections()
	}
}

// Request is one question. Only URL is needed.
type Request struct {
	Method string
	URL    string
	Header http.Header
	Body   []byte
	// Secrets must not appear in an error; credentials in Header and URL are
	// known to be such already.
	Secrets []string
}

// Response is a complete answer.
type Response struct {
	Status int
	Header http.Header
	Body   []byte
	// URL is where the answer came from after redirects; Moved is the
	// address to ask from now on, if every redirect was a permanent one.
	URL   *url.URL
	Moved string
	// Received is when the answer came.
	Received time.Time
}

// Now is the only place where sources read the clock: what they ask for
// depends on it, and what they yield only where the network gives no time.
func (c *Client) Now() time.Time { return time.Now().UTC() }

// ErrTooLarge means that a body is longer than the bound.
var ErrTooLarge = errors.New("answer is too large")

// ErrPrivate means that the guard refused an address inside a network. It names
// what permits such addresses, for those who use sources and notifiers.
var ErrPrivate = errors.New("private addresses are asked only with the option web.AllowPrivate of a source, or Client.AllowPrivate of a notifier")

// Do asks and returns the answer whatever its status. Its errors are free of
// secrets.
func (c *Client) Do(ctx context.Context, r Request) (*Response, error) {
	leave, err := manners.From(ctx).Ask(ctx, hostOf(r.URL), c.config.Apart)
	if err != nil {
		return nil, explain(ctx, r, err)
	}
	defer leave()
	ctx, cancel := context.WithTimeoutCause(ctx, c.config.Timeout, errTimeout(c.config.Timeout))
	defer cancel()
	resp, err := c.send(ctx, r)
	if err != nil {
		return nil, explain(ctx, r, err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, c.config.MaxBytes+1))
	if err == nil && int64(len(body)) > c.config.MaxBytes {
		err = fmt.Errorf("%w: more than %d bytes", ErrTooLarge, c.config.MaxBytes)
	}
	if err != nil {
		return nil, explain(ctx, r, err)
	}
	answer := &Response{
		Status: resp.StatusCode, Header: resp.Header, Body: body,
		URL: resp.Request.URL, Moved: moved(resp), Received: c.Now(),
	}
	answer.pauseAll(ctx, r)
	return answer, nil
}

// Stream asks and returns the answer with its body still open, for streams
// that have no end. Only the time to the first byte is bounded. The caller
// closes the body.
func (c *Client) Stream(ctx context.Context, r Request) (*http.Response, error) {
	leave, err := manners.From(ctx).Ask(ctx, hostOf(r.URL), c.config.Apart)
	if err != nil {
		return nil, explain(ctx, r, err)
	}
	defer leave()
	ctx, cancel := context.WithCancelCause(ctx)
	timer := time.AfterFunc(c.config.Timeout, func() { cancel(errTimeout(c.config.Timeout)) })
	resp, err := c.send(ctx, r)
	timer.Stop()
	if err != nil {
		err = explain(ctx, r, err)
		cancel(nil)
		return nil, err
	}
	(&Response{Status: resp.StatusCode, Header: resp.Header, Received: c.Now()}).pauseAll(ctx, r)
	body := cancelBody{resp.Body, cancel}
	if w, ok := resp.Body.(io.Writer); ok { // after a switch of protocols
		resp.Body = struct {
			cancelBody
			io.Writer
		}{body, w}
	} else {
		resp.Body = body
	}
	return resp, nil
}

type cancelBody struct {
	io.ReadCloser
	cancel context.CancelCauseFunc
}

func (b cancelBody) Close() error {
	b.cancel(nil)
	return b.ReadCloser.Close()
}

func (c *Client) send(ctx context.Context, r Request) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, r.Method, r.URL, bytes.NewReader(r.Body))
	if err != nil {
		return nil, err
	}
	if req.URL.Scheme != "http" && req.URL.Scheme != "https" || req.URL.Host == "" {
		return nil, errors.New("address is not an http or https address")
	}
	for key, values := range r.Header {
		req.Header[key] = values
	}
	req.Header.Set("User-Agent", c.config.UserAgent)
	return c.http.Do(req)
}

type errTimeout time.Duration

func (e errTimeout) Error() string { return fmt.Sprintf("no whole answer within %v", time.Duration(e)) }
func (e errTimeout) Timeout() bool { return true }

// explain turns a failure into one that names the address and the cause, and
// no secret.
func explain(ctx context.Context, r Request, err error) error {
	var asURL *url.Error
	if errors.As(err, &asURL) {
		err = asURL.Err
	}
	if cause := context.Cause(ctx); cause != nil {
		err = cause
	}
	if errors.Is(err, ssrf.ErrProhibitedIP) || errors.Is(err, ssrf.ErrProhibitedNetwork) {
		err = fmt.Errorf("%w: %w", err, ErrPrivate)
	}
	var paused *manners.PausedError
	if errors.As(err, &paused) {
		return &source.RateLimitError{Until: paused.Until, Scope: Scope(r.URL), Err: r.failure(err)}
	}
	return r.failure(err)
}

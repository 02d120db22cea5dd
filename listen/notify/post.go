package notify

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/source"
)

// Client is how a notifier reaches its network. The zero Client is fine.
type Client struct {
	// Transport carries the requests; nil is one that dials no private
	// address.
	Transport http.RoundTripper
	// AllowPrivate permits loopback, private and link-local addresses, for
	// servers of your own.
	AllowPrivate bool
}

// A parcel is a request with a body of JSON.
type parcel struct {
	address string
	header  http.Header
	body    []byte
	secrets []string
}

// postJSON is post with the value as its body.
func (c Client) postJSON(ctx context.Context, p parcel, value any) (*fetch.Response, error) {
	body, err := json.Marshal(value)
	if err != nil {
		return nil, errors.Join(ErrRejected, err)
	}
	p.body = body
	return c.post(ctx, p)
}

// post sends a parcel and returns the answer. Errors are those of
// [Notifier.Send].
func (c Client) post(ctx context.Context, p parcel) (*fetch.Response, error) {
	client := fetch.New(fetch.Config{Transport: c.Transport, AllowPrivate: c.AllowPrivate})
	defer client.Close()
	header := http.Header{"Content-Type": {"application/json"}}
	for name, values := range p.header {
		header[name] = values
	}
	r := fetch.Request{Method: http.MethodPost, URL: p.address, Header: header, Body: p.body, Secrets: append(p.secrets, addressSecrets(p.address)...)}
	resp, err := client.Do(ctx, r)
	if errors.Is(err, fetch.ErrPrivate) {
		return nil, errors.Join(ErrRejected, err)
	}
	if err != nil {
		return nil, err
	}
	return resp, verdict(r.Check(resp), resp)
}

// addressSecrets are the parts of a path that are too long to be words: the
// address of a chat's webhook is its password.
func addressSecrets(address string) []string {
	const word = 8
	u, err := url.Parse(address)
	if err != nil {
		return nil
	}
	var long []string
	for part := range strings.SplitSeq(u.EscapedPath(), "/") {
		if len(part) > word {
			long = append(long, part)
		}
	}
	return long
}

// verdict turns the error of an answer into one on which the outbox decides.
// What the network refuses now it refuses for ever, but for a few statuses.
func verdict(err error, resp *fetch.Response) error {
	var limit *source.RateLimitError
	var status *fetch.StatusError
	switch {
	case err == nil && resp.Status >= 300: // a redirect: the address is wrong
		return errors.Join(ErrRejected, &fetch.StatusError{Status: resp.Status})
	case err == nil:
		return nil
	case errors.As(err, &limit):
		return &LaterError{max(0, limit.Until.Sub(resp.Received)).Round(time.Second), err}
	case errors.Is(err, source.ErrUnauthorized), errors.Is(err, source.ErrGone):
		return errors.Join(ErrRejected, err)
	case errors.As(err, &status) && status.Status < 500 && !passing(status.Status):
		return errors.Join(ErrRejected, err)
	}
	return err
}

func passing(status int) bool {
	return status == http.StatusRequestTimeout || status == http.StatusTooEarly || status == http.StatusConflict
}

// fit cuts text to at most so many bytes, at a letter, and drops what is not
// text. The networks' bounds count letters or UTF-16 units, of which there are
// never more than bytes.
func fit(text string, bytes int) string {
	const cut = "…"
	text = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || r < ' ' && r != '\n' && r != '\t' || r == 0x7F {
			return -1
		}
		return r
	}, text)
	if len(text) <= bytes {
		return text
	}
	end := bytes - len(cut)
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + cut
}

// checkAddress returns what is wrong with an address that a user gave.
func checkAddress(of, field, address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return &FieldError{of, field, "must be an http or https address"}
	}
	return nil
}

// Package webhook is a source that is pushed to: other programs post to it
// over HTTP.
//
//	hook, err := webhook.New("tickets", secret, nil)
//	...
//	http.Handle("POST /hooks/tickets", hook) // hook is an http.Handler
//	l, err := listen.New(brands, []source.Source{hook}, nil) // and a source
//
// # What is posted
//
// By default the body is one post in the JSON form of [source.Post], an array
// of them, or one a line. [Options.Decode] reads anything else; [Miniflux] is
// one such decoder.
//
// # Who may post
//
// Whoever knows the secret: a request carries the HMAC-SHA256 of its body, in
// hexadecimal digits, in the header X-Hub-Signature-256, which GitHub, Meta and
// WebSub hubs use too. Others are answered 401, and never read.
//
// # When it is answered
//
// With 204 once the posts are safe, that is, when the reader of the batch has
// called its Done. With 503 where nobody reads, the reader fails or takes
// longer than a minute; the sender then tries again. A sender that gave up
// waiting posts again as well, so that posts may come twice: give them ids.
//
// # Not here
//
// The server, its TLS and its limits on rates: those of your program's mux.
package webhook

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/earshot-go/earshot/source"
)

const (
	maxBody   = 4 << 20
	minSecret = 16
	// patience is how long a sender waits for its posts to be safe.
	patience = time.Minute
)

// Options change what a hook accepts. The zero Options, and nil, are fine.
type Options struct {
	// Header carries the signature; empty is X-Hub-Signature-256. A prefix
	// "sha256=" of the signature may be there or not.
	Header string
	// Decode reads a body; nil is [Posts]. Its error is told to the sender
	// with status 400.
	Decode func(body []byte) ([]source.Post, error)
	// Unsigned accepts requests without a signature. It is for networks in
	// which everybody is trusted, and needs an empty secret.
	Unsigned bool
}

// A Hook is an http.Handler that takes posts and a source that yields them. It
// is safe for concurrent use.
type Hook struct {
	name    string
	secret  []byte
	options Options
	queue   chan delivery
}

// delivery is a request on its way to a reader.
type delivery struct {
	posts []source.Post
	done  func(error)
}

// New returns a hook. The secret has at least 16 bytes. The error says what is
// wrong with secret or options.
func New(name, secret string, opts *Options) (*Hook, error) {
	h := &Hook{name: "webhook:" + name, secret: []byte(secret), queue: make(chan delivery)}
	if opts != nil {
		h.options = *opts
	}
	if h.options.Header == "" {
		h.options.Header = "X-Hub-Signature-256"
	}
	if h.options.Decode == nil {
		h.options.Decode = Posts
	}
	var errs []error
	if name == "" {
		errs = append(errs, &source.FieldError{Field: "name", Reason: "is empty"})
	}
	if !h.options.Unsigned && len(secret) < minSecret {
		errs = append(errs, &source.FieldError{Field: "secret", Reason: fmt.Sprintf("has fewer than %d bytes", minSecret)})
	}
	if h.options.Unsigned && secret != "" {
		errs = append(errs, &source.FieldError{Field: "Unsigned", Reason: "is set, though there is a secret"})
	}
	if len(errs) > 0 {
		return nil, fmt.Errorf("webhook: %w", errors.Join(errs...))
	}
	return h, nil
}

// Name returns "webhook:" and the name.
func (h *Hook) Name() string { return h.name }

// Read yields what is posted while it runs, a batch for each request, until
// ctx ends. There are no cursors: the sender keeps what was not safe yet.
func (h *Hook) Read(ctx context.Context, _ source.Cursor) iter.Seq2[source.Batch, error] {
	return func(yield func(source.Batch, error) bool) {
		for ctx.Err() == nil {
			select {
			case d := <-h.queue:
				if !yield(source.Batch{Posts: d.posts, Done: d.done}, nil) {
					return
				}
			case <-ctx.Done():
			}
		}
		yield(source.Batch{}, ctx.Err())
	}
}

// ServeHTTP takes one request.
func (h *Hook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		http.Error(w, "post to me", http.StatusMethodNotAllowed)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		status := http.StatusBadRequest
		if errors.As(err, new(*http.MaxBytesError)) {
			status = http.StatusRequestEntityTooLarge
		}
		http.Error(w, "the body could not be read", status)
		return
	}
	if !h.signed(r, body) {
		http.Error(w, "the signature is missing or wrong", http.StatusUnauthorized)
		return
	}
	posts, err := h.decode(body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	h.answer(w, h.deliver(r.Context(), posts))
}

// signed compares in constant time, so that nobody can guess byte by byte.
func (h *Hook) signed(r *http.Request, body []byte) bool {
	if h.options.Unsigned {
		return true
	}
	given, err := hex.DecodeString(strings.TrimPrefix(r.Header.Get(h.options.Header), "sha256="))
	mac := hmac.New(sha256.New, h.secret)
	mac.Write(body)
	return err == nil && hmac.Equal(given, mac.Sum(nil))
}

// decode refuses a request as a whole: what its sender cannot mend alone, it
// must hear of.
func (h *Hook) decode(body []byte) ([]source.Post, error) {
	posts, err := h.options.Decode(body)
	if err != nil {
		return nil, err
	}
	var errs []error
	for i := range posts {
		complete(&posts[i])
		if err := posts[i].Check(); err != nil {
			errs = append(errs, fmt.Errorf("post %d: %w", i+1, err))
		}
	}
	return posts, errors.Join(errs...)
}

var errNobody = errors.New("nobody reads")

// deliver hands posts to a reader, and waits until they are safe.
func (h *Hook) deliver(ctx context.Context, posts []source.Post) error {
	if len(posts) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeoutCause(ctx, patience, errNobody)
	defer cancel()
	safe := make(chan error, 1)
	var once sync.Once
	d := delivery{posts, func(err error) { once.Do(func() { safe <- err }) }}
	select {
	case h.queue <- d:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	select {
	case err := <-safe:
		return err
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// answer tells the sender, and nothing of the cause, which is no business of
// its.
func (h *Hook) answer(w http.ResponseWriter, err error) {
	if err != nil {
		w.Header().Set("Retry-After", "60")
		http.Error(w, "not taken; try again", http.StatusServiceUnavailable)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

package sourcetest

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/earshot-go/earshot/source"
)

// pause is how long the double asks to be left alone.
const pause = 90 * time.Second

// fault is an answer that a source must not mistake for a good one.
type fault struct {
	name  string
	serve Fault
	judge func(err error) error
}

// faults are the answers that networks were seen to give.
func faults() []fault {
	return []fault{
		{"429 with Retry-After in seconds", limited(429, "Retry-After", func() string { return "90" }), pauses},
		{"429 with Retry-After as a date", limited(429, "Retry-After", func() string { return time.Now().Add(pause).UTC().Format(http.TimeFormat) }), pauses},
		{"429 with X-RateLimit-Reset as epoch", limited(429, "X-RateLimit-Reset", func() string { return strconv.FormatInt(time.Now().Add(pause).Unix(), 10) }), pauses},
		{"429 with X-RateLimit-Reset as seconds from now", limited(429, "X-RateLimit-Reset", func() string { return "90" }), pauses},
		{"429 with X-RateLimit-Reset as ISO 8601", limited(429, "X-RateLimit-Reset", func() string { return time.Now().Add(pause).UTC().Format("2006-01-02T15:04:05.000Z") }), pauses},
		{"429 that does not say until when", status(429), limitedSomehow},
		{"503 with Retry-After", limited(503, "Retry-After", func() string { return "90" }), pauses},
		{"401", status(401), wraps(source.ErrUnauthorized)},
		{"404", status(404), passing},
		{"500", status(500), passing},
		{"500 whose body is an empty list", empty(500), passing},
		{"a web page with status 200", HTML, passing},
		{"a body that is cut off", cutOff, passing},
		{"a body of 16 MiB, compressed", bomb, passing},
	}
}

func faultChecks() []Check {
	networked := func(h Harness) bool { return h.Network != nil }
	checks := []Check{
		{Name: "hanging", Rule: "A network that does not answer does not keep Read from ending with its context.", Try: tryHanging, applies: networked},
		{Name: "one in three fails", Rule: "Failing requests cost time, but no posts.", Try: tryOneInThree, applies: networked},
	}
	for _, f := range faults() {
		checks = append(checks, Check{
			Name:    f.name,
			Rule:    "An answer that is not a good one is an error that tells what to do, never an empty answer, and it loses nothing.",
			Try:     func(ctx context.Context, h Harness) error { return tryFault(ctx, h, f) },
			applies: networked,
		})
	}
	return checks
}

func tryFault(ctx context.Context, h Harness, f fault) error {
	h.Network.Let(f.serve)
	defer h.Network.Let(nil)
	// A stream that takes the answer for silence would wait for ever.
	bad := h.read(ctx, h.New(), h.From, func(r reading) bool { return len(r.posts()) > 0 })
	switch {
	case bad.broken != nil:
		return bad.broken
	case len(bad.posts()) > 0:
		return errors.New("a Read yielded posts of an answer that has none")
	case bad.late:
		return errors.New("a Read did not come to an end in time")
	case bad.err == nil:
		return errors.New("a Read took the answer for a good one that is empty")
	}
	if err := f.judge(bad.err); err != nil {
		return err
	}
	h.Network.Let(nil)
	good := h.read(ctx, h.New(), bad.cursor(h.From), h.wanted())
	if err := good.trouble(); err != nil {
		return fmt.Errorf("a read afterwards: %w", err)
	}
	if lost := missing(h.Want, good); len(lost) > 0 || len(good.posts()) == 0 {
		return fmt.Errorf("a read afterwards lacks %d posts: %s", len(lost), some(lost))
	}
	return nil
}

func pauses(err error) error {
	var limit *source.RateLimitError
	if !errors.As(err, &limit) {
		return fmt.Errorf("the error %q is no *source.RateLimitError", err)
	}
	if off := time.Until(limit.Until) - pause; off < -10*time.Second || off > 10*time.Second {
		return fmt.Errorf("the network asked for %v, and the error says %v", pause, time.Until(limit.Until).Round(time.Second))
	}
	if limit.Scope == "" {
		return errors.New("the error does not say for which host or credential the pause counts")
	}
	return nil
}

func limitedSomehow(err error) error {
	var limit *source.RateLimitError
	if !errors.As(err, &limit) {
		return fmt.Errorf("the error %q is no *source.RateLimitError", err)
	}
	return nil
}

func wraps(target error) func(error) error {
	return func(err error) error {
		if !errors.Is(err, target) {
			return fmt.Errorf("the error %q is not %q", err, target)
		}
		return nil
	}
}

// passing accepts errors after which the source is simply read again later.
func passing(err error) error {
	for _, decision := range []error{source.ErrGone, source.ErrUnauthorized, source.ErrCursor} {
		if errors.Is(err, decision) {
			return fmt.Errorf("the error %q asks for a decision, though it may pass by itself", err)
		}
	}
	return nil
}

func status(code int) Fault {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) { http.Error(w, "try later", code) }
}

func limited(code int, header string, value func() string) Fault {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		w.Header().Set(header, value())
		http.Error(w, "slow down", code)
	}
}

func empty(code int) Fault {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(code)
		io.WriteString(w, "[]")
	}
}

// HTML is a [Fault]: a page for people in place of what was asked for, with
// status 200, as the portals of hotels and networks answer.
func HTML(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	io.WriteString(w, "<!DOCTYPE html><html><head><title>Welcome</title></head><body><p>Please log in to the wireless network.</p></body></html>")
}

// cutOff promises more than it sends.
func cutOff(w http.ResponseWriter, r *http.Request, real http.Handler) {
	if r.Header.Get("Upgrade") != "" {
		panic(http.ErrAbortHandler)
	}
	recorded := record(r, real)
	body := recorded.body.Bytes()
	for key, values := range recorded.header {
		w.Header()[key] = values
	}
	w.Header().Del("Content-Encoding")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)+100))
	w.WriteHeader(http.StatusOK)
	w.Write(body[:len(body)/2])
	panic(http.ErrAbortHandler)
}

// bomb sends what is small and becomes large.
func bomb(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Encoding", "gzip")
	w.Write(charge())
}

// charge is 16 MiB of blanks, twice what a client may take: sixteen times the
// same gzip member, as to compress them all would take long.
var charge = sync.OnceValue(func() []byte {
	var member bytes.Buffer
	zip := gzip.NewWriter(&member)
	zip.Write(bytes.Repeat([]byte(" "), 1<<20))
	zip.Close()
	return bytes.Repeat(member.Bytes(), 16)
})

type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header         { return r.header }
func (r *recorder) Write(b []byte) (int, error) { return r.body.Write(b) }
func (r *recorder) WriteHeader(status int)      { r.status = status }

func record(r *http.Request, real http.Handler) *recorder {
	rec := &recorder{header: http.Header{}}
	real.ServeHTTP(rec, r)
	return rec
}

func tryOneInThree(ctx context.Context, h Harness) error {
	whole, err := h.all(ctx)
	if err != nil {
		return err
	}
	want := h.expected(whole)
	var count atomic.Int64
	h.Network.Let(func(w http.ResponseWriter, r *http.Request, real http.Handler) {
		if count.Add(1)%3 == 1 {
			http.Error(w, "try later", http.StatusInternalServerError)
			return
		}
		real.ServeHTTP(w, r)
	})
	defer h.Network.Let(nil)
	var gathered []reading
	cursor := h.From
	for range 3 * (len(whole.batches) + 3) {
		r := h.read(ctx, h.New(), cursor, h.until(want, reading{}))
		if r.broken != nil {
			return r.broken
		}
		cursor = r.cursor(cursor)
		if gathered = append(gathered, r); len(missing(want, gathered...)) == 0 {
			return nil
		}
	}
	lost := missing(want, gathered...)
	return fmt.Errorf("while one request in three failed, %d of %d posts never came: %s", len(lost), len(want), some(lost))
}

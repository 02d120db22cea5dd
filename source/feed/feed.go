package feed

import (
	"context"
	"fmt"
	"io"
	"iter"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/feed/internal/document"
	"github.com/earshot-go/earshot/source/web"
)

// A Source reads one feed. It is safe for concurrent use.
type Source struct {
	name    string
	where   string // as errors name it
	address string // of a feed on the web
	config  fetch.Config
	path    string // of a feed in a file
	once    *stream
	// explain refines the error of a bad answer, for networks of which more
	// is known; it may be nil.
	explain func(*fetch.Response, error) error
}

// stream is a reader that can be read once.
type stream struct {
	mu sync.Mutex
	r  io.Reader
}

// URL returns a source of the feed at an http or https address. One Read asks
// once, with the validators of the last answer. A user and password in the
// address, or a token, go to its host only.
func URL(address string, opts ...web.Option) *Source {
	shown := fetch.Hide(address)
	return &Source{name: "feed:" + shown, where: shown, address: address, config: web.Configure(opts)}
}

// File returns a source of the feed in the file at path. Posts without a date
// have the time at which the file was last changed, as an estimate.
func File(path string) *Source {
	path = filepath.Clean(path)
	return &Source{name: "feed:" + filepath.ToSlash(path), where: path, path: path}
}

// Reader returns a source of the feed in r, which is read once: a second Read
// yields nothing. Posts without a date have no time.
func Reader(name string, r io.Reader) *Source {
	return &Source{name: "feed:" + name, where: name, once: &stream{r: r}}
}

// Name returns "feed:" and the address, path or name, without credentials.
func (s *Source) Name() string { return s.name }

// Scope returns the host whose pauses count for this source; "" for a file.
func (s *Source) Scope() string { return fetch.Scope(s.address) }

// Check returns an error where the address can never work.
func (s *Source) Check() error {
	if s.path != "" || s.once != nil {
		return nil
	}
	if s.address == "" {
		return &source.FieldError{Field: "address", Reason: "is empty"}
	}
	u, err := url.Parse(s.address)
	if err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https") {
		return nil
	}
	reason := "is not an http or https address"
	if err == nil && lacksScheme(s.address) {
		reason += "; write https://" + s.where
	}
	return &source.FieldError{Field: "address " + s.where, Reason: reason}
}

// lacksScheme tells whether an address is one as people say it: a host with a
// dot, and perhaps a path.
func lacksScheme(address string) bool {
	u, err := url.Parse("https://" + address)
	return err == nil && u.User == nil && strings.Contains(strings.Trim(u.Hostname(), "."), ".")
}

// Due returns when a feed on the web is to be asked next, a day and a tenth
// after its last answer at most.
func (s *Source) Due(from source.Cursor) time.Time {
	state, err := parseState(from)
	if err != nil || s.address == "" || state.Due.Sub(state.Checked) > longestPace*11/10 {
		return time.Time{}
	}
	return state.Due
}

// Read yields the posts that are new or were edited since from, oldest first.
// It makes one pass. Beside the errors that [source.Source] knows, it fails
// with [ErrNotFeed] where a page or anything else stands at the address; what
// was read before is kept in both cases.
func (s *Source) Read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	return func(yield func(source.Batch, error) bool) {
		p := &pass{source: s, yield: yield}
		if err := p.run(ctx, from); err != nil && !p.left {
			yield(source.Batch{}, err)
		}
	}
}

// ErrNotFeed means that what was read is neither RSS, Atom nor JSON Feed. The
// error that wraps it says what it is instead.
var ErrNotFeed = document.ErrNotFeed

// maxBytes bounds a feed, decoded.
const maxBytes = 8 << 20

func (s *Source) readFile() ([]byte, time.Time, error) {
	f, err := os.Open(s.path)
	if err != nil {
		return nil, time.Time{}, fmt.Errorf("feed: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, time.Time{}, fmt.Errorf("feed: %w", err)
	}
	body, err := readBounded(f)
	if err != nil {
		return nil, time.Time{}, fmt.Errorf("feed: %s: %w", s.path, err)
	}
	return body, info.ModTime().UTC(), nil
}

func (s *Source) readOnce() ([]byte, error) {
	s.once.mu.Lock()
	defer s.once.mu.Unlock()
	if s.once.r == nil {
		return nil, nil
	}
	body, err := readBounded(s.once.r)
	s.once.r = nil
	if err != nil {
		return nil, fmt.Errorf("feed: %s: %w", s.where, err)
	}
	return body, nil
}

func readBounded(r io.Reader) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err == nil && len(body) > maxBytes {
		err = fmt.Errorf("%w: more than %d bytes", fetch.ErrTooLarge, maxBytes)
	}
	return body, err
}

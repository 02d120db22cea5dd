package feed

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"strings"
	"sync"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/web"
)

// minKey is how many bytes a subscriber's key has at least.
const minKey = 16

// A Subscriber is told by hubs (WebSub, once PubSubHubbub) when feeds change,
// within seconds instead of at the next poll. It is an http.Handler for all
// feeds of a program, and safe for concurrent use. It serves what it is asked,
// and starts nothing by itself: the sources that [Subscriber.URL] makes
// subscribe when they are read.
type Subscriber struct {
	callback *url.URL
	key      []byte

	mu    sync.Mutex
	doors map[string]*door // by the last part of the callback's path
}

// NewSubscriber returns a subscriber whom hubs reach at callback, an address
// that leads to it and ends with a slash. The key has at least 16 bytes; the
// secrets by which a push is known to be a hub's are derived from it, so that it
// has to be the same in each run. The error tells all that is wrong with both.
func NewSubscriber(callback string, key []byte) (*Subscriber, error) {
	u, err := url.Parse(callback)
	var errs []error
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || !strings.HasSuffix(u.Path, "/") {
		errs = append(errs, &source.FieldError{Field: "callback", Reason: "is not an http or https address that ends with a slash"})
	}
	if len(key) < minKey {
		errs = append(errs, &source.FieldError{Field: "key", Reason: fmt.Sprintf("has fewer than %d bytes", minKey)})
	}
	if len(errs) > 0 {
		return nil, fmt.Errorf("feed: %w", errors.Join(errs...))
	}
	return &Subscriber{callback: u, key: key, doors: map[string]*door{}}, nil
}

// URL returns a source of the feed at an address that is pushed where it names
// a hub. It is read like a stream; a feed without a hub is polled as that of
// [URL] is.
func (s *Subscriber) URL(address string, opts ...web.Option) *Pushed {
	name := s.derive("path", address)[:24]
	s.mu.Lock()
	defer s.mu.Unlock()
	d := s.doors[name]
	if d == nil {
		callback := *s.callback
		callback.Path = path.Join(callback.Path, name)
		d = newDoor(callback.String(), s.derive("secret", address))
		s.doors[name] = d
	}
	return &Pushed{URL(address, opts...), d}
}

// derive returns 64 digits that only who has the key can know.
func (s *Subscriber) derive(purpose, address string) string {
	mac := hmac.New(sha256.New, s.key)
	mac.Write([]byte(purpose + "\x00" + address))
	return hex.EncodeToString(mac.Sum(nil))
}

// ServeHTTP answers hubs: those that verify that a subscription is wanted, and
// those that bring news.
func (s *Subscriber) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	d := s.doors[path.Base(r.URL.Path)]
	s.mu.Unlock()
	switch {
	case d == nil:
		http.NotFound(w, r)
	case r.Method == http.MethodGet:
		d.confirm(w, r)
	case r.Method == http.MethodPost:
		d.receive(w, r)
	default:
		w.Header().Set("Allow", "GET, POST")
		http.Error(w, "this is for hubs", http.StatusMethodNotAllowed)
	}
}

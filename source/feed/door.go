package feed

import (
	"context"
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	// shortestLease and longestLease bound what a hub says of how long it
	// will push: with less there would be more asking than telling, and with
	// more a hub that forgot would be noticed late.
	shortestLease = time.Hour
	longestLease  = 30 * 24 * time.Hour
	wantedLease   = 10 * 24 * time.Hour
	// pushPatience is how long a hub waits until what it brought is safe.
	pushPatience = 30 * time.Second
)

// A door is where the hub of one feed comes to.
type door struct {
	callback string
	secret   string
	pushes   chan push

	mu        sync.Mutex
	hub       string // to which the subscription was asked of
	topic     string // what it calls the feed
	renew     time.Time
	confirmed bool
	refused   string        // why the hub does not want to
	changed   chan struct{} // closed when any of these has
}

// push is news on its way to a reader.
type push struct {
	body        []byte
	contentType string
	at          time.Time
	done        func(error)
}

func newDoor(callback, secret string) *door {
	return &door{callback: callback, secret: secret, pushes: make(chan push), changed: make(chan struct{})}
}

// ask notes that a subscription is asked for, before the hub is told: it may
// come to verify before it has answered.
func (d *door) ask(hub, topic string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.hub, d.topic, d.refused = hub, topic, ""
}

// needs reports whether a subscription has to be asked for, or anew.
func (d *door) needs(hub, topic string, now time.Time) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return !d.confirmed || d.hub != hub || d.topic != topic || !now.Before(d.renew)
}

// standing tells until when a confirmed subscription needs no renewal, why
// there is none, and what will be closed when that changes.
func (d *door) standing() (renew time.Time, confirmed bool, refused string, changed <-chan struct{}) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.renew, d.confirmed, d.refused, d.changed
}

func (d *door) change(confirmed bool, renew time.Time, refused string) {
	d.confirmed, d.renew, d.refused = confirmed, renew, refused
	close(d.changed)
	d.changed = make(chan struct{})
}

// confirm answers a hub that asks whether a subscription is wanted. Only what
// was asked for is; nobody else can subscribe this program to anything, nor end
// what it has.
func (d *door) confirm(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.topic == "" || q.Get("hub.topic") != d.topic {
		http.NotFound(w, r)
		return
	}
	switch q.Get("hub.mode") {
	case "subscribe":
		// Renewed when four fifths are over, so that a hub that is down
		// then can be asked again.
		d.change(true, time.Now().Add(leaseOf(q.Get("hub.lease_seconds"))*4/5), "")
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		io.WriteString(w, q.Get("hub.challenge"))
	case "denied":
		reason := q.Get("hub.reason")
		d.change(false, time.Time{}, "the hub refused: "+strings.ToValidUTF8(reason[:min(len(reason), 200)], ""))
	default:
		http.NotFound(w, r)
	}
}

func leaseOf(stated string) time.Duration {
	seconds, err := strconv.Atoi(stated)
	if err != nil {
		return wantedLease
	}
	return min(max(time.Duration(min(seconds, int(longestLease.Seconds())))*time.Second, shortestLease), longestLease)
}

// receive takes news. A hub that does not know the secret is answered as one
// that does (WebSub, section 8), so that nobody learns anything by trying.
func (d *door) receive(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBytes))
	if err != nil {
		status := http.StatusBadRequest
		if errors.As(err, new(*http.MaxBytesError)) {
			status = http.StatusRequestEntityTooLarge
		}
		http.Error(w, "the body could not be read", status)
		return
	}
	if d.signed(r.Header.Get("X-Hub-Signature"), body) {
		news := push{body: body, contentType: r.Header.Get("Content-Type"), at: time.Now().UTC()}
		if err := d.deliver(r.Context(), news); err != nil {
			w.Header().Set("Retry-After", "300")
			http.Error(w, "not taken; try again", http.StatusServiceUnavailable)
			return
		}
	}
	w.WriteHeader(http.StatusAccepted)
}

var methods = map[string]func() hash.Hash{"sha1": sha1.New, "sha256": sha256.New, "sha384": sha512.New384, "sha512": sha512.New}

// signed compares in constant time.
func (d *door) signed(signature string, body []byte) bool {
	method, digits, _ := strings.Cut(signature, "=")
	made, ok := methods[strings.ToLower(method)]
	given, err := hex.DecodeString(digits)
	if !ok || err != nil {
		return false
	}
	mac := hmac.New(made, []byte(d.secret))
	mac.Write(body)
	return hmac.Equal(given, mac.Sum(nil))
}

var errNobody = errors.New("nobody reads")

// deliver hands news to a reader, and waits until its posts are safe.
func (d *door) deliver(ctx context.Context, news push) error {
	ctx, cancel := context.WithTimeoutCause(ctx, pushPatience, errNobody)
	defer cancel()
	safe := make(chan error, 1)
	var once sync.Once
	news.done = func(err error) { once.Do(func() { safe <- err }) }
	select {
	case d.pushes <- news:
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

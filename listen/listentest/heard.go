package listentest

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/source"
)

// Heard is what a listener told, in the order in which it did.
type Heard struct {
	Events []listen.Event
	Errors []error
	tb     testing.TB
}

// Source is the name under which [Feed] hands in posts.
const Source = "test"

// Feed gives posts to a listener, one by one, and then lets time pass until the
// window of the last one is judged. Errors are gathered, and are no failure of
// the test.
func Feed(tb testing.TB, l *listen.Listener, posts []source.Post) *Heard {
	tb.Helper()
	h := &Heard{tb: tb}
	ctx := tb.Context()
	var last time.Time
	for _, p := range posts {
		for event, err := range l.Feed(ctx, Source, p) {
			h.add(event, err)
		}
		if p.Time.After(last) {
			last = p.Time
		}
	}
	if !last.IsZero() {
		for event, err := range l.Advance(ctx, last.Add(l.Interval()+l.Lateness())) {
			h.add(event, err)
		}
	}
	return h
}

// Listen runs a listener under a fake clock, which begins at midnight UTC on
// 2000-01-01, for as long as d says on it. The listener and its sources are
// made by start, within the bubble; sources of the real network can not be
// waited for there. When Listen returns every goroutine of the listener has
// ended, or the test has failed.
func Listen(t *testing.T, d time.Duration, start func(t *testing.T) *listen.Listener) *Heard {
	t.Helper()
	h := &Heard{tb: t}
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), d)
		defer cancel()
		for event, err := range start(t).Events(ctx) {
			h.add(event, err)
		}
	})
	return h
}

func (h *Heard) add(event listen.Event, err error) {
	if err != nil {
		h.Errors = append(h.Errors, err)
		return
	}
	h.Events = append(h.Events, event)
}

// Mentions returns the mentions of a brand, or of all where it is empty.
func (h *Heard) Mentions(brand string) []*listen.Mention {
	var out []*listen.Mention
	for _, event := range h.Events {
		if m, ok := event.(*listen.Mention); ok && (brand == "" || m.Brand == brand) {
			out = append(out, m)
		}
	}
	return out
}

// Alerts returns the alerts of a brand, or of all and of sources where it is
// empty, every change of their states.
func (h *Heard) Alerts(brand string) []*listen.Alert {
	var out []*listen.Alert
	for _, event := range h.Events {
		if a, ok := event.(*listen.Alert); ok && (brand == "" || a.Brand == brand) {
			out = append(out, a)
		}
	}
	return out
}

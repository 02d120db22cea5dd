package listen

import (
	"time"

	"github.com/earshot-go/earshot/match"
	"github.com/earshot-go/earshot/source"
)

// Hooks are told what a Listener does, for metrics, traces and rooms of their
// own. Each may be nil, and costs nothing then.
//
// A hook is called by the goroutine that ranges over Events, Feed, Advance or
// Replay, before it is given the events that the hook tells of, and holds it
// up: whatever takes time goes to a goroutine of its own. It may use the
// Listener. Where several goroutines feed one Listener, hooks are called from
// all of them. What a hook is given is not to be changed, and stays as it is
// after the call.
type Hooks struct {
	// Fetched: a source gave a batch to Events.
	Fetched func(Fetch)
	// Failed: a source failed, or an item of it could not be read.
	Failed func(*SourceError)
	// Matched: a new or edited post was searched for brands. Hits may be
	// empty; filters have not been asked yet.
	Matched func(src string, p *source.Post, hits []match.Hit)
	// Dropped: a post made no mention, and why.
	Dropped func(src string, p *source.Post, why Reason)
	// Scored: a mention is made, its tone and intent known.
	Scored func(*Mention)
	// Judged: a window of a brand was compared with what is normal for it.
	Judged func(*Window)
	// Alerted: an alert is about to be told.
	Alerted func(*Alert)
	// Held: an incident began while the alert before it cools down, so that
	// nobody is told. A [Digest] takes it.
	Held func(*Alert)
	// Saved: the state was written to the store, or could not be.
	Saved func(Save)
}

// A Fetch is a batch that a source gave.
type Fetch struct {
	Source string
	At     time.Time
	Posts  int         // may be 0: progress alone
	Gap    *source.Gap // the source may have missed posts
}

// A Save is one write of the state to [Options.Store].
type Save struct {
	Entries int
	Took    time.Duration
	Err     error // nil when all is safe
}

// news is what one step of a listener brought. It is gathered while the
// listener is locked, and told when it is not.
type news struct {
	events  []Event
	post    *source.Post // if anybody asks
	hits    []match.Hit  // what was matched, if anybody asks
	matched bool
	dropped Reason
	windows []*Window
	raised  []*Alert // by the post itself
	held    []*Alert
}

// spread tells the hooks and the log.
func (l *Listener) spread(src string, n *news) {
	h := &l.options.Hooks
	if n.matched && h.Matched != nil {
		h.Matched(src, n.post, n.hits)
	}
	if n.dropped != "" && h.Dropped != nil {
		h.Dropped(src, n.post, n.dropped)
	}
	if h.Judged != nil {
		for _, w := range n.windows {
			h.Judged(w)
		}
	}
	if h.Held != nil {
		for _, a := range n.held {
			h.Held(a)
		}
	}
	for _, e := range n.events {
		switch e := e.(type) {
		case *Mention:
			if h.Scored != nil && e.Change != Withdrawn {
				h.Scored(e)
			}
		case *Alert:
			l.logAlert(e)
			if h.Alerted != nil {
				h.Alerted(e)
			}
		}
	}
}

// And returns hooks that call those of h and then those of other.
func (h Hooks) And(other Hooks) Hooks {
	return Hooks{
		Fetched: both(h.Fetched, other.Fetched),
		Failed:  both(h.Failed, other.Failed),
		Matched: both3(h.Matched, other.Matched),
		Dropped: both3(h.Dropped, other.Dropped),
		Scored:  both(h.Scored, other.Scored),
		Judged:  both(h.Judged, other.Judged),
		Alerted: both(h.Alerted, other.Alerted),
		Held:    both(h.Held, other.Held),
		Saved:   both(h.Saved, other.Saved),
	}
}

func both[T any](one, two func(T)) func(T) {
	switch {
	case one == nil:
		return two
	case two == nil:
		return one
	}
	return func(v T) { one(v); two(v) }
}

func both3[A, B, C any](one, two func(A, B, C)) func(A, B, C) {
	switch {
	case one == nil:
		return two
	case two == nil:
		return one
	}
	return func(a A, b B, c C) { one(a, b, c); two(a, b, c) }
}

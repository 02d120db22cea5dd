package listen

import (
	"context"
	"errors"
	"iter"
	"time"

	"github.com/earshot-go/earshot/source"
)

// Feed takes one post of a service that has posts of its own, or of a
// recording, and yields what follows from it: its mentions, and the alerts of
// the windows that its time closes. src names where the post comes from. No
// goroutine is started and no clock is read: time goes by with the posts, and
// with [Listener.Advance] where posts are silent.
//
// A post that cannot be used yields a [*PostError]. Nothing happens before the
// result is ranged over.
func (l *Listener) Feed(ctx context.Context, src string, p source.Post) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		if ctx.Err() != nil {
			return
		}
		events, err := l.feed(src, &p)
		if l.tell(ctx, events, yield) && err != nil {
			yield(nil, err)
		}
	}
}

// Advance tells that time has come to t, so that windows are closed and judged
// also where no post says so. A window is judged once t is past its end by
// Options.Lateness.
func (l *Listener) Advance(ctx context.Context, t time.Time) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		if ctx.Err() != nil {
			return
		}
		events, err := l.advance(t)
		if l.tell(ctx, events, yield) && err != nil {
			yield(nil, err)
		}
	}
}

func (l *Listener) tell(ctx context.Context, events []Event, yield func(Event, error) bool) bool {
	for _, e := range events {
		if ctx.Err() != nil || !yield(e, nil) {
			return false
		}
	}
	return true
}

// feed takes a post that is the listener's to change.
func (l *Listener) feed(src string, p *source.Post) ([]Event, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	recorded := l.record(Record{Source: src, Post: p})
	events, err := l.takePost(src, p)
	return events, errors.Join(recorded, err)
}

func (l *Listener) takePost(src string, p *source.Post) ([]Event, error) {
	l.stats.Posts++
	l.changes.clock = true
	if p.ID == "" {
		l.enter(src, p.Time, Invalid)
		return nil, &PostError{src, "", "has no id"}
	}
	key, version := keyOf(src, p.ID), versionOf(p)
	before, known := l.memory.get(key)
	if known && before.version == version {
		l.repeat(src, p, before.brands)
		return nil, nil
	}
	if p.Time.IsZero() && !p.Deleted {
		p.Time, p.TimeEstimated = l.windows.newest, true
	}
	p.Time = p.Time.UTC()

	events, err := l.pass(p.Time)
	mentions, dropped := l.read(src, p, before.brands)
	l.remember(key, remembered{version: version, brands: l.named(mentions)})
	l.count(src, p, mentions, dropped, key)
	for _, m := range mentions {
		events = append(events, m)
	}
	return events, err
}

// repeat notes a post that was taken before.
func (l *Listener) repeat(src string, p *source.Post, brands []int32) {
	l.enter(src, p.Time, Repeat)
	for _, b := range brands {
		if l.windows.takes(p.Time) {
			l.open(p.Time, int(b)).Repeats++
		}
	}
}

// remember, open and judge note what they change for the next save.
func (l *Listener) remember(key postKey, r remembered) {
	forgotten, forgot := l.memory.put(key, r)
	if l.options.Store == nil {
		return
	}
	l.changes.posts[key] = true
	if forgot {
		l.changes.posts[forgotten] = true
	}
}

func (l *Listener) open(t time.Time, brand int) *tally {
	if l.options.Store != nil {
		l.changes.opened[openTally{l.windows.startOf(t).Unix(), brand}] = true
	}
	return l.windows.tally(t, brand)
}

// count adds new mentions to their windows.
func (l *Listener) count(src string, p *source.Post, mentions []*Mention, dropped Reason, key postKey) {
	if len(mentions) == 0 {
		l.enter(src, p.Time, dropped)
		return
	}
	l.enter(src, p.Time, "")
	for _, m := range mentions {
		l.stats.Mentions++
		switch {
		case m.Change != Added:
		case m.Own:
			l.stats.Own++
		case m.Late:
			l.stats.Late++
		case l.windows.takes(m.Post.Time):
			l.open(m.Post.Time, l.index[m.Brand]).add(m, key)
		}
	}
}

// pass lets event time go on to t, the time of a post.
func (l *Listener) pass(t time.Time) ([]Event, error) {
	if t.IsZero() {
		return nil, nil
	}
	l.windows.begin(t)
	if t.After(l.windows.newest) {
		l.windows.newest = t
	}
	return l.closeUntil(l.windows.newest.Add(-l.options.Lateness))
}

func (l *Listener) advance(t time.Time) ([]Event, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	recorded := l.record(Record{Advance: t.UTC()})
	events, err := l.pass(t.UTC())
	return events, errors.Join(recorded, err)
}

// finish judges the windows that ended by the newest post without waiting for
// late ones: the recording is over. The window of the newest post itself was
// cut off and stays open.
func (l *Listener) finish() ([]Event, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	recorded := l.record(Record{Finish: true})
	events, err := l.closeUntil(l.windows.newest)
	return events, errors.Join(recorded, err)
}

func (l *Listener) closeUntil(limit time.Time) ([]Event, error) {
	var events []Event
	var errs []error
	for {
		start, ok := l.windows.due(limit)
		if !ok {
			return events, errors.Join(errs...)
		}
		alerts, err := l.judge(start)
		errs = append(errs, err)
		for _, a := range alerts {
			events = append(events, a)
		}
	}
}

// judge closes the window that starts at start, for every brand.
func (l *Listener) judge(start time.Time) (alerts []*Alert, err error) {
	tallies := l.windows.close(start)
	l.changes.clock = true
	var errs []error
	for i, w := range l.watches {
		f := frame{start: start, end: start.Add(l.options.Interval), tally: tallies[i]}
		if l.options.Store != nil {
			l.changes.brands[i] = true
			l.changes.opened[openTally{start.Unix(), i}] = f.tally != nil
		}
		if f.tally == nil {
			f.tally = new(tally)
		}
		f.coverage = l.outages.coverage(&w.past, f.start, f.end)
		changed, err := w.judge(f, &l.options)
		if err != nil {
			errs = append(errs, &WindowError{w.brand.Name, start, err})
		}
		alerts = append(alerts, changed...)
	}
	alerts = append(alerts, l.missing(frame{start: start, end: start.Add(l.options.Interval)})...)
	if start.Add(l.options.Interval).Before(l.alertsFrom) {
		alerts = nil // a history is learned, not alarmed
	}
	for _, a := range alerts {
		a.Config = l.config
	}
	return alerts, errors.Join(errs...)
}

// A WindowError tells that a window of a brand could not be judged.
type WindowError struct {
	Brand string
	Start time.Time
	Err   error
}

func (e *WindowError) Error() string {
	return "listen: brand " + e.Brand + ", window of " + e.Start.Format(time.RFC3339) + ": " + e.Err.Error()
}

func (e *WindowError) Unwrap() error { return e.Err }

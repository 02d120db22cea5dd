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
		events, err := l.feed(src, p)
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

// feed takes a post.
func (l *Listener) feed(src string, p source.Post) ([]Event, error) {
	n, err := l.takePost(src, &p)
	l.spread(src, &n)
	return n.events, err
}

func (l *Listener) takePost(src string, p *source.Post) (news, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.post = *p // here, since one of its own for each step would be work for the collector
	recorded := l.recordPost(src)
	l.news = news{}
	err := l.hearPost(src, &l.post)
	if h := &l.options.Hooks; h.Matched != nil || h.Dropped != nil {
		post := l.post
		l.news.post = &post
	}
	return l.news, errors.Join(recorded, err)
}

// hearPost adds to the news what a post brings.
func (l *Listener) hearPost(src string, p *source.Post) error {
	l.stats.Posts++
	l.changes.clock = true
	if p.ID == "" {
		l.enter(src, p.Time, Invalid)
		return &PostError{src, "", "has no id"}
	}
	key := keyOf(src, p.ID)
	before, known := l.memory.get(key) // before the text is hashed, which hides how long memory takes
	version := versionOf(p)
	if known && before.version == version {
		l.repeat(src, p, before.brands)
		return nil
	}
	if p.Time.IsZero() && !p.Deleted {
		p.Time, p.TimeEstimated = l.windows.newest, true
	}
	p.Time = p.Time.UTC()

	err := l.pass(p.Time)
	mentions, dropped := l.read(src, p, before.brands)
	l.remember(key, remembered{version: version, brands: l.named(mentions)}, known)
	l.count(src, p, mentions, dropped, key)
	for _, m := range mentions {
		l.news.events = append(l.news.events, m)
	}
	l.announce(l.news.raised)
	return err
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
func (l *Listener) remember(key postKey, r remembered, known bool) {
	forgotten, forgot := l.memory.put(key, r)
	if l.options.Store == nil {
		return
	}
	l.changes.posts[key] = !known || l.changes.posts[key]
	if !forgot {
		return
	}
	if l.changes.posts[forgotten] { // the store never had it: with a full disk such keys would gather without end
		delete(l.changes.posts, forgotten)
	} else {
		l.changes.posts[forgotten] = false
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
		case m.Repeat:
			l.stats.Repeated++
			if l.windows.takes(m.Post.Time) {
				l.open(m.Post.Time, l.index[m.Brand]).Repeats++
			}
		case !m.Post.Time.IsZero() && l.windows.takes(m.Post.Time):
			l.open(m.Post.Time, l.index[m.Brand]).add(m, key)
			l.hearReach(m, key)
		}
	}
}

// hearReach raises the alert about a single post with unusual reach.
func (l *Listener) hearReach(m *Mention, key postKey) {
	brand := l.index[m.Brand]
	w := l.watches[brand]
	a := w.reach.hear(m, key, w, &l.options)
	if l.options.Store != nil && m.Post.Author.Followers != (source.Count{}) {
		l.changes.brands[brand] = true
	}
	if a != nil {
		a.Incident = w.incidentOf(a)
		l.news.raised = append(l.news.raised, a)
	}
}

// announce makes news of alerts, but for those about what is long over: a
// history is learned, not alarmed.
func (l *Listener) announce(alerts []*Alert) {
	for _, a := range alerts {
		a.Config = l.config
		switch {
		case a.Time.Before(l.alertsFrom):
		case a.State == Held:
			l.news.held = append(l.news.held, a)
		default:
			l.news.events = append(l.news.events, a)
		}
	}
}

// pass lets event time go on to t, the time of a post.
func (l *Listener) pass(t time.Time) error {
	if t.IsZero() {
		return nil
	}
	if l.windows.begin(t) {
		l.dateTimeless(t)
	}
	if t.After(l.windows.newest) {
		l.windows.newest = t
	}
	return l.closeUntil(l.windows.newest.Add(-l.options.Lateness))
}

func (l *Listener) advance(t time.Time) ([]Event, error) {
	return l.goOn(Record{Advance: t.UTC()}, func() error { return l.pass(t.UTC()) })
}

// finish judges the windows that ended by the newest post without waiting for
// late ones: the recording is over. The window of the newest post itself was
// cut off and stays open.
func (l *Listener) finish() ([]Event, error) {
	return l.goOn(Record{Finish: true}, func() error { return l.closeUntil(l.windows.newest) })
}

// goOn takes a step that brings no post.
func (l *Listener) goOn(rec Record, step func() error) ([]Event, error) {
	n, err := func() (news, error) {
		l.mu.Lock()
		defer l.mu.Unlock()
		recorded := l.record(rec)
		l.news = news{}
		err := step()
		return l.news, errors.Join(recorded, err)
	}()
	l.spread("", &n)
	return n.events, err
}

// closeUntil judges every window that ends at or before limit.
func (l *Listener) closeUntil(limit time.Time) error {
	var errs []error
	for {
		start, ok := l.windows.due(limit)
		if !ok {
			return errors.Join(errs...)
		}
		alerts, err := l.judge(start)
		errs = append(errs, err)
		l.announce(alerts)
	}
}

// judge closes the window that starts at start, for every brand.
func (l *Listener) judge(start time.Time) (alerts []*Alert, err error) {
	tallies := l.windows.close(start)
	l.changes.clock = true
	var errs []error
	for i, w := range l.watches {
		f := l.frame(start, i, tallies[i])
		window := l.window(w, f)
		changed, err := w.judge(f, window, &l.options)
		if err != nil {
			errs = append(errs, &WindowError{w.brand.Name, start, err})
		}
		alerts = append(alerts, changed...)
	}
	alerts = append(alerts, l.missing(frame{start: start, end: start.Add(l.options.Interval)})...)
	return alerts, errors.Join(errs...)
}

// window makes the window that Hooks.Judged will be given; nil if nobody asks.
func (l *Listener) window(w *watch, f frame) *Window {
	if l.options.Hooks.Judged == nil {
		return nil
	}
	win := windowOf(w.brand, f, l.config)
	l.news.windows = append(l.news.windows, win)
	return win
}

// frame is what was counted of a brand in the window that starts at start.
func (l *Listener) frame(start time.Time, brand int, t *tally) frame {
	f := frame{start: start, end: start.Add(l.options.Interval), tally: t}
	if l.options.Store != nil {
		l.changes.brands[brand] = true
		l.changes.opened[openTally{start.Unix(), brand}] = t != nil
	}
	if t == nil {
		f.tally = &l.nobody
	}
	f.coverage = l.coverage(&l.watches[brand].past, f.start, f.end)
	return f
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

package listen

import (
	"cmp"
	"container/heap"
	"context"
	"errors"
	"iter"
	"sync"
	"time"

	"github.com/earshot-go/earshot/internal/manners"
	"github.com/earshot-go/earshot/source"
)

// ErrListening means that [Listener.Events] is being ranged over already.
var ErrListening = errors.New("listen: already listening")

// errLeft is told to a pushing source whose batch was not taken to its end.
var errLeft = errors.New("listen: the listener was left before the batch was delivered")

// patience is how long a live listener waits, at its start, for every source's
// first posts, so that histories are read in the order of time.
const patience = 30 * time.Second

// roomForPast is how many posts may be held for that order. Thousands of sources
// have more than fits into memory; what they tell beyond it is taken as it comes.
const roomForPast = 1 << 15

// saveStep is how often the state is saved while there is news. What happened
// since is heard again after a crash, and counted once all the same.
const saveStep = time.Second

// clockStep is how often a live listener looks at the clock to close windows.
const clockStep = 10 * time.Second

// Events listens to every source and yields what it hears until ctx is done,
// the loop is left or, with Options.Once, every source was read to its end.
// Leaving the loop ends and waits for every goroutine.
//
// The loop body is the acknowledgement: a source's cursor moves on only after
// the body has run for every event of a batch, so that nothing is lost when it
// does not return. Failures come as errors among the events, a [*SourceError]
// or a [*PostError], and concern only what they name: range on.
//
// Posts that the sources have at the start are taken in the order of their
// times across all sources; with Options.Once this makes the events the same in
// every run. A live listener keeps that order for half a minute and up to
// 32,768 posts. It learns what was normal from them, and does not alert about
// what was over six hours before it began. A second call goes on where the
// first one was left. Without sources it returns at once: posts that come
// through [Listener.Feed] are told there.
func (l *Listener) Events(ctx context.Context) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		if !l.start() {
			yield(nil, ErrListening)
			return
		}
		defer l.stop()
		r := newRun(ctx, l, yield)
		defer r.leave()
		if l.options.Once || r.complain(l.goLive(time.Now())) {
			r.loop()
		}
	}
}

func (l *Listener) start() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	started := !l.running
	l.running = true
	return started
}

func (l *Listener) stop() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.running = false
}

// A run is one range over Events. It owns a goroutine per source, each of
// which hands over one batch at a time and waits until that was delivered.
type run struct {
	*Listener
	ctx      context.Context
	cancel   context.CancelFunc
	yield    func(Event, error) bool
	readers  sync.WaitGroup
	heard    chan heard
	queues   []*queue // by source
	ready    ready    // those with posts
	waiting  int      // queues without which the histories are not whole
	ended    int      // queues of sources that are read no more
	gathered bool     // the histories are in, posts are taken as they come
	held     int      // posts in the queues

	failed     error // of the last save for a push source
	failedAt   time.Time
	complained time.Time // when an error of the store was told last
}

func newRun(ctx context.Context, l *Listener, yield func(Event, error) bool) *run {
	r := &run{Listener: l, yield: yield, heard: make(chan heard), waiting: len(l.sources)}
	// However many sources there are, they share their turns at the hosts.
	r.ctx, r.cancel = context.WithCancel(manners.With(ctx, manners.New(!l.options.Once)))
	for i, s := range l.sources {
		q := &queue{source: s.Name(), index: i}
		r.queues = append(r.queues, q)
		rd := &reader{source: s, index: i, once: l.options.Once, poll: l.options.Poll, heard: r.heard, pauses: &l.pauses}
		rd.cursor = l.cursors[s.Name()]
		if rd.asked = rd.due(); !rd.asked.IsZero() {
			q.passed = true // an earlier run has heard its past
			r.waiting--
		}
		r.readers.Go(func() { rd.run(r.ctx) })
	}
	return r
}

// leave ends every goroutine and answers what was not delivered.
func (r *run) leave() {
	r.cancel()
	r.readers.Wait()
	for _, q := range r.queues {
		q.abandon()
	}
	// The loop is left, so that nobody can be told of an error here. The
	// changes stay, and a Save by the caller would tell.
	_ = r.Save(context.WithoutCancel(r.ctx))
}

func (r *run) loop() {
	patient := time.NewTimer(patience)
	defer patient.Stop()
	clock := time.NewTicker(clockStep)
	defer clock.Stop()
	var saves <-chan time.Time // nil without a store
	if r.options.Store != nil {
		ticker := time.NewTicker(saveStep)
		defer ticker.Stop()
		saves = ticker.C
	}
	for r.deliver() {
		if r.over() {
			r.conclude()
			return
		}
		select {
		case h := <-r.heard:
			if !r.take(h) {
				return
			}
		case <-patient.C:
			r.gathered = r.gathered || !r.options.Once
		case now := <-clock.C:
			if r.live() && !r.emit(r.advance(now)) {
				return
			}
		case <-saves:
			if !r.complain(r.Save(r.ctx)) {
				return
			}
		case <-r.ctx.Done():
			return
		}
	}
}

// conclude judges what a finished reading leaves behind.
func (r *run) conclude() {
	if r.options.Once && !r.emit(r.finish()) {
		return
	}
	if err := r.Save(r.ctx); err != nil {
		r.yield(nil, err)
	}
}

// live reports whether event time follows the clock.
func (r *run) live() bool { return r.gathered && !r.options.Once }

// over reports whether nothing can come any more.
func (r *run) over() bool { return r.ended == len(r.queues) }

// deliver takes posts from the queues, oldest first, as long as there are any
// that need not wait for another source.
func (r *run) deliver() bool {
	for {
		q := r.oldest()
		if q == nil {
			return true
		}
		r.held--
		if !r.post(q.source, r.pop(q)) {
			return false
		}
		if q.empty() && !r.acknowledge(q) {
			return false
		}
	}
}

// pop takes the next post of the queue that is first.
func (r *run) pop(q *queue) source.Post {
	p := q.pop()
	if q.empty() {
		heap.Pop(&r.ready)
		r.recount(q, false)
	} else {
		heap.Fix(&r.ready, 0)
	}
	return p
}

// recount keeps count of the queues that are waited for.
func (r *run) recount(q *queue, waited bool) {
	switch {
	case q.waits() && !waited:
		r.waiting++
	case !q.waits() && waited:
		r.waiting--
	}
}

// oldest returns the queue whose next post comes first. While the histories
// are gathered, it returns nil until every source has shown what it has.
func (r *run) oldest() *queue {
	if r.waiting > 0 && !r.gathered {
		return nil
	}
	if len(r.ready) == 0 {
		r.gathered = r.gathered || r.waiting == 0 && !r.options.Once
		return nil
	}
	return r.ready[0]
}

func (r *run) post(src string, p source.Post) bool {
	if r.live() {
		now := time.Now()
		if p.Time.IsZero() && !p.Deleted {
			p.Time, p.TimeEstimated = now, true
		}
		if p.Time.After(now.Add(r.options.Interval)) { // it would close windows that are still to come
			p.Time, p.TimeEstimated = now, true
		}
	}
	return r.emit(r.feed(src, p))
}

func (r *run) emit(events []Event, err error) bool {
	if r.tell(r.ctx, events, r.yield) {
		return err == nil || r.yield(nil, err)
	}
	return false
}

// take puts what a reader has heard into its queue, or tells its error.
func (r *run) take(h heard) bool {
	q := r.queues[h.index]
	r.examine(h)
	defer r.recount(q, q.waits())
	switch {
	case h.err != nil:
		return r.fail(q, h)
	case h.ended:
		q.ended, q.passed = true, true
		r.ended++
	case h.passed:
		q.passed, q.heardAt = true, h.at
		return r.complain(r.hear(q.source, h.at))
	default:
		if q.heardAt = h.at; !r.complain(r.hear(q.source, h.at)) {
			return false
		}
		if h.batch.Gap != nil {
			if !r.complain(r.miss(q.source, *h.batch.Gap)) {
				return false
			}
		}
		if s, ok := r.sampleOf(q.source, &h.batch, h.at); ok && !r.complain(r.sample(q.source, s)) {
			return false
		}
		q.fill(h)
		if r.held += len(h.batch.Posts); r.held > roomForPast && !r.options.Once {
			r.gathered = true
		}
		if q.empty() {
			q.passed = q.passed || !r.options.Once // a stream greets with an empty batch
			return r.acknowledge(q)
		}
		heap.Push(&r.ready, q)
	}
	return true
}

func (r *run) fail(q *queue, h heard) bool {
	if !skipped(h.err) {
		q.passed = true
		if r.live() && !r.complain(r.lose(q.source, cmp.Or(q.heardAt, h.at))) {
			return false
		}
	}
	failed := &SourceError{q.source, h.err}
	if hook := r.options.Hooks.Failed; hook != nil {
		hook(failed)
	}
	return r.yield(nil, failed)
}

// acknowledge moves the source's cursor on and lets its reader go on.
//
// A source that was pushed to is answered when its posts are in the store.
func (r *run) acknowledge(q *queue) (goOn bool) {
	r.moveCursor(q.source, q.cursor)
	var err error
	if q.done != nil {
		err = r.saveSoon()
	}
	q.release(err)
	return r.complain(err)
}

// saveSoon saves, unless that failed a moment ago: on a full disk there is
// more to write each time, and trying for each batch would hold up the line.
func (r *run) saveSoon() error {
	if r.failed != nil && time.Since(r.failedAt) < saveStep {
		return r.failed
	}
	r.failed = r.Save(context.WithoutCancel(r.ctx))
	r.failedAt = time.Now()
	return r.failed
}

// complain tells an error of the store or the recording, but not the same trouble every second.
func (r *run) complain(err error) (goOn bool) {
	if err == nil || time.Since(r.complained) < time.Minute {
		return true
	}
	r.complained = time.Now()
	r.log.Error("not safe", "err", err)
	return r.yield(nil, err)
}

func (l *Listener) moveCursor(src string, c source.Cursor) {
	if c == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cursors[src] = c
	l.changes.cursors[src] = true
}

// stale is how long before listening began a window may have ended and still
// be alerted about. What histories hold beyond it is learned, not alarmed.
const stale = 6 * time.Hour

// goLive notes that a live listener begins to listen.
func (l *Listener) goLive(now time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.alertsFrom = now.UTC().Add(-stale)
	return l.record(Record{Live: now.UTC()})
}

// miss notes a gap that a source reports. An open end is the newest time known.
func (l *Listener) miss(src string, g source.Gap) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.changes.clock = true
	recorded := l.record(Record{Source: src, Gap: &g})
	if g.To.IsZero() {
		g.To = l.windows.newest
	}
	l.outages.add(src, stretch{g.From.UTC(), g.To.UTC()})
	return recorded
}

// lose notes that a source fails, hear that it is back.
func (l *Listener) lose(src string, since time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.changes.clock = true
	l.outages.begin(src, since.UTC())
	return l.record(Record{Source: src, Lost: since.UTC()})
}

func (l *Listener) hear(src string, at time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.outages.running(src) {
		return nil
	}
	l.changes.clock = true
	l.outages.end(src, at.UTC(), l.options.Lateness)
	return l.record(Record{Source: src, Heard: at.UTC()})
}

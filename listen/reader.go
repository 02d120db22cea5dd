package listen

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/earshot-go/earshot/internal/manners"
	"github.com/earshot-go/earshot/source"
)

// How long a reader waits after failures: from firstRetry, doubled each time,
// to lastRetry. A missing credential needs a person and is tried again rarely.
const (
	firstRetry        = time.Second
	lastRetry         = time.Hour
	unauthorizedRetry = time.Hour
	// A server that is there and says no is left alone for longer: it will
	// say the same in a second.
	firstRefused = time.Minute
	lastRefused  = 24 * time.Hour
)

// A reader follows one source: it reads, waits and reads again.
type reader struct {
	source source.Source
	index  int
	once   bool
	poll   time.Duration
	heard  chan<- heard
	pauses *pauses // shared by all readers

	cursor   source.Cursor
	failures int       // in a row
	asked    time.Time // when the source asked to be read next
	takeBack func()    // ends the turn that the source holds at a host
}

// heard is what a reader hands over: a batch that waits for ack, an error, or
// the end of a pass or of everything.
type heard struct {
	index  int
	at     time.Time
	batch  source.Batch
	err    error
	ack    chan<- struct{}
	passed bool
	ended  bool
}

func (r *reader) run(ctx context.Context) {
	ctx, r.takeBack = manners.Lend(ctx)
	defer r.tell(ctx, heard{ended: true})
	r.rest(ctx, time.Until(r.asked))
	for ctx.Err() == nil {
		if !r.mayAsk(ctx) {
			return
		}
		err := r.pass(ctx)
		if ctx.Err() != nil || r.once || errors.Is(err, source.ErrGone) {
			return
		}
		r.rest(ctx, r.pause(err))
	}
}

// due returns when the source wanted to be read next when an earlier run read it
// last; zero where that is over or unknown. Reading once does not wait.
func (r *reader) due() time.Time {
	paced, ok := r.source.(source.Paced)
	if !ok || r.once || r.cursor == nil {
		return time.Time{}
	}
	if due := paced.Due(r.cursor); time.Until(due) > 0 {
		return due
	}
	return time.Time{}
}

// mayAsk waits while the source's host or credential pauses, because of
// another source or of an earlier run. Reading once does not wait: it tells.
func (r *reader) mayAsk(ctx context.Context) bool {
	until := r.pauses.get(scopeOf(r.source))
	if r.once && time.Until(until) > 0 {
		r.tell(ctx, heard{err: &source.RateLimitError{Until: until, Scope: scopeOf(r.source), Err: errors.New("not asked: the limit was met before")}})
		return false
	}
	r.rest(ctx, time.Until(until))
	return ctx.Err() == nil
}

// pass reads the source once. A panic in a source is its failure, not the
// program's.
func (r *reader) pass(ctx context.Context) (failed error) {
	defer func() {
		if p := recover(); p != nil {
			failed = fmt.Errorf("the source panicked: %v", p)
			r.tell(ctx, heard{err: failed})
		}
	}()
	r.asked = time.Time{}
	for batch, err := range r.source.Read(ctx, r.cursor) {
		if err != nil {
			r.heed(err)
			if ctx.Err() != nil || !r.tell(ctx, heard{err: err}) {
				return ctx.Err()
			}
			if !skipped(err) {
				return err
			}
			continue
		}
		if !r.hand(ctx, batch) {
			return ctx.Err()
		}
	}
	r.failures = 0
	r.tell(ctx, heard{passed: true})
	return nil
}

// hand gives a batch over, waits until it was delivered and moves on.
func (r *reader) hand(ctx context.Context, b source.Batch) bool {
	ack := make(chan struct{})
	if !r.tell(ctx, heard{batch: b, ack: ack}) {
		if b.Done != nil {
			b.Done(errLeft)
		}
		return false
	}
	select {
	case <-ack:
	case <-ctx.Done():
		return false
	}
	if b.Cursor != nil {
		r.cursor = b.Cursor
	}
	if !b.Next.IsZero() {
		r.asked = b.Next
	}
	r.failures = 0
	return true
}

func (r *reader) tell(ctx context.Context, h heard) bool {
	h.index, h.at = r.index, time.Now()
	select {
	case r.heard <- h:
		r.takeBack()
		return true
	case <-ctx.Done():
		return false
	}
}

// heed notes a rate limit for all that share it. Where the network does not say
// until when, they rest for a minute, and the source itself for longer each
// time.
func (r *reader) heed(err error) {
	var limit *source.RateLimitError
	if !errors.As(err, &limit) {
		return
	}
	now := time.Now()
	until := limit.Until
	if until.IsZero() {
		until = now.Add(firstRefused)
	}
	r.pauses.set(scopeOf(r.source), until, now)
	if limit.Scope != "" {
		r.pauses.set(limit.Scope, until, now)
	}
}

// pause tells how long to wait after a pass that ended with err.
func (r *reader) pause(err error) time.Duration {
	var limit *source.RateLimitError
	switch {
	case err == nil:
		return max(r.poll, time.Until(r.asked))
	case errors.As(err, &limit) && !limit.Until.IsZero():
		return max(firstRetry, time.Until(limit.Until))
	case errors.Is(err, source.ErrUnauthorized):
		return unauthorizedRetry
	case errors.Is(err, source.ErrCursor):
		r.cursor = nil
	}
	r.failures++
	doubled := min(r.failures-1, 20)
	if limit != nil || errors.Is(err, source.ErrRefused) {
		return min(lastRefused, firstRefused<<doubled)
	}
	return min(lastRetry, firstRetry<<doubled)
}

// rest waits, a little longer at random, so that sources that failed together
// do not come back together.
func (r *reader) rest(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	d += time.Duration(rand.Int64N(int64(d)/10 + 1))
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

func skipped(err error) bool {
	var skip *source.SkipError
	return errors.As(err, &skip)
}

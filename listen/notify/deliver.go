package notify

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/earshot-go/earshot/listen"
)

const (
	// patience bounds one attempt.
	patience = time.Minute
	// maxParts bounds a digest; what is above is in the next one.
	maxParts = 100
)

// Run delivers until ctx ends, every destination by itself: one that hangs
// holds up no other. When it returns nothing of it is left running: wait for that
// before the store is closed, or what was delivered last is delivered again.
func (o *Outbox) Run(ctx context.Context) {
	var wait sync.WaitGroup
	for _, q := range o.queues {
		wait.Go(func() { o.run(ctx, q) })
	}
	wait.Wait()
}

func (o *Outbox) run(ctx context.Context, q *queue) {
	for ctx.Err() == nil {
		next, _ := o.pass(ctx, q)
		q.sleep(ctx, next)
	}
}

// sleep waits for next, which may be never, or for something new.
func (q *queue) sleep(ctx context.Context, next time.Time) {
	var due <-chan time.Time
	if !next.IsZero() {
		timer := time.NewTimer(time.Until(next))
		defer timer.Stop()
		due = timer.C
	}
	select {
	case <-ctx.Done():
	case <-due:
	case <-q.wake:
	}
}

// Deliver tries once whatever may go out now and returns what failed, joined.
// It is for programs that a timer starts; others call [Outbox.Run].
func (o *Outbox) Deliver(ctx context.Context) error {
	errs := make([]error, len(o.queues))
	var wait sync.WaitGroup
	for i, q := range o.queues {
		wait.Go(func() { _, errs[i] = o.pass(ctx, q) })
	}
	wait.Wait()
	return errors.Join(errs...)
}

// pass sends letters until none may go out, and returns when the next may;
// zero is when something new has come.
func (o *Outbox) pass(ctx context.Context, q *queue) (next time.Time, failed error) {
	q.sending.Lock()
	defer q.sending.Unlock()
	var errs []error
	for ctx.Err() == nil {
		batch, next := q.pick(time.Now().UTC())
		if len(batch) == 0 {
			return next, errors.Join(errs...)
		}
		l, err := o.fold(ctx, q, batch)
		errs = append(errs, err, o.attempt(ctx, q, l))
	}
	return time.Time{}, errors.Join(errs...)
}

// fold makes one letter of many.
func (o *Outbox) fold(ctx context.Context, q *queue, batch []*Letter) (*Letter, error) {
	if len(batch) == 1 {
		return batch[0], nil
	}
	whole := &Letter{Destination: q.Name, Put: batch[0].Put, number: batch[0].number}
	var gone []listen.Entry
	for _, l := range batch {
		whole.Message.Parts = append(whole.Message.Parts, l.Message)
		gone = append(gone, listen.Entry{Key: entryKey(letterPrefix, q.Name, l.number)})
	}
	whole.Message = digest(whole.Message.Parts)
	e, err := entry(gone[0].Key, savedLetter{formVersion, *whole})
	q.replace(batch, whole)
	return whole, errors.Join(err, o.saveOrOwe(ctx, append([]listen.Entry{e}, gone[1:]...)))
}

// attempt sends a letter once and notes what became of it.
func (o *Outbox) attempt(ctx context.Context, q *queue, l *Letter) error {
	err := send(ctx, q.To, l.Message)
	if err != nil && ctx.Err() != nil {
		return err // nobody's fault: it is sent in the next run
	}
	at := time.Now().UTC()
	told, entries, noted := q.note(l, at, err, o.options.Remember)
	// What was sent is sent, also when ctx ends now: it must be written down.
	err = errors.Join(err, noted, o.saveOrOwe(context.WithoutCancel(ctx), entries))
	if o.options.Attempted != nil {
		o.options.Attempted(told, err)
	}
	return err
}

// send lets a notifier fail in every way it may, also by a panic.
func send(ctx context.Context, to Notifier, m Message) (err error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("notify: the notifier panicked: %v", p)
		}
	}()
	return to.Send(ctx, m)
}

// pick returns the letters to send next, many if they go out as one, or when to
// look again.
func (q *queue) pick(at time.Time) (batch []*Letter, next time.Time) {
	q.mu.Lock()
	defer q.mu.Unlock()
	ready, next := q.ready(at)
	if len(ready) == 0 {
		return nil, next
	}
	if slot := q.slot(at); slot.After(at) {
		q.crowded = true
		return nil, slot
	}
	if i := slices.IndexFunc(ready, q.alone); i >= 0 {
		return ready[i : i+1], at
	}
	if free := ready[0].Put.Add(q.Digest); free.After(at) {
		return nil, earlier(next, free)
	}
	return q.gather(ready), at
}

// ready are the letters that nothing but Digest and PerHour holds back. Next is
// when there may be more.
func (q *queue) ready(at time.Time) (ready []*Letter, next time.Time) {
	open := q.Quiet.until(at)
	failing := make(map[string]bool) // threads: what belongs together stays in order
	for _, l := range q.waiting {
		thread := l.Message.Thread
		switch {
		case l.Dead, q.unsaved[l], thread != "" && failing[thread]:
		case l.Next.After(at):
			failing[thread], next = true, earlier(next, l.Next)
		case open.After(at) && !q.urgent(l.Message):
			next = earlier(next, open)
		default:
			ready = append(ready, l)
		}
	}
	return ready, next
}

func earlier(a, b time.Time) time.Time {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}

// alone tells letters that go out by themselves: urgent ones, and those that
// were tried before, so that a second attempt is the same as the first.
func (q *queue) alone(l *Letter) bool {
	return q.urgent(l.Message) || l.Attempts > 0 || len(l.Message.Parts) > 0
}

// gather returns all that was held back, or else the first; the first where the
// notifier takes no digests.
func (q *queue) gather(ready []*Letter) []*Letter {
	first := ready[0].Put
	if _, single := q.To.(interface{ single() }); single {
		return ready[:1]
	}
	if q.Digest == 0 && !q.crowded && !q.Quiet.until(first).After(first) {
		return ready[:1]
	}
	if len(ready) > maxParts {
		return ready[:maxParts]
	}
	q.crowded = false
	return ready
}

// slot is when PerHour lets the next letter out.
func (q *queue) slot(at time.Time) time.Time {
	if len(q.sent) < q.PerHour {
		return at
	}
	return q.sent[len(q.sent)-q.PerHour].At.Add(time.Hour)
}

// replace puts one letter in the place of many.
func (q *queue) replace(batch []*Letter, whole *Letter) {
	q.mu.Lock()
	defer q.mu.Unlock()
	place := slices.Index(q.waiting, batch[0])
	q.waiting[place] = whole
	for _, l := range batch[1:] {
		q.remove(l)
	}
	q.known[whole.Message.Key] = true
}

// note takes down what an attempt came to. It returns the letter as it is then,
// and what changes in the store.
func (q *queue) note(l *Letter, at time.Time, cause error, keep int) (Letter, []listen.Entry, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if cause == nil {
		entries, err := q.delivered(l, at, keep)
		return *l, entries, err
	}
	l.fail(at, cause)
	e, err := entry(entryKey(letterPrefix, q.Name, l.number), savedLetter{formVersion, *l})
	return *l, []listen.Entry{e}, err
}

// delivered moves a letter to what was sent.
func (q *queue) delivered(l *Letter, at time.Time, keep int) ([]listen.Entry, error) {
	q.remove(l)
	q.untell(l.abouts())
	s := sent{formVersion, l.keys(), l.abouts(), at, q.next}
	q.remember(s)
	e, err := entry(entryKey(sentPrefix, q.Name, s.number), s)
	entries := []listen.Entry{{Key: entryKey(letterPrefix, q.Name, l.number)}, e}
	for len(q.sent) > max(keep, q.PerHour) {
		q.forget(q.sent[0].Keys, q.sent[0].Abouts)
		entries = append(entries, listen.Entry{Key: entryKey(sentPrefix, q.Name, q.sent[0].number)})
		q.sent = q.sent[1:]
	}
	return entries, err
}

package notify

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/earshot-go/earshot/listen"
)

// Options tune an Outbox. Nil and the zero Options are fine.
type Options struct {
	// Store keeps what waits from one run of the program to the next; nil
	// keeps it in memory alone. It must not be the store of a Listener.
	Store listen.Store
	// Keep is how many letters may wait for one destination, the dead ones
	// included; zero is 10,000. Above, [Outbox.Put] fails with a [*FullError].
	Keep int
	// Remember is how many delivered letters per destination are remembered,
	// so that they are not sent twice; zero is 10,000.
	Remember int
	// Attempted is told of every attempt, with nil where it succeeded and a
	// [*StoreError] where it could not be noted. Several goroutines call it.
	Attempted func(Letter, error)
}

const defaultBound = 10_000

// An Outbox keeps messages until they are delivered. It is safe for concurrent
// use.
type Outbox struct {
	options Options
	queues  []*queue
	putting sync.Mutex              // a key that a Put has taken is in the store when the next Put sees it
	saving  sync.Mutex              // one Save at a time
	owed    map[string]listen.Entry // by key, what a Save that failed has left to write
}

// NewOutbox returns an outbox that has taken up what its store holds. What
// waits for a destination that is not given any more stays in the store. The
// error says what is wrong with destinations, options or state, all joined.
func NewOutbox(ctx context.Context, destinations []Destination, opts *Options) (*Outbox, error) {
	o := &Outbox{}
	if opts != nil {
		o.options = *opts
	}
	if err := o.check(destinations); err != nil {
		return nil, err
	}
	for _, d := range destinations {
		if d.PerHour == 0 {
			d.PerHour = defaultPerHour
		}
		o.queues = append(o.queues, newQueue(d))
	}
	if err := o.load(ctx); err != nil {
		return nil, err
	}
	return o, nil
}

func (o *Outbox) check(destinations []Destination) error {
	var errs []error
	for field, bound := range map[string]*int{"Keep": &o.options.Keep, "Remember": &o.options.Remember} {
		if *bound < 0 {
			errs = append(errs, &FieldError{"options", field, "must not be negative"})
		}
		if *bound == 0 {
			*bound = defaultBound
		}
	}
	if len(destinations) == 0 {
		errs = append(errs, &FieldError{"outbox", "destinations", "must be at least one"})
	}
	names := make(map[string]bool)
	for _, d := range destinations {
		errs = append(errs, d.check())
		if names[d.Name] {
			errs = append(errs, &FieldError{fmt.Sprintf("destination %q", d.Name), "Name", "is given twice"})
		}
		names[d.Name] = true
	}
	return errors.Join(errs...)
}

// mostNamed bounds how many damaged entries are named: where the store is that of
// a listener, all hundred thousand of them are none of an outbox.
const mostNamed = 8

func (o *Outbox) load(ctx context.Context) error {
	if o.options.Store == nil {
		return nil
	}
	var errs []error
	for e, err := range o.options.Store.Load(ctx) {
		if err != nil {
			return &StoreError{err}
		}
		if err := o.loadEntry(e); err != nil {
			errs = append(errs, err)
		}
		if len(errs) == mostNamed {
			break
		}
	}
	for _, q := range o.queues {
		q.order()
	}
	return errors.Join(errs...)
}

func (o *Outbox) loadEntry(e listen.Entry) error {
	prefix, rest, _ := strings.Cut(e.Key, "/")
	name, place, _ := strings.Cut(rest, "/")
	number, err := strconv.ParseUint(place, 16, 64)
	if err != nil {
		return &StateError{e.Key, "is no key of an outbox, which needs a store of its own"}
	}
	q := o.queue(name)
	switch prefix + "/" {
	case letterPrefix:
		var s savedLetter
		if err := restore(e, &s.Version, &s); err != nil || q == nil {
			return err
		}
		s.number, s.Destination = number, name
		q.take(&s.Letter)
	case sentPrefix:
		var s sent
		if err := restore(e, &s.Version, &s); err != nil || q == nil {
			return err
		}
		s.number = number
		q.remember(s)
	default:
		return &StateError{e.Key, "is of no kind that an outbox knows"}
	}
	return nil
}

func (o *Outbox) queue(name string) *queue {
	for _, q := range o.queues {
		if q.Name == name {
			return q
		}
	}
	return nil
}

// A StoreError means that the store failed. A letter that was delivered is
// delivered all the same, and noted with the next save.
type StoreError struct{ Err error }

func (e *StoreError) Error() string { return fmt.Sprintf("notify: store: %v", e.Err) }

func (e *StoreError) Unwrap() error { return e.Err }

// A FullError means that a destination has as many letters waiting as
// [Options.Keep] allows. The message was not taken for it.
type FullError struct {
	Destination string
	Keep        int
}

func (e *FullError) Error() string {
	return fmt.Sprintf("notify: destination %q: %d letters wait already", e.Destination, e.Keep)
}

// Put takes a message for every destination that wants it. Once it returns nil
// the message is in the store. A Key that waits or was delivered is not taken
// again. The error joins a [*FullError] for each destination that is full, and
// what the store says; a message that the store did not keep is not sent, and
// may be put again.
func (o *Outbox) Put(ctx context.Context, m Message) error {
	if m.Key == "" || m.Title == "" {
		return &FieldError{"message", "Key and Title", "are needed"}
	}
	o.putting.Lock()
	defer o.putting.Unlock()
	at := time.Now().UTC()
	var errs []error
	var letters []*Letter
	var entries []listen.Entry
	for _, q := range o.queues {
		l, err := q.accept(m, at, o.options.Keep)
		if err != nil {
			errs = append(errs, err)
		}
		if l == nil {
			continue
		}
		e, err := entry(entryKey(letterPrefix, q.Name, l.number), savedLetter{formVersion, *l})
		if err != nil { // Data is no JSON: what cannot be kept is not sent
			q.drop(l)
			errs = append(errs, err)
			continue
		}
		letters, entries = append(letters, l), append(entries, e)
	}
	errs = append(errs, o.commit(ctx, entries, letters))
	return errors.Join(errs...)
}

// commit saves entries and then lets their letters go out, or forgets them.
func (o *Outbox) commit(ctx context.Context, entries []listen.Entry, letters []*Letter) error {
	err := o.save(ctx, entries)
	for _, l := range letters {
		q := o.queue(l.Destination)
		if err != nil {
			q.drop(l)
			continue
		}
		q.release(l)
	}
	return err
}

// save writes entries, and before them what is owed.
func (o *Outbox) save(ctx context.Context, entries []listen.Entry) error {
	o.saving.Lock()
	defer o.saving.Unlock()
	return o.write(ctx, entries)
}

// write is save under its lock. A key is owed once, however often it has
// changed, so that a store that fails for long fills no memory.
func (o *Outbox) write(ctx context.Context, entries []listen.Entry) error {
	if o.options.Store == nil || len(entries)+len(o.owed) == 0 {
		return nil
	}
	all := slices.SortedFunc(maps.Values(o.owed), func(a, b listen.Entry) int { return strings.Compare(a.Key, b.Key) })
	if err := o.options.Store.Save(ctx, append(all, entries...)); err != nil {
		return &StoreError{err}
	}
	o.owed = nil
	return nil
}

// saveOrOwe writes what has happened already and can not be undone: if it
// fails, it is written with the next save.
func (o *Outbox) saveOrOwe(ctx context.Context, entries []listen.Entry) error {
	o.saving.Lock()
	defer o.saving.Unlock()
	err := o.write(ctx, entries)
	if err == nil {
		return nil
	}
	if o.owed == nil {
		o.owed = make(map[string]listen.Entry)
	}
	for _, e := range entries {
		o.owed[e.Key] = e
	}
	return err
}

// Waiting returns the letters that are not delivered yet, destination by
// destination, the oldest first.
func (o *Outbox) Waiting() []Letter { return o.letters(false) }

// Dead returns the letters that were rejected, in the same order.
func (o *Outbox) Dead() []Letter { return o.letters(true) }

func (o *Outbox) letters(dead bool) []Letter {
	var out []Letter
	for _, q := range o.queues {
		out = append(out, q.letters(dead)...)
	}
	return out
}

// Retry gives the dead letters with this key another chance, at every
// destination. It reports how many there were.
func (o *Outbox) Retry(ctx context.Context, key string) (int, error) {
	return o.each(ctx, key, func(q *queue, l *Letter) (listen.Entry, error) {
		return entry(entryKey(letterPrefix, q.Name, l.number), savedLetter{formVersion, q.revive(l)})
	})
}

// Discard forgets the dead letters with this key. It reports how many there
// were.
func (o *Outbox) Discard(ctx context.Context, key string) (int, error) {
	return o.each(ctx, key, func(q *queue, l *Letter) (listen.Entry, error) {
		q.drop(l)
		return listen.Entry{Key: entryKey(letterPrefix, q.Name, l.number)}, nil
	})
}

func (o *Outbox) each(ctx context.Context, key string, act func(*queue, *Letter) (listen.Entry, error)) (int, error) {
	var entries []listen.Entry
	var errs []error
	for _, q := range o.queues {
		for _, l := range q.dead(key) {
			e, err := act(q, l)
			entries, errs = append(entries, e), append(errs, err)
		}
	}
	errs = append(errs, o.saveOrOwe(ctx, entries))
	return len(entries), errors.Join(errs...)
}

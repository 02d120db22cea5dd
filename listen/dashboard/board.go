package dashboard

import (
	"iter"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/insight"
)

// A Board keeps what its pages need and serves them. It is made by [New] and is
// safe for concurrent use.
type Board struct {
	listener *listen.Listener
	options  Options
	brands   []listen.Brand
	tape     tape
	desk     desk
	figures  figures
	viewers  atomic.Int64 // of live rows

	mu        sync.RWMutex // guards all below; held for short copies alone
	shelf     shelf
	histories map[string]*history // by brand
	alerts    alertBook
	faults    []fault
	newest    time.Time // of all events
}

// New returns a board for what l hears. Give it the events with [Board.Follow].
func New(l *listen.Listener, opts *Options) *Board {
	b := &Board{
		listener: l, options: opts.withDefaults(), brands: l.Brands(),
		shelf: newShelf(), histories: make(map[string]*history),
	}
	if b.desk.talks = b.options.Conversations; b.desk.talks == nil {
		b.desk.talks = talksOf(b.brands)
	}
	return b
}

// talksOf follows who waits for an answer of brands, competitors left out:
// theirs are not ours to answer.
func talksOf(brands []listen.Brand) *insight.Conversations {
	var own []string
	for _, brand := range brands {
		if !brand.Competitor {
			own = append(own, brand.Name)
		}
	}
	talks, err := insight.NewConversations(&insight.ConversationOptions{Selection: insight.Selection{Brands: own}})
	if err != nil {
		panic(err) // these options have nothing to refuse
	}
	return talks
}

// Follow passes on what events yields and shows it on the board. It may be
// called any number of times, one after the other or at once.
func (b *Board) Follow(events iter.Seq2[listen.Event, error]) iter.Seq2[listen.Event, error] {
	return func(yield func(listen.Event, error) bool) {
		for e, err := range events {
			b.take(e, err)
			if !yield(e, err) {
				return
			}
		}
	}
}

// Close ends the streams of live mentions. The pages can still be read.
func (b *Board) Close() { b.tape.end() }

func (b *Board) take(e listen.Event, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err != nil {
		b.fail(err)
	}
	switch e := e.(type) {
	case *listen.Mention:
		b.pass(e.When())
		r := rowOf(e)
		b.shelf.put(r, &b.options)
		if r.gone {
			b.alerts.withdraw(e.Source, e.Post.ID)
		}
		b.tape.push(r)
		b.desk.put(&r.mention)
	case *listen.Alert:
		b.pass(e.When())
		b.alerts.put(e)
	}
}

func (b *Board) pass(t time.Time) {
	if t.After(b.newest) {
		b.newest = t
	}
}

// asOf is the time of the newest event.
func (b *Board) asOf() time.Time {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.newest
}

func (b *Board) brand(name string) (listen.Brand, bool) {
	i := slices.IndexFunc(b.brands, func(brand listen.Brand) bool { return brand.Name == name })
	if i < 0 {
		return listen.Brand{}, false
	}
	return b.brands[i], true
}

const maxFaults = 20

// A fault is an error among the events.
type fault struct {
	Text  string
	Count int
}

// fail keeps the last errors, each once. b.mu is held.
func (b *Board) fail(err error) {
	text := clip(err.Error(), 300)
	f := fault{text, 1}
	if i := slices.IndexFunc(b.faults, func(old fault) bool { return old.Text == text }); i >= 0 {
		f.Count += b.faults[i].Count
		b.faults = slices.Delete(b.faults, i, i+1)
	}
	if len(b.faults) == maxFaults {
		b.faults = slices.Delete(b.faults, 0, 1)
	}
	b.faults = append(b.faults, f)
}

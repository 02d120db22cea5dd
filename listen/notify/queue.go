package notify

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"github.com/earshot-go/earshot/listen"
)

// A queue holds the letters of one destination. Its methods lock it.
type queue struct {
	Destination
	wake    chan struct{} // holds a token when there is something new
	sending sync.Mutex    // one letter at a time

	mu      sync.Mutex
	waiting []*Letter // by number
	unsaved map[*Letter]bool
	known   map[string]bool // keys that wait or are in sent
	told    map[string]int  // how many of these are about what
	sent    []sent          // by number
	next    uint64          // number of the next letter
	crowded bool            // PerHour has held something back
}

func newQueue(d Destination) *queue {
	return &queue{Destination: d, wake: make(chan struct{}, 1), known: make(map[string]bool), told: make(map[string]int), unsaved: make(map[*Letter]bool)}
}

// take adds a letter of the store, and remember what was delivered; order puts
// them in line when all are there.
func (q *queue) take(l *Letter) {
	q.waiting = append(q.waiting, l)
	q.learn(l.keys(), l.abouts(), l.number)
}

func (q *queue) remember(s sent) {
	q.sent = append(q.sent, s)
	q.learn(s.Keys, s.Abouts, s.number)
}

func (q *queue) learn(keys, abouts []string, number uint64) {
	for _, k := range keys {
		q.known[k] = true
	}
	for _, a := range abouts {
		q.told[a]++
	}
	q.next = max(q.next, number+1)
}

func (q *queue) order() {
	slices.SortFunc(q.waiting, func(a, b *Letter) int { return cmp.Compare(a.number, b.number) })
	slices.SortFunc(q.sent, func(a, b sent) int { return cmp.Compare(a.number, b.number) })
}

// accept makes a letter of a message that is wanted and new. It does not go out
// before release.
func (q *queue) accept(m Message, at time.Time, keep int) (*Letter, error) {
	if !q.wants(m) {
		return nil, nil
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	switch {
	case q.known[m.Key]:
		return nil, nil
	case m.State == listen.Resolved && m.About != "" && q.told[m.About] == 0:
		return nil, nil // nobody here was told that it began
	case len(q.waiting) >= keep:
		return nil, &FullError{q.Name, keep}
	}
	l := &Letter{Destination: q.Name, Message: m, Put: at, number: q.next}
	q.take(l)
	q.unsaved[l] = true
	return l, nil
}

func (q *queue) release(l *Letter) {
	q.mu.Lock()
	delete(q.unsaved, l)
	q.mu.Unlock()
	q.nudge()
}

// nudge wakes whoever delivers.
func (q *queue) nudge() {
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

func (q *queue) drop(l *Letter) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.remove(l)
	q.forget(l.keys(), l.abouts())
}

func (q *queue) forget(keys, abouts []string) {
	for _, k := range keys {
		delete(q.known, k)
	}
	q.untell(abouts)
}

func (q *queue) untell(abouts []string) {
	for _, a := range abouts {
		if q.told[a]--; q.told[a] <= 0 {
			delete(q.told, a)
		}
	}
}

func (q *queue) remove(l *Letter) {
	q.waiting = slices.DeleteFunc(q.waiting, func(w *Letter) bool { return w == l })
	delete(q.unsaved, l)
}

func (q *queue) letters(dead bool) []Letter {
	q.mu.Lock()
	defer q.mu.Unlock()
	var out []Letter
	for _, l := range q.waiting {
		if l.Dead == dead {
			out = append(out, *l)
		}
	}
	return out
}

func (q *queue) dead(key string) []*Letter {
	q.mu.Lock()
	defer q.mu.Unlock()
	var out []*Letter
	for _, l := range q.waiting {
		if l.Dead && slices.Contains(l.keys(), key) {
			out = append(out, l)
		}
	}
	return out
}

// revive returns the letter as it is to be saved.
func (q *queue) revive(l *Letter) Letter {
	defer q.nudge()
	q.mu.Lock()
	defer q.mu.Unlock()
	l.Dead, l.Attempts, l.Next = false, 0, time.Time{}
	return *l
}

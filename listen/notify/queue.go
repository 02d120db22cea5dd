package notify

import (
	"cmp"
	"slices"
	"sync"
	"time"
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
	sent    []sent          // by number
	next    uint64          // number of the next letter
	crowded bool            // PerHour has held something back
}

func newQueue(d Destination) *queue {
	return &queue{Destination: d, wake: make(chan struct{}, 1), known: make(map[string]bool), unsaved: make(map[*Letter]bool)}
}

// take adds a letter of the store, and remember what was delivered; order puts
// them in line when all are there.
func (q *queue) take(l *Letter) {
	q.waiting = append(q.waiting, l)
	q.learn(l.keys(), l.number)
}

func (q *queue) remember(s sent) {
	q.sent = append(q.sent, s)
	q.learn(s.Keys, s.number)
}

func (q *queue) learn(keys []string, number uint64) {
	for _, k := range keys {
		q.known[k] = true
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
	for _, k := range l.keys() {
		delete(q.known, k)
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

package dashboard

import "sync"

// tapeLength is how many rows a viewer can be behind. They are shared: viewers
// cost no memory of their own.
const tapeLength = 512

// A tape is the list of the last rows, numbered from 1. Whoever writes it waits
// for nobody; whoever reads it too slowly finds that rows are gone, and how
// many.
type tape struct {
	mu     sync.Mutex
	rows   [tapeLength]*row
	last   uint64
	more   chan struct{} // closed with the next row; nil while nobody waits
	closed bool
}

// push appends a row and gives it its number.
func (t *tape) push(r *row) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.last++
	r.number = t.last
	if old := t.rows[t.last%tapeLength]; old != nil {
		old.drawn.Store(nil) // whoever sees it now sees it alone
	}
	t.rows[t.last%tapeLength] = r
	t.wake()
}

func (t *tape) wake() {
	if t.more != nil {
		close(t.more)
		t.more = nil
	}
}

// holds reports whether a row is still on the tape.
func (t *tape) holds(r *row) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.rows[r.number%tapeLength] == r
}

// newest returns the number of the last row.
func (t *tape) newest() uint64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.last
}

// since appends to dst the rows after the one numbered seen. lost is how many
// of them are not on the tape any more. A number from the future, which is one
// of an earlier tape, counts as the newest.
func (t *tape) since(dst []*row, seen uint64) (rows []*row, last, lost uint64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	seen = min(seen, t.last)
	if t.last-seen > tapeLength {
		lost = t.last - seen - tapeLength
		seen += lost
	}
	for n := seen + 1; n <= t.last; n++ {
		dst = append(dst, t.rows[n%tapeLength])
	}
	return dst, t.last, lost
}

// after returns a channel that is closed once there is a row after the one
// numbered seen, or the tape ends.
func (t *tape) after(seen uint64) <-chan struct{} {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.more == nil {
		t.more = make(chan struct{})
	}
	more := t.more
	if t.closed || t.last > seen {
		t.wake()
	}
	return more
}

// end wakes all readers, for good.
func (t *tape) end() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.closed = true
	t.wake()
}

func (t *tape) ended() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.closed
}

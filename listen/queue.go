package listen

import (
	"slices"
	"time"

	"github.com/earshot-go/earshot/source"
)

// A queue holds the batch of one source that is being delivered, oldest post
// first.
type queue struct {
	source string
	index  int // among the sources
	posts  []source.Post
	cursor source.Cursor
	done   func(error)
	ack    chan<- struct{}

	heardAt time.Time // when a batch or the end of a pass came last
	passed  bool      // the source came to the end of a pass, or failed, at least once
	ended   bool      // nothing will come any more
}

func (q *queue) empty() bool { return len(q.posts) == 0 }

// shown reports whether the source has told all of its history.
func (q *queue) shown() bool { return q.passed || q.ended }

// waits reports whether the histories cannot be put in order without it.
func (q *queue) waits() bool { return q.empty() && !q.shown() }

func (q *queue) next() time.Time { return q.posts[0].Time }

func (q *queue) pop() source.Post {
	p := q.posts[0]
	// What was taken must not be kept until the source's next batch: there
	// may be thousands of sources, and days until then.
	q.posts[0] = source.Post{}
	if q.posts = q.posts[1:]; len(q.posts) == 0 {
		q.posts = nil
	}
	return p
}

func (q *queue) fill(h heard) {
	q.posts = slices.Clone(h.batch.Posts)
	slices.SortStableFunc(q.posts, inTime)
	q.cursor, q.done, q.ack = h.batch.Cursor, h.batch.Done, h.ack
}

// inTime orders posts by their times. One without a time comes last, since it
// is taken to be as old as the newest.
func inTime(a, b source.Post) int {
	switch {
	case a.Time.IsZero() == b.Time.IsZero():
		return a.Time.Compare(b.Time)
	case a.Time.IsZero():
		return 1
	}
	return -1
}

// release answers the source and lets its reader go on.
func (q *queue) release(err error) {
	if q.done != nil {
		q.done(err)
	}
	if q.ack != nil {
		close(q.ack)
	}
	q.done, q.ack, q.cursor = nil, nil, nil
}

// abandon gives a batch back that was not delivered to its end.
func (q *queue) abandon() {
	q.posts = nil
	q.release(errLeft)
}

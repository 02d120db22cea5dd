package source

import (
	"context"
	"iter"
	"time"
)

// A Source yields posts. An implementation is thin: it asks its network,
// translates what comes back and returns. It never sleeps, retries,
// reconnects, caches or keeps a goroutine after Read has returned, because
// the listener does all of that alike for every source.
type Source interface {
	// Name identifies the source in posts, errors and saved cursors. It is
	// stable across restarts and holds no secret, for instance
	// "feed:https://example.com/alerts.xml".
	Name() string

	// Read yields what came after from. A nil cursor means the beginning of
	// what the source offers. A polling source makes one pass and returns; a
	// streaming source runs until its connection breaks.
	//
	// An error that is a *[SkipError] tells that one item was lost; the pass
	// goes on. Any other error ends the pass: nothing is yielded after it.
	// Read returns promptly when ctx is done, and it may be called again
	// after any error.
	Read(ctx context.Context, from Cursor) iter.Seq2[Batch, error]
}

// A Cursor is a source's own mark of how far it has read. Only the source that
// wrote it can interpret it; a new process that is given it continues there.
// The nil Cursor is the beginning. A cursor holds no secrets.
type Cursor []byte

// A Batch is what a source has read in one step. An empty Batch with a Cursor
// reports progress alone.
type Batch struct {
	// Posts are changes: each adds, replaces or, where Deleted is set,
	// removes the post with its ID.
	Posts []Post

	// Cursor is the progress once every post of the batch is safe. Nil means
	// that the batch made none.
	Cursor Cursor

	// Gap is set where the source knows that it may have missed something.
	Gap *Gap

	// Share is set where the source says that it samples: the part of its
	// posts, in (0, 1), that it gives. Zero is all of them.
	Share float64

	// Missed is how many posts the source says it held back since the batch
	// before, for instance because they came faster than its limit.
	Missed int64

	// Next asks a polling source's reader not to come back before that time.
	// The zero time leaves it to the reader.
	Next time.Time

	// Done, where set, is called once: with nil when the batch is safe, with
	// an error when it is not. A source that is pushed to answers its peer
	// here.
	Done func(error)
}

// A Gap is a stretch of time in which posts may have been missed. A zero From
// or To leaves that end open.
type Gap struct {
	From   time.Time `json:"from,omitzero"`
	To     time.Time `json:"to,omitzero"`
	Reason string    `json:"reason"`
}

// Func makes a Source of a name and a read function.
func Func(name string, read func(ctx context.Context, from Cursor) iter.Seq2[Batch, error]) Source {
	return funcSource{name, read}
}

type funcSource struct {
	name string
	read func(context.Context, Cursor) iter.Seq2[Batch, error]
}

func (s funcSource) Name() string { return s.name }

func (s funcSource) Read(ctx context.Context, from Cursor) iter.Seq2[Batch, error] {
	return s.read(ctx, from)
}

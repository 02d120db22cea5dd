package jamwatch

import (
	"context"
	"fmt"
	"iter"
	"strconv"
	"sync"
	"time"

	"github.com/earshot-go/earshot/source"
)

// A Review is one in the shop's own list.
type Review struct {
	Number  int
	Edition int // grows with every edit
	Written time.Time
	By      string
	Words   string
}

// Reviews is a source over the shop's list of reviews.
type Reviews struct {
	mu   sync.Mutex
	list []Review
}

// Write adds a review.
func (r *Reviews) Write(by, words string, at time.Time) Review {
	r.mu.Lock()
	defer r.mu.Unlock()
	review := Review{Number: len(r.list) + 1, Edition: 1, Written: at, By: by, Words: words}
	r.list = append(r.list, review)
	return review
}

// Name is the source's.
func (r *Reviews) Name() string { return "reviews:jam.example" }

const pageSize = 3

// Read yields the reviews after the cursor, a page at a time. The cursor is how
// many were read.
func (r *Reviews) Read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	return func(yield func(source.Batch, error) bool) {
		read := 0
		if from != nil {
			n, err := strconv.Atoi(string(from))
			if err != nil || n < 0 {
				yield(source.Batch{}, fmt.Errorf("%w: %.40q", source.ErrCursor, from))
				return
			}
			read = n
		}
		for {
			if err := ctx.Err(); err != nil {
				yield(source.Batch{}, err)
				return
			}
			page := r.page(read)
			if len(page) == 0 {
				return
			}
			read += len(page)
			if !yield(batch(page, read), nil) {
				return
			}
		}
	}
}

func (r *Reviews) page(after int) []Review {
	r.mu.Lock()
	defer r.mu.Unlock()
	after = min(after, len(r.list))
	return append([]Review(nil), r.list[after:min(after+pageSize, len(r.list))]...)
}

func batch(page []Review, read int) source.Batch {
	b := source.Batch{Cursor: source.Cursor(strconv.Itoa(read))}
	for _, r := range page {
		b.Posts = append(b.Posts, source.Post{
			ID: strconv.Itoa(r.Number), Version: strconv.Itoa(r.Edition), Kind: source.KindReview,
			Time: r.Written, Text: r.Words, Author: source.Author{Name: r.By},
		})
	}
	return b
}

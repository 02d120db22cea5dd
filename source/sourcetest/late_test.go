package sourcetest_test

import (
	"context"
	"encoding/json"
	"iter"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/sourcetest"
)

// square is a network of many servers: what is written on one arrives late on
// another, and lists go by the time of writing.
type square struct{ posts []source.Post }

func (q *square) write(at time.Time, n int) (ids []string) {
	for range n {
		p := source.Post{ID: strconv.Itoa(len(q.posts)), Version: "1", Text: "Acme", Time: at}
		q.posts = append(q.posts, p)
		ids = append(ids, p.ID)
		at = at.Add(time.Second)
	}
	slices.SortStableFunc(q.posts, func(a, b source.Post) int { return a.Time.Compare(b.Time) })
	return ids
}

// reader returns a source that reads what is up to overlap older than the
// newest post again, and remembers what it has seen of it.
func (q *square) reader(overlap time.Duration) source.Source {
	type mark struct {
		Newest time.Time
		Seen   []string
	}
	return source.Func("square", func(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
		return func(yield func(source.Batch, error) bool) {
			var m mark
			if ctx.Err() != nil {
				return
			}
			if err := json.Unmarshal(from, &m); from != nil && (err != nil || m.Newest.IsZero()) {
				yield(source.Batch{}, source.ErrCursor)
				return
			}
			var b source.Batch
			edge := m.Newest.Add(-overlap)
			for _, p := range q.posts {
				if !p.Time.Before(edge) && !slices.Contains(m.Seen, p.ID) {
					b.Posts = append(b.Posts, p)
					m.Seen = append(m.Seen, p.ID)
					m.Newest = p.Time
				}
			}
			b.Cursor, _ = json.Marshal(m)
			yield(b, nil)
		}
	})
}

func TestLateArrivals(t *testing.T) {
	for overlap, good := range map[time.Duration]bool{time.Hour: true, 0: false} {
		q := &square{}
		q.write(noon, 20)
		h := sourcetest.Harness{
			New:         func() source.Source { return q.reader(overlap) },
			PublishLate: func() []string { return q.write(noon.Add(-10*time.Minute), 5) },
		}
		for _, check := range sourcetest.Checks() {
			if check.Name != "late arrival" {
				continue
			}
			if err := check.Try(t.Context(), h); good {
				assert.NoError(t, err)
			} else {
				assert.ErrorContains(t, err, "behind the cursor")
			}
		}
		assert.NoError(t, sourcetest.All(t.Context(), sourcetest.Harness{New: h.New}), "nothing else is wrong with it")
	}
}

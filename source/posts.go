package source

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
)

// postsBatch is how many posts a batch of [Posts] holds.
const postsBatch = 256

// Posts makes a Source of posts in memory, in the order in which they stand: a
// replay, a test, or a service that has posts already. Posts without an ID or
// a Version get those of [Post.Identify] and [Post.Fingerprint]; one that
// breaks the contract of [Post] is reported as a *[SkipError]. The slice must
// not change while it is read, except that it may be a longer one in the next
// process: the cursor is a position in it.
func Posts(name string, posts []Post) Source {
	return memory{name, posts}
}

type memory struct {
	name  string
	posts []Post
}

func (m memory) Name() string { return m.name }

// memoryCursor is a position and the ID before it, by which another slice is
// recognized.
type memoryCursor struct {
	Next int    `json:"next"`
	Last string `json:"last"`
}

func (m memory) Read(ctx context.Context, from Cursor) iter.Seq2[Batch, error] {
	return func(yield func(Batch, error) bool) {
		next, err := m.locate(from)
		for next < len(m.posts) && err == nil {
			if err = ctx.Err(); err != nil {
				break
			}
			end := min(next+postsBatch, len(m.posts))
			batch, skipped := m.batch(next, end)
			for _, skip := range skipped {
				if !yield(Batch{}, skip) {
					return
				}
			}
			if !yield(batch, nil) {
				return
			}
			next = end
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			yield(Batch{}, err)
		}
	}
}

func (m memory) batch(next, end int) (batch Batch, skipped []error) {
	for i := next; i < end; i++ {
		post := complete(m.posts[i])
		if err := post.Check(); err != nil {
			skipped = append(skipped, &SkipError{Item: fmt.Sprintf("post %d", i+1), Err: err})
			continue
		}
		batch.Posts = append(batch.Posts, post)
	}
	batch.Cursor, _ = json.Marshal(memoryCursor{end, m.posts[end-1].ID})
	return batch, skipped
}

func complete(p Post) Post {
	p.Time, p.Edited = p.Time.UTC(), p.Edited.UTC()
	if p.ID == "" && !p.Deleted {
		p.ID = p.Identify()
	}
	if p.Version == "" && !p.Deleted {
		p.Version = p.Fingerprint()
	}
	return p
}

func (m memory) locate(from Cursor) (int, error) {
	if from == nil {
		return 0, nil
	}
	var c memoryCursor
	if err := json.Unmarshal(from, &c); err != nil || c.Next < 1 {
		return 0, fmt.Errorf("%s: %w: it was not made by this source", m.name, ErrCursor)
	}
	if c.Next > len(m.posts) || m.posts[c.Next-1].ID != c.Last {
		return 0, fmt.Errorf("%s: %w: the posts are not those that it was made of", m.name, ErrCursor)
	}
	return c.Next, nil
}

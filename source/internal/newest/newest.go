// Package newest reads networks that list their posts from the newest to the
// oldest, page by page, and offer no position to go on from: most searches do.
//
// It walks back until it comes to what was read before, and yields what is new
// from the oldest on. What was read is known by id and version within a stretch
// of time before the newest post, so that equal times, posts that are listed
// late, and edits are neither lost nor repeated.
package newest

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/bookmark"
)

const (
	batchSize = 256
	// maxSeen bounds what a cursor remembers, the newest first.
	maxSeen = 5000
)

// A List is how a network is read.
type List struct {
	// Name names the source in errors.
	Name string
	// Kind names the format of the cursors, such as "lemmy/1".
	Kind string
	// Overlap is how far before the newest known post is read again.
	Overlap time.Duration
	// Pages bounds how far is walked back in one read; what lies beyond is
	// reported as a gap. Without a cursor one page is read.
	Pages int
	// Short tells that the network lists few posts, the newest: a known one
	// among them proves that none is missing.
	Short bool
	// Budget bounds the requests where the network counts them; the zero
	// Budget is none.
	Budget Budget
	// Config is how the network is asked.
	Config fetch.Config
	// Ask returns a page of posts not older than since, which is zero
	// without a cursor. older is "" for the newest page, else what the page
	// before gave.
	Ask func(ctx context.Context, client *fetch.Client, since time.Time, older string) (Page, error)
}

// A Page is an answer.
type Page struct {
	// Posts begin with the newest. A network that ignores since may list
	// older ones too.
	Posts []source.Post
	// Older leads to the next page, "" where there is none.
	Older string
	// Next is when the network wants to be asked again.
	Next time.Time
	// Pause tells that it must not be asked for an older page before that.
	Pause bool
	// Missed tells that there is more between the posts of this page, which
	// no other page has.
	Missed bool
}

// place is what a cursor holds.
type place struct {
	// Since is the time of the newest known post.
	Since time.Time `json:"since"`
	// Seen are the versions of the posts in the overlap, by their ids.
	Seen map[string]mark `json:"seen"`
	// Fresh tells that no read has succeeded yet.
	Fresh bool `json:"fresh,omitzero"`
	spending
}

type mark struct {
	Version string    `json:"v"`
	Time    time.Time `json:"t"`
}

// Read makes one pass.
func (l List) Read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	return func(yield func(source.Batch, error) bool) {
		p := pass{List: l, yield: yield, place: place{Seen: map[string]mark{}}}
		if err := p.run(ctx, from); err != nil && !p.left {
			yield(source.Batch{}, fmt.Errorf("%s: %w", l.Name, err))
		}
	}
}

type pass struct {
	List
	place
	yield func(source.Batch, error) bool
	left  bool
	next  time.Time
}

func (p *pass) run(ctx context.Context, from source.Cursor) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := bookmark.Read(p.Kind, from, &p.place); err != nil {
		return err
	}
	if p.Seen == nil {
		p.Seen = map[string]mark{}
	}
	client := fetch.New(p.Config)
	defer client.Close()
	first := from == nil || p.Fresh
	posts, hole, err := p.walk(ctx, client, first)
	if p.Fresh = first && err != nil; err == nil {
		return p.deliver(p.fresh(posts), hole)
	}
	if p.spent { // what was asked for is counted, whatever came of it
		if failed := p.emit(source.Batch{}); failed != nil || p.left {
			return failed
		}
	}
	return err
}

// walk reads back until the beginning of the overlap, and reports whether it
// had to stop before.
func (p *pass) walk(ctx context.Context, client *fetch.Client, first bool) (posts []source.Post, hole bool, err error) {
	var since time.Time
	if !p.Since.IsZero() {
		since = p.Since.Add(-p.Overlap)
	}
	older := ""
	for n := range max(p.Pages, 1) {
		if err := p.afford(p.Budget, client.Now()); err != nil && n == 0 {
			return nil, false, err
		} else if err != nil {
			break // what was read so far is good
		}
		page, err := p.Ask(ctx, client, since, older)
		if err != nil {
			return nil, false, err
		}
		posts = append(posts, page.Posts...)
		p.next = page.Next
		hole = hole || page.Missed && !first
		if first || page.Older == "" || len(page.Posts) == 0 || reaches(page.Posts, since) || p.Short && p.knows(page.Posts) {
			return posts, hole, nil
		}
		if page.Older == older || page.Pause {
			break // it leads nowhere, or not now
		}
		older = page.Older
	}
	return posts, true, nil
}

// reaches reports whether a page goes back beyond since.
func reaches(posts []source.Post, since time.Time) bool {
	return slices.ContainsFunc(posts, func(p source.Post) bool { return !p.Time.IsZero() && p.Time.Before(since) })
}

// knows reports whether a post was read before.
func (p *pass) knows(posts []source.Post) bool {
	return slices.ContainsFunc(posts, func(post source.Post) bool { return p.Seen[post.ID].Version != "" })
}

// fresh returns the posts that are new or edited, the oldest first, each once.
func (p *pass) fresh(posts []source.Post) []source.Post {
	listed := map[string]bool{}
	edge := p.Since.Add(-p.Overlap)
	var fresh []source.Post
	for _, post := range posts {
		if listed[post.ID] {
			continue // what is listed first is the newest version
		}
		listed[post.ID] = true
		if p.Seen[post.ID].Version != post.Version && (p.Since.IsZero() || !post.Time.Before(edge)) {
			fresh = append(fresh, post)
		}
	}
	slices.SortStableFunc(fresh, func(a, b source.Post) int {
		return cmp.Or(a.Time.Compare(b.Time), cmp.Compare(a.ID, b.ID))
	})
	return fresh
}

func (p *pass) deliver(fresh []source.Post, hole bool) error {
	var gap *source.Gap
	if hole && len(fresh) > 0 {
		gap = &source.Gap{From: p.Since, To: fresh[0].Time, Reason: "more was posted than could be read at once"}
	}
	for {
		n := min(len(fresh), batchSize)
		batch := source.Batch{Gap: gap}
		for _, post := range fresh[:n] {
			if err := post.Check(); err != nil {
				if p.left = !p.yield(source.Batch{}, &source.SkipError{Item: fmt.Sprintf("post %.80q", post.ID), Err: err}); p.left {
					return nil
				}
				continue
			}
			batch.Posts = append(batch.Posts, post)
			p.remember(post)
		}
		if fresh, gap = fresh[n:], nil; len(fresh) == 0 {
			batch.Next = p.next
		}
		if err := p.emit(batch); err != nil || p.left || len(fresh) == 0 {
			return err
		}
	}
}

func (p *pass) remember(post source.Post) {
	p.Seen[post.ID] = mark{post.Version, post.Time}
	if post.Time.After(p.Since) {
		p.Since = post.Time
	}
}

// emit yields a batch with its cursor, in which only the overlap is kept.
func (p *pass) emit(batch source.Batch) (err error) {
	edge := p.Since.Add(-p.Overlap)
	maps.DeleteFunc(p.Seen, func(_ string, m mark) bool { return m.Time.Before(edge) })
	if len(p.Seen) > maxSeen {
		p.forget()
	}
	if batch.Cursor, err = bookmark.Write(p.Kind, p.place); err != nil {
		return err
	}
	p.left = !p.yield(batch, nil)
	return nil
}

// forget keeps the newest of what was seen.
func (p *pass) forget() {
	ids := slices.SortedFunc(maps.Keys(p.Seen), func(a, b string) int {
		return cmp.Or(p.Seen[b].Time.Compare(p.Seen[a].Time), cmp.Compare(a, b))
	})
	for _, id := range ids[maxSeen:] {
		delete(p.Seen, id)
	}
}

// Package listtest is what doubles of networks that list their posts have in
// common: the posts, and what of them an answer holds.
package listtest

import (
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"
)

// A Post is one on the double. Five share a second.
type Post struct {
	ID   int
	At   time.Time
	Text string
}

// A List is the posts of a double, safe for concurrent use.
type List struct {
	mu    sync.Mutex
	posts []Post // the oldest first
}

var begun = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// Publish adds posts and returns their ids.
func (l *List) Publish(n int) (ids []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for range n {
		id := 1000 + len(l.posts)
		l.posts = append(l.posts, Post{id, begun.Add(time.Duration(len(l.posts)/5) * time.Second), fmt.Sprint("<p>Acme &amp; tea ", id, "</p>")})
		ids = append(ids, strconv.Itoa(id))
	}
	return ids
}

// Late adds posts that were written before the newest three, as those of
// another server that arrive late, and returns their ids.
func (l *List) Late(n int) (ids []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for range n {
		at := max(len(l.posts)-3, 0)
		late := Post{1000 + len(l.posts), l.posts[at].At, fmt.Sprint("<p>Acme &amp; late tea ", len(l.posts), "</p>")}
		l.posts = slices.Insert(l.posts, at, late)
		ids = append(ids, strconv.Itoa(late.ID))
	}
	return ids
}

// Edit changes the words of a post near the end, and returns its id.
func (l *List) Edit() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	p := &l.posts[len(l.posts)-3]
	p.Text = "<p>Corrected</p>"
	return strconv.Itoa(p.ID)
}

// Newest returns posts from the newest to the oldest: those from since to
// until, where these are not zero, without the first skip, at most limit. more
// tells whether there are older ones.
func (l *List) Newest(since, until time.Time, skip, limit int) (posts []Post, more bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	found := slices.DeleteFunc(slices.Clone(l.posts), func(p Post) bool {
		return p.At.Before(since) || !until.IsZero() && p.At.After(until)
	})
	slices.Reverse(found)
	found = found[min(skip, len(found)):]
	return found[:min(limit, len(found))], len(found) > limit
}

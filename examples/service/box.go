package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync/atomic"
	"time"

	"github.com/earshot-go/earshot/source"
)

// A box takes what customers write, and is a source like the others: the
// listener puts its posts in order with theirs, and says when they are safe.
type box struct {
	letters chan letter
	last    atomic.Int64 // the ID of the last post
}

type letter struct {
	post source.Post
	safe func(error)
}

func newBox(now time.Time) *box {
	b := &box{letters: make(chan letter)}
	b.last.Store(now.UnixNano()) // above those of earlier runs
	return b
}

// put returns once the post is safe, with ctx at the latest.
func (b *box) put(ctx context.Context, name, text string) error {
	safe := make(chan error, 1)
	post := source.Post{
		ID: fmt.Sprint(b.last.Add(1)), Time: time.Now().UTC(), Text: text, Kind: source.KindPost,
		Author: source.Author{Name: name},
	}
	select {
	case b.letters <- letter{post, func(err error) { safe <- err }}:
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case err := <-safe:
		return err
	case <-ctx.Done():
		return errors.Join(errors.New("not known to be safe"), ctx.Err())
	}
}

// read streams the letters until ctx is done. The empty batch says that the
// line stands.
func (b *box) read(ctx context.Context, _ source.Cursor) iter.Seq2[source.Batch, error] {
	return func(yield func(source.Batch, error) bool) {
		for batch := (source.Batch{}); yield(batch, nil); {
			select {
			case l := <-b.letters:
				batch = source.Batch{Posts: []source.Post{l.post}, Done: l.safe}
			case <-ctx.Done():
				return
			}
		}
	}
}

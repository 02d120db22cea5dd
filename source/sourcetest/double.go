package sourcetest

import (
	"context"
	"errors"
	"iter"
	"slices"
	"time"

	"github.com/earshot-go/earshot/source"
)

// The doubles below misbehave as real sources were seen to. They are for tests
// of what reads sources: it must neither lose nor count twice, and one bad
// source must stop only itself.

// ErrCutOff is how a source of [CutOff] fails.
var ErrCutOff = errors.New("connection broke")

// Hang returns a source that yields the first n batches of s and then nothing,
// until its context ends.
func Hang(s source.Source, n int) source.Source {
	return double(s, func(ctx context.Context, from source.Cursor, yield func(source.Batch, error) bool) {
		for b, err := range s.Read(ctx, from) {
			if n--; n < 0 {
				break
			}
			if !yield(b, err) {
				return
			}
		}
		<-ctx.Done()
		yield(source.Batch{}, ctx.Err())
	})
}

// CutOff returns a source whose reads fail with [ErrCutOff] after n batches.
func CutOff(s source.Source, n int) source.Source {
	return double(s, func(ctx context.Context, from source.Cursor, yield func(source.Batch, error) bool) {
		left := n
		for b, err := range s.Read(ctx, from) {
			if left--; left < 0 {
				yield(source.Batch{}, ErrCutOff)
				return
			}
			if !yield(b, err) {
				return
			}
		}
	})
}

// Repeat returns a source that yields each batch twice, as after a crash.
func Repeat(s source.Source) source.Source {
	return each(s, func(b source.Batch, yield func(source.Batch, error) bool) bool {
		first := b
		first.Done = nil
		return yield(first, nil) && yield(b, nil)
	})
}

// Reorder returns a source that yields the posts of each batch in reverse.
func Reorder(s source.Source) source.Source {
	return each(s, func(b source.Batch, yield func(source.Batch, error) bool) bool {
		b.Posts = slices.Clone(b.Posts)
		slices.Reverse(b.Posts)
		return yield(b, nil)
	})
}

// Shift returns a source that lies about time: its posts are by d later.
func Shift(s source.Source, d time.Duration) source.Source {
	return each(s, func(b source.Batch, yield func(source.Batch, error) bool) bool {
		b.Posts = slices.Clone(b.Posts)
		for i := range b.Posts {
			b.Posts[i].Time = b.Posts[i].Time.Add(d)
		}
		return yield(b, nil)
	})
}

// Fail returns a source of which each read fails at once.
func Fail(name string, err error) source.Source {
	return source.Func(name, func(context.Context, source.Cursor) iter.Seq2[source.Batch, error] {
		return func(yield func(source.Batch, error) bool) { yield(source.Batch{}, err) }
	})
}

// double is a source that is called as s and reads otherwise.
func double(s source.Source, read func(context.Context, source.Cursor, func(source.Batch, error) bool)) source.Source {
	return source.Func(s.Name(), func(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
		return func(yield func(source.Batch, error) bool) { read(ctx, from, yield) }
	})
}

// each changes the batches of s and passes its errors on.
func each(s source.Source, change func(source.Batch, func(source.Batch, error) bool) bool) source.Source {
	return double(s, func(ctx context.Context, from source.Cursor, yield func(source.Batch, error) bool) {
		for b, err := range s.Read(ctx, from) {
			if err != nil {
				if !yield(b, err) {
					return
				}
			} else if !change(b, yield) {
				return
			}
		}
	})
}

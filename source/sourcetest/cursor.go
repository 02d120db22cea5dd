package sourcetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/earshot-go/earshot/source"
)

func cursorChecks() []Check {
	keeps := func(h Harness) bool { return !h.Once }
	return []Check{
		{Name: "start", Rule: "A source to which no cursor means now yields, at once, the cursor of now.", Try: tryStart,
			applies: func(h Harness) bool { return h.From != nil }},
		{Name: "resume", Rule: "A new process that is given the cursor of any batch yields all that came after it, and nothing is lost.", Try: tryResume, applies: keeps},
		{Name: "crash", Rule: "A batch whose cursor was not saved comes again, also from the instance that has yielded it before.", Try: tryCrash, applies: keeps},
		{Name: "settle", Rule: "A read from the last cursor repeats nothing, but for the overlap that the network forces.", Try: trySettle, applies: keeps},
		{Name: "garbage cursor", Rule: "A cursor that is not its own yields source.ErrCursor and no post.", Try: tryGarbage, applies: keeps},
		{Name: "due", Rule: "A source.Paced says nothing of a cursor that is not its own, and puts nobody off for longer than two days.", Try: tryDue,
			applies: func(h Harness) bool { _, paced := h.New().(source.Paced); return paced && keeps(h) }},
		{Name: "cursor is a value", Rule: "A cursor that was yielded never changes, and the one that is given is not changed.", Try: tryValue, applies: keeps},
	}
}

func tryStart(ctx context.Context, h Harness) error {
	r := h.read(ctx, h.New(), nil, func(r reading) bool { return len(r.batches) > 0 })
	if err := r.trouble(); err != nil {
		return err
	}
	if len(r.batches) == 0 || r.batches[0].Cursor == nil {
		return errors.New("without a cursor, no first batch with one came, so that what is published before the first post is lost to a new process")
	}
	return nil
}

// tryResume reads on after each batch with a new instance. Of many batches it
// takes the first, the last and some between.
func tryResume(ctx context.Context, h Harness) error {
	whole, err := h.all(ctx)
	if err != nil {
		return err
	}
	want := h.expected(whole)
	for _, i := range spread(len(whole.batches), 12) {
		if whole.batches[i].Cursor == nil {
			continue
		}
		before := reading{batches: whole.batches[:i+1]}
		after := h.read(ctx, h.New(), whole.batches[i].Cursor, h.until(want, before))
		if err := after.trouble(); err != nil {
			return fmt.Errorf("resumed after batch %d of %d: %w", i+1, len(whole.batches), err)
		}
		if lost := missing(want, before, after); len(lost) > 0 {
			return fmt.Errorf("resumed after batch %d of %d, %d posts never came: %s; was the cursor ahead of the posts, or did it pass over equal times?",
				i+1, len(whole.batches), len(lost), some(lost))
		}
	}
	if whole.cursor(nil) == nil {
		return errors.New("no batch has a cursor, so that each new process begins anew")
	}
	return nil
}

// until ends the reading of a stream once everything wanted is there.
func (h Harness) until(want []string, before reading) func(reading) bool {
	if !h.Stream {
		return nil
	}
	if len(missing(want, before)) == 0 {
		return nil // nothing is to come; silence ends it
	}
	return func(r reading) bool { return len(missing(want, before, r)) == 0 }
}

// spread returns up to most indices below n, the first and the last among
// them.
func spread(n, most int) []int {
	var picked []int
	for k := range min(n, most) {
		picked = append(picked, k*max(n-1, 1)/max(min(n, most)-1, 1))
	}
	return slices.Compact(picked)
}

func tryCrash(ctx context.Context, h Harness) error {
	whole, err := h.all(ctx)
	if err != nil {
		return err
	}
	want := h.expected(whole)
	s := h.New()
	for range 2 {
		// Leave in the middle of the first batch that has posts, as a
		// crash does, and begin again from the beginning.
		h.read(ctx, s, h.From, func(r reading) bool { return len(r.posts()) > 0 })
		again := h.read(ctx, s, h.From, h.until(want, reading{}))
		if err := again.trouble(); err != nil {
			return fmt.Errorf("read again after a crash: %w", err)
		}
		if lost := missing(want, again); len(lost) > 0 {
			return fmt.Errorf("after a crash before the cursor was saved, %d posts did not come again: %s; does the instance remember what it has yielded?",
				len(lost), some(lost))
		}
	}
	return nil
}

func trySettle(ctx context.Context, h Harness) error {
	whole, err := h.all(ctx)
	if err != nil {
		return err
	}
	cursor := whole.cursor(nil)
	for range 2 {
		again := h.read(ctx, h.New(), cursor, nil)
		if err := again.trouble(); err != nil {
			return fmt.Errorf("a read from the last cursor: %w", err)
		}
		if n := len(again.posts()); n > h.Overlap {
			return fmt.Errorf("a read from the last cursor yielded %d posts again, more than the overlap of %d: %s",
				n, h.Overlap, some(again.ids()))
		}
		cursor = again.cursor(cursor)
	}
	return nil
}

func tryGarbage(ctx context.Context, h Harness) error {
	whole, err := h.all(ctx)
	if err != nil {
		return err
	}
	good := whole.cursor(nil)
	bad := []source.Cursor{
		[]byte("garbage"), []byte("\xff\x00\xfe"), []byte("{}"), []byte("[]"), []byte(`{"v":99}`), []byte(`{"v":0}`), []byte("null"), {},
		good[:len(good)/2], bytes.Repeat([]byte("9"), 1<<16),
	}
	for _, cursor := range bad {
		r := h.read(ctx, h.New(), cursor, func(r reading) bool { return len(r.posts()) > 0 })
		switch {
		case r.broken != nil:
			return r.broken
		case len(r.posts()) > 0:
			return fmt.Errorf("the cursor %.40q yielded posts", cursor)
		case !errors.Is(r.err, source.ErrCursor):
			return fmt.Errorf("the cursor %.40q yielded the error %v, which is not source.ErrCursor", cursor, r.err)
		}
	}
	return nil
}

func tryDue(ctx context.Context, h Harness) error {
	whole, err := h.all(ctx)
	if err != nil {
		return err
	}
	s := h.New().(source.Paced)
	if due := s.Due(whole.cursor(nil)); time.Until(due) > 48*time.Hour {
		return fmt.Errorf("after a read, the next one is due only at %s", due.Format(time.RFC3339))
	}
	for _, cursor := range []source.Cursor{nil, {}, []byte("garbage"), []byte("\xff\x00\xfe"), []byte(`{"v":99}`), bytes.Repeat([]byte("9"), 1<<16)} {
		if due := s.Due(cursor); !due.IsZero() {
			return fmt.Errorf("the cursor %.40q puts the next read off to %s", cursor, due.Format(time.RFC3339))
		}
	}
	return nil
}

func tryValue(ctx context.Context, h Harness) error {
	var kept, copies []source.Cursor
	r := h.read(ctx, h.New(), h.From, func(r reading) bool {
		if c := r.batches; len(c) > 0 && c[len(c)-1].Cursor != nil {
			kept = append(kept, c[len(c)-1].Cursor)
			copies = append(copies, bytes.Clone(c[len(c)-1].Cursor))
		}
		done := h.wanted()
		return done != nil && done(r)
	})
	if err := r.trouble(); err != nil {
		return err
	}
	if len(kept) > 0 {
		h.read(ctx, h.New(), kept[len(kept)-1], nil)
	}
	for i := range kept {
		if !bytes.Equal(kept[i], copies[i]) {
			return fmt.Errorf("cursor %d was changed after it had been yielded", i+1)
		}
		if secret := h.holds(string(kept[i])); secret != "" {
			return fmt.Errorf("cursor %d shows a secret", i+1)
		}
	}
	return nil
}

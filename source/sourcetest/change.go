package sourcetest

import (
	"context"
	"errors"
	"fmt"
)

func changeChecks() []Check {
	return []Check{
		{Name: "publish between reads", Rule: "What is published between two reads comes with the second, and what is old does not come again.",
			Try: tryPublishBetween, applies: func(h Harness) bool { return h.Publish != nil && !h.Once }},
		{Name: "publish while reading", Rule: "What is published while a read runs comes with it or with the next, and pushes nothing out.",
			Try: tryPublishDuring, applies: func(h Harness) bool { return h.Publish != nil && !h.Once }},
		{Name: "late arrival", Rule: "What appears behind the cursor, as late arrivals from other servers do, comes with the next read.",
			Try: tryLate, applies: func(h Harness) bool { return h.PublishLate != nil && !h.Once }},
		{Name: "edit", Rule: "An edited post comes again under its id, in a new version.",
			Try: tryEdit, applies: func(h Harness) bool { return h.Edit != nil && !h.Once }},
		{Name: "delete", Rule: "A post that was withdrawn comes again under its id, as deleted.",
			Try: tryDelete, applies: func(h Harness) bool { return h.Delete != nil && !h.Once }},
	}
}

func tryLate(ctx context.Context, h Harness) error {
	whole, err := h.all(ctx)
	if err != nil {
		return err
	}
	added := h.PublishLate()
	next := h.read(ctx, h.New(), whole.cursor(h.From), h.until(added, reading{}))
	if err := next.trouble(); err != nil {
		return err
	}
	if lost := missing(added, next); len(lost) > 0 {
		return fmt.Errorf("%d of %d posts that appeared behind the cursor did not come: %s; does the cursor leave time for what arrives late?", len(lost), len(added), some(lost))
	}
	again := h.read(ctx, h.New(), next.cursor(whole.cursor(h.From)), nil)
	if n := len(again.posts()); n > h.Overlap {
		return fmt.Errorf("after a late arrival, a read from the last cursor yielded %d posts again: %s", n, some(again.ids()))
	}
	return again.trouble()
}

func tryPublishBetween(ctx context.Context, h Harness) error {
	first, err := h.all(ctx)
	if err != nil {
		return err
	}
	for range 3 {
		added := h.Publish()
		next := h.read(ctx, h.New(), first.cursor(h.From), h.until(added, reading{}))
		if err := next.trouble(); err != nil {
			return err
		}
		if lost := missing(added, next); len(lost) > 0 {
			return fmt.Errorf("%d of %d posts that were published between two reads did not come: %s", len(lost), len(added), some(lost))
		}
		if n := len(next.posts()); n > len(added)+h.Overlap {
			return fmt.Errorf("%d posts came where %d were published", n, len(added))
		}
		first = next
	}
	return nil
}

func tryPublishDuring(ctx context.Context, h Harness) error {
	whole, err := h.all(ctx)
	if err != nil {
		return err
	}
	want := h.expected(whole)
	published := false
	first := h.read(ctx, h.New(), h.From, func(r reading) bool {
		if !published && len(r.posts()) > 0 {
			published = true
			want = append(want, h.Publish()...)
		}
		return h.Stream && len(missing(want, r)) == 0
	})
	if err := first.trouble(); err != nil {
		return err
	}
	next := h.read(ctx, h.New(), first.cursor(h.From), h.until(want, first))
	if err := next.trouble(); err != nil {
		return err
	}
	if lost := missing(want, first, next); len(lost) > 0 {
		return fmt.Errorf("when posts were published while it read, %d posts were lost: %s", len(lost), some(lost))
	}
	return nil
}

func tryEdit(ctx context.Context, h Harness) error {
	return h.tryChange(ctx, h.Edit, func(id string, before, after reading) error {
		for _, p := range after.posts() {
			if p.ID == id && before.versions()[versionOf(p)] == 0 && !p.Deleted {
				return nil
			}
		}
		return fmt.Errorf("post %.80q was edited, and no new version of it came", id)
	})
}

func tryDelete(ctx context.Context, h Harness) error {
	return h.tryChange(ctx, h.Delete, func(id string, _, after reading) error {
		for _, p := range after.posts() {
			if p.ID == id && p.Deleted {
				return nil
			}
		}
		return fmt.Errorf("post %.80q was withdrawn, and nothing told so", id)
	})
}

func (h Harness) tryChange(ctx context.Context, change func() string, judge func(id string, before, after reading) error) error {
	before, err := h.all(ctx)
	if err != nil {
		return err
	}
	id := change()
	if !before.has(id) {
		return errors.New("the harness changed a post that the source did not yield before")
	}
	cursor := before.cursor(nil)
	after := h.read(ctx, h.New(), cursor, h.until([]string{id}, reading{}))
	if err := after.trouble(); err != nil {
		return err
	}
	return judge(id, before, after)
}

package sourcetest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/earshot-go/earshot/internal/plaintext"
	"github.com/earshot-go/earshot/source"
)

func contentChecks() []Check {
	return []Check{
		{Name: "name", Rule: "A name is stable and holds no secret.", Try: tryName},
		{Name: "complete", Rule: "A read from the beginning yields every post that the network holds.", Try: tryComplete},
		{Name: "sound", Rule: "A post keeps the contract of source.Post: an id, UTC, no date in the future or before 1990, valid UTF-8 without markup.", Try: trySound},
		{Name: "stable", Rule: "Two instances give the same posts the same ids and versions.", Try: tryStable,
			applies: func(h Harness) bool { return !h.Stream || h.Want != nil }},
	}
}

func tryName(_ context.Context, h Harness) error {
	name := h.New().Name()
	if name == "" {
		return errors.New("a Name returns an empty string")
	}
	if other := h.New().Name(); other != name {
		return fmt.Errorf("one instance is called %q, the next %q", name, other)
	}
	if secret := h.holds(name); secret != "" {
		return errors.New("the name shows a secret")
	}
	return nil
}

func tryComplete(ctx context.Context, h Harness) error {
	r, err := h.all(ctx)
	if err != nil {
		return err
	}
	if lost := missing(h.Want, r); len(lost) > 0 {
		return fmt.Errorf("%d of %d posts are missing: %s", len(lost), len(h.Want), some(lost))
	}
	if h.Want != nil && len(r.ids()) > len(h.Want) {
		return fmt.Errorf("there are %d ids, but the network holds %d posts", len(r.ids()), len(h.Want))
	}
	return nil
}

func trySound(ctx context.Context, h Harness) error {
	r, err := h.all(ctx)
	if err != nil {
		return err
	}
	var errs []error
	for _, p := range r.posts() {
		if err := errors.Join(p.Check(), checkTime(p, time.Now()), checkMarkup(p)); err != nil {
			errs = append(errs, fmt.Errorf("post %.80q: %w", p.ID, err))
		}
		if p.Version == "" && !p.Deleted {
			errs = append(errs, fmt.Errorf("post %.80q has no version, so that nobody can tell an edit", p.ID))
		}
	}
	return errors.Join(errs...)
}

func checkTime(p source.Post, now time.Time) error {
	for _, t := range []time.Time{p.Time, p.Edited} {
		if t.After(now) {
			return fmt.Errorf("its time %s lies in the future", t.Format(time.RFC3339))
		}
		if !t.IsZero() && t.Year() < 1990 {
			return fmt.Errorf("its time %s is no time of a post", t.Format(time.RFC3339))
		}
	}
	return nil
}

func checkMarkup(p source.Post) error {
	for _, text := range []string{p.Title, p.Text, p.Author.Name} {
		if plaintext.HasMarkup(text) {
			return fmt.Errorf("its text holds markup: %.80q", text)
		}
	}
	return nil
}

func tryStable(ctx context.Context, h Harness) error {
	first, err := h.all(ctx)
	if err != nil {
		return err
	}
	second, err := h.all(ctx)
	if err != nil {
		return err
	}
	again := second.versions()
	for v := range first.versions() {
		if again[v] == 0 {
			return fmt.Errorf("post %.80q in version %.40q came in the first read and not in the second", v.id, v.version)
		}
	}
	return nil
}

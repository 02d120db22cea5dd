package sourcetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/earshot-go/earshot/source"
)

func leavingChecks() []Check {
	return []Check{
		{Name: "cancel", Rule: "Read returns promptly when its context ends, and leaves no goroutine.", Try: tryCancel},
		{Name: "break", Rule: "Leaving the loop ends Read and leaves no goroutine.", Try: tryBreak},
		{Name: "cancelled before", Rule: "With a context that has ended already, Read yields its error at most.", Try: tryCancelled},
		{Name: "read after error", Rule: "Read may be called again after any error.", Try: tryAgain},
		{Name: "parallel", Rule: "Two Reads of one instance do not disturb each other.", Try: tryParallel, applies: func(h Harness) bool { return !h.Once }},
		{Name: "no secrets", Rule: "No error shows a secret.", Try: trySecrets, applies: func(h Harness) bool { return len(h.Secrets) > 0 }},
	}
}

func tryCancel(ctx context.Context, h Harness) error {
	before := goroutines()
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	var left time.Time
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for range h.New().Read(inner, h.From) {
			if left.IsZero() {
				left = time.Now()
				cancel()
			}
		}
	}()
	select {
	case <-ended:
	case <-time.After(h.patience()):
		cancel()
		return errors.New("a Read did not return when its context was cancelled after the first batch")
	}
	if took := time.Since(left); !left.IsZero() && took > h.patience()/2 {
		return fmt.Errorf("a Read returned only %v after its context was cancelled", took)
	}
	return before.leaked(h.patience())
}

func tryBreak(ctx context.Context, h Harness) error {
	before := goroutines()
	for range 3 {
		h.read(ctx, h.New(), h.From, func(reading) bool { return true })
	}
	return before.leaked(h.patience())
}

func tryCancelled(ctx context.Context, h Harness) error {
	inner, cancel := context.WithCancel(ctx)
	cancel()
	for b, err := range h.New().Read(inner, h.From) {
		if err != nil && !errors.Is(err, context.Canceled) {
			return fmt.Errorf("a Read yielded %w, not the context's error", err)
		}
		if err == nil && len(b.Posts) > 0 {
			return errors.New("a Read yielded posts although its context had ended")
		}
	}
	return nil
}

func tryAgain(ctx context.Context, h Harness) error {
	s := h.New()
	inner, cancel := context.WithCancel(ctx)
	cancel()
	h.read(inner, s, h.From, nil)
	if !h.Once {
		h.read(ctx, s, source.Cursor("garbage"), nil)
	}
	r := h.read(ctx, s, h.From, h.wanted())
	if err := r.trouble(); err != nil {
		return fmt.Errorf("a read after a failed one: %w", err)
	}
	if lost := missing(h.Want, r); len(lost) > 0 || len(r.posts()) == 0 {
		return fmt.Errorf("a read after a failed one lacks %d posts: %s", len(lost), some(lost))
	}
	return nil
}

func tryParallel(ctx context.Context, h Harness) error {
	whole, err := h.all(ctx)
	if err != nil {
		return err
	}
	want := h.expected(whole)
	if err := h.interleave(ctx, want); err != nil {
		return err
	}
	s := h.New()
	errs := make([]error, 4)
	var group sync.WaitGroup
	for i := range errs {
		group.Go(func() {
			r := h.read(ctx, s, h.From, h.until(want, reading{}))
			errs[i] = errors.Join(r.trouble(), lacks(want, r, "one of four reads at a time"))
		})
	}
	group.Wait()
	return errors.Join(errs...)
}

// interleave runs one read as a whole in the middle of another.
func (h Harness) interleave(ctx context.Context, want []string) error {
	s := h.New()
	inner := make(chan reading, 1)
	begun := false
	outer := h.read(ctx, s, h.From, func(r reading) bool {
		if !begun && len(r.posts()) > 0 {
			begun = true
			go func() { inner <- h.read(ctx, s, h.From, h.until(want, reading{})) }()
			select {
			case r := <-inner:
				inner <- r
			case <-time.After(h.patience() / 2):
				return true
			}
		}
		return h.Stream && len(missing(want, r)) == 0
	})
	select {
	case r := <-inner:
		return errors.Join(outer.trouble(), r.trouble(),
			lacks(want, outer, "a read in the middle of which another ran"), lacks(want, r, "a read in the middle of another"))
	default:
		return errors.New("a Read waits until another one has ended")
	}
}

func lacks(want []string, r reading, what string) error {
	if lost := missing(want, r); len(lost) > 0 {
		return fmt.Errorf("%s lacks %d posts: %s", what, len(lost), some(lost))
	}
	return nil
}

func trySecrets(ctx context.Context, h Harness) error {
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	var errs []error
	gather := func(ctx context.Context, from source.Cursor) {
		r := h.read(ctx, h.New(), from, func(r reading) bool { return len(r.batches) > 0 })
		errs = append(append(errs, r.skipped...), r.err)
	}
	gather(cancelled, h.From)
	if !h.Once {
		gather(ctx, source.Cursor("garbage"))
	}
	if h.Network != nil {
		for _, fault := range faults() {
			h.Network.Let(fault.serve)
			gather(ctx, h.From)
		}
		h.Network.Let(nil)
	}
	for _, err := range errs {
		if err != nil && h.holds(err.Error()) != "" {
			return errors.New("an error shows a secret: " + hide(err.Error(), h.Secrets))
		}
	}
	return nil
}

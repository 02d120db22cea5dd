package sourcetest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// What never comes to an end: a network that answers, and goes on answering.

func endlessChecks() []Check {
	networked := func(h Harness) bool { return h.Network != nil }
	return []Check{
		{Name: "one page for ever", Rule: "A network that gives one page again and again does not keep Read going, and loses nothing.",
			Try: tryOnePage, applies: func(h Harness) bool { return networked(h) && !h.Stream && !h.Once }},
		{Name: "a body that drips", Rule: "A body that comes byte by byte does not keep Read from ending with its context.",
			Try: tryDrip, applies: networked},
	}
}

// mostAsked is how many requests a pass over one page may take. A source that
// follows pages has a bound of its own; this one is for those without.
const mostAsked = 1000

// tryOnePage answers each request as the first one of its path was answered,
// whatever else it asks for.
func tryOnePage(ctx context.Context, h Harness) error {
	whole, err := h.all(ctx)
	if err != nil {
		return err
	}
	loop := &broken{pages: map[string]*recorder{}}
	h.Network.Let(loop.serve)
	defer h.Network.Let(nil)
	bad := h.read(ctx, h.New(), h.From, func(reading) bool { return loop.count() > mostAsked })
	switch {
	case bad.broken != nil:
		return bad.broken
	case bad.late, loop.count() > mostAsked:
		return fmt.Errorf("a Read asked a network that repeats one page %d times, and did not come to an end", loop.count())
	}
	h.Network.Let(nil)
	gathered := []reading{bad}
	cursor := bad.cursor(h.From)
	for range 3 * (len(whole.batches) + 1) {
		good := h.read(ctx, h.New(), cursor, nil)
		if err := good.trouble(); err != nil {
			return fmt.Errorf("a read afterwards: %w", err)
		}
		cursor = good.cursor(cursor)
		if gathered = append(gathered, good); len(missing(h.expected(whole), gathered...)) == 0 {
			return nil
		}
	}
	lost := missing(h.expected(whole), gathered...)
	return fmt.Errorf("after a network had repeated one page, %d posts never came: %s", len(lost), some(lost))
}

// broken is a network whose paging is broken.
type broken struct {
	mu    sync.Mutex
	pages map[string]*recorder // the first answer by path
	asked int
}

func (b *broken) serve(w http.ResponseWriter, r *http.Request, real http.Handler) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.asked++
	page := b.pages[r.URL.Path]
	if page == nil {
		page = record(r, real)
		b.pages[r.URL.Path] = page
	}
	for key, values := range page.header {
		w.Header()[key] = values
	}
	if page.status != 0 {
		w.WriteHeader(page.status)
	}
	w.Write(page.body.Bytes())
}

func (b *broken) count() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.asked
}

// drip sends a blank now and then, for ever.
func drip(w http.ResponseWriter, r *http.Request, _ http.Handler) {
	w.Header().Set("Content-Type", "application/json")
	for r.Context().Err() == nil {
		if _, err := w.Write([]byte(" ")); err != nil {
			return
		}
		http.NewResponseController(w).Flush()
		time.Sleep(5 * time.Millisecond)
	}
}

func tryDrip(ctx context.Context, h Harness) error {
	return tryEndless(ctx, h, drip, "the body never ends")
}

func tryHanging(ctx context.Context, h Harness) error {
	hang := func(_ http.ResponseWriter, r *http.Request, _ http.Handler) { <-r.Context().Done() }
	return tryEndless(ctx, h, hang, "the network does not answer")
}

// tryEndless lets a fault in that has no end, and sees that Read has one.
func tryEndless(ctx context.Context, h Harness, fault Fault, what string) error {
	before := goroutines()
	h.Network.Let(fault)
	defer h.Network.Let(nil)
	inner, cancel := context.WithTimeout(ctx, h.patience()/10)
	defer cancel()
	ended := make(chan reading, 1)
	go func() { ended <- h.read(inner, h.New(), h.From, nil) }()
	select {
	case r := <-ended:
		if len(r.posts()) > 0 {
			return errors.New("a Read yielded posts although " + what)
		}
	case <-time.After(h.patience() / 2):
		return errors.New("a Read went on after its context had ended, because " + what)
	}
	return before.leaked(h.patience())
}

package feed

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/source"
)

// batchSize is how many posts a batch holds.
const batchSize = 256

// pass is one Read.
type pass struct {
	source *Source
	client *fetch.Client // nil for a file
	state  *state
	yield  func(source.Batch, error) bool
	left   bool // the reader has left the loop
	// last is the batch that ends a good pass. It is yielded when all that
	// it was made of is done with, because it may have to wait for long.
	last *source.Batch
}

func (p *pass) run(ctx context.Context, from source.Cursor) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	if p.source.path == "" && p.source.once == nil {
		// The turn comes before all else, so that thousands who wait for
		// theirs take next to no memory.
		held, leave, err := p.hold(ctx, from)
		if err != nil {
			return fmt.Errorf("feed: %w", err)
		}
		defer leave()
		ctx = held
	}
	if p.state, err = parseState(from); err != nil {
		return fmt.Errorf("feed: %s: %w", p.source.where, err)
	}
	if err := p.runState(ctx); err != nil {
		return err
	}
	if p.last != nil {
		p.emit(*p.last)
	}
	return nil
}

func (p *pass) runState(ctx context.Context) error {
	switch {
	case p.source.path != "":
		return p.runFile(ctx)
	case p.source.once != nil:
		return p.runOnce(ctx)
	}
	return p.forgetMove(ctx, p.runURL(ctx))
}

// forgetMove goes back to the address that the user gave when the one to which
// the feed moved fails: the old one leads to the next.
func (p *pass) forgetMove(ctx context.Context, err error) error {
	var limit *source.RateLimitError
	if err == nil || p.left || !p.state.Moved.confirmed() || ctx.Err() != nil || errors.As(err, &limit) {
		return err
	}
	p.state.Moved = moving{}
	if !p.emit(source.Batch{}) {
		return nil
	}
	return err
}

func (p *pass) runFile(ctx context.Context) error {
	body, changed, err := p.source.readFile()
	if err != nil {
		return err
	}
	return p.deliver(ctx, answer{body: body, at: changed})
}

func (p *pass) runOnce(ctx context.Context) error {
	body, err := p.source.readOnce()
	if err != nil || body == nil {
		return err
	}
	return p.deliver(ctx, answer{body: body})
}

func (p *pass) runURL(ctx context.Context) error {
	p.client = fetch.New(p.source.config)
	defer p.client.Close()
	request := p.source.request(p.state.address(p.source.address))
	p.state.Validators.Set(request.Header, p.client.Now())
	resp, err := p.client.Do(ctx, request)
	if err != nil {
		return fmt.Errorf("feed: %w", err)
	}
	if err := request.Check(resp); err != nil {
		return p.refused(resp, fmt.Errorf("feed: %w", err))
	}
	p.state.Gone = time.Time{}
	if resp.Status == http.StatusNotModified {
		return p.unchanged(resp)
	}
	return p.deliver(ctx, toAnswer(resp))
}

// goneAfter is how long an address must answer 410 before it is believed:
// operators have sent it by mistake for an hour.
const goneAfter = 24 * time.Hour

// refused tells a first 410, which is remembered, from one that lasts.
func (p *pass) refused(resp *fetch.Response, err error) error {
	if p.source.explain != nil {
		err = p.source.explain(resp, err)
	}
	if !errors.Is(err, source.ErrGone) {
		return err
	}
	if !p.state.Gone.IsZero() && resp.Received.Sub(p.state.Gone) >= goneAfter {
		return err
	}
	if p.state.Gone.IsZero() {
		p.state.Gone = resp.Received
		if !p.emit(source.Batch{}) {
			return nil
		}
	}
	// The text stays, the decision does not: it is not gone yet.
	return errors.New(err.Error())
}

// unchanged reports progress alone.
func (p *pass) unchanged(resp *fetch.Response) error {
	p.state.Checked = resp.Received
	p.last = &source.Batch{}
	p.settleNext(resp)
	return nil
}

// deliver parses an answer and yields what is new in it.
func (p *pass) deliver(ctx context.Context, a answer) error {
	a.sum = digest(a.body)
	if a.response != nil && a.sum == p.state.Body {
		p.state.settle(nil, a, true)
		return p.unchanged(a.response)
	}
	doc, err := parse(ctx, a)
	if err != nil {
		return p.unread(a, err)
	}
	if a.response != nil {
		p.state.Hub = findHub(a.response.Header, doc, a.base)
	}
	a.forget()
	items, skipped := read(doc, a, p.state)
	for _, err := range skipped {
		if !p.report(err) {
			return nil
		}
	}
	missed := p.state.missed(items)
	hole := missed
	if missed && p.client != nil {
		items, hole = p.pageBack(ctx, a, doc, items)
	}
	return p.batches(a, doc.Period, items, missed, hole)
}

// unread is what an answer that is no feed means. From a server it is a
// refusal: it will say the same in a second.
func (p *pass) unread(a answer, err error) error {
	err = fmt.Errorf("feed: %s: %w", p.source.where, err)
	if a.response != nil && errors.Is(err, ErrNotFeed) {
		return refusal{err}
	}
	return err
}

// refusal is an error that is a source.ErrRefused, in its own words.
type refusal struct{ error }

func (r refusal) Unwrap() error        { return r.error }
func (r refusal) Is(target error) bool { return target == source.ErrRefused }

// batches yields what is new; only the cursor of the last batch carries the
// validators, because before it a new process must be given the feed again.
// missed tells that the feed itself held nothing known, hole that its older
// pages did not help.
func (p *pass) batches(a answer, period time.Duration, items []item, missed, hole bool) error {
	fresh := p.state.fresh(items)
	var gap *source.Gap
	if hole {
		gap = p.state.gap(items, a.at)
	}
	p.state.Validators, p.state.Body = fetch.Validators{}, ""
	for len(fresh) > batchSize {
		if !p.emit(source.Batch{Posts: p.state.take(fresh[:batchSize]), Gap: gap}) {
			return nil
		}
		fresh, gap = fresh[batchSize:], nil
	}
	p.last = &source.Batch{Posts: p.state.take(fresh), Gap: gap}
	p.state.settle(items, a, !missed)
	if a.response != nil {
		p.state.learnPace(items, period, missed)
		p.settleNext(a.response)
	}
	return nil
}

// settleNext tells when to come back, and keeps it for the next process.
func (p *pass) settleNext(resp *fetch.Response) {
	p.state.Due = p.state.next(resp, p.source.name).Truncate(time.Second)
	p.last.Next = p.state.Due
}

// emit yields a batch with the cursor of the state as it is.
func (p *pass) emit(b source.Batch) bool {
	if p.source.once == nil {
		b.Cursor = p.state.cursor()
	} else if len(b.Posts) == 0 && b.Gap == nil {
		return true
	}
	p.left = !p.yield(b, nil)
	return !p.left
}

func (p *pass) report(err error) bool {
	p.left = !p.yield(source.Batch{}, err)
	return !p.left
}

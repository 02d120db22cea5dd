package feed

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/source"
)

const (
	// safetyNet is how often a feed is polled although its hub pushes: a hub
	// that forgets tells nobody.
	safetyNet = 24 * time.Hour
	// verification is how long a hub may take to ask back.
	verification = 5 * time.Minute
)

// Pushed is a source of a feed whose hub tells of its changes. It is safe for
// concurrent use; make it with [Subscriber.URL].
type Pushed struct {
	source *Source
	door   *door
}

// Name returns "feed:" and the address, without credentials: a cursor of the
// polled feed is good for the pushed one and the other way around.
func (p *Pushed) Name() string { return p.source.Name() }

// Scope returns the host whose pauses count for this source.
func (p *Pushed) Scope() string { return p.source.Scope() }

// Check returns an error where the address can never work.
func (p *Pushed) Check() error { return p.source.Check() }

// Read polls the feed, subscribes at its hub, and yields what the hub pushes
// until the next poll is due, after a day or when the subscription is to be
// renewed. Where the feed names no hub, or that does not answer within five
// minutes, Read ends after the poll; a hub that refuses is told as a
// *[source.SkipError].
func (p *Pushed) Read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	return func(yield func(source.Batch, error) bool) {
		v := &vigil{Pushed: p, cursor: from, yield: yield}
		if err := v.run(ctx); err != nil && !v.left {
			yield(source.Batch{}, err)
		}
	}
}

// vigil is one Read.
type vigil struct {
	*Pushed
	cursor source.Cursor
	yield  func(source.Batch, error) bool
	left   bool
}

func (v *vigil) run(ctx context.Context) error {
	begun := time.Now()
	if err := v.poll(ctx); err != nil || v.left {
		return err
	}
	s, err := parseState(v.cursor)
	if err != nil || s.Hub.URL == "" {
		return err
	}
	// Nothing more may come for a day: whoever waits for the past of all
	// sources need not wait for this one.
	if !v.emit(source.Batch{Cursor: v.cursor}) {
		return nil
	}
	if v.door.needs(s.Hub.URL, s.Hub.Topic, begun) {
		if err := v.subscribe(ctx, s.Hub); err != nil {
			v.skip("the subscription at "+fetch.Hide(s.Hub.URL), err)
			return nil
		}
	}
	return v.wait(ctx, begun)
}

// poll reads the feed as it stands.
func (v *vigil) poll(ctx context.Context) error {
	for b, err := range v.source.Read(ctx, v.cursor) {
		var skip *source.SkipError
		if err != nil && !errors.As(err, &skip) {
			return err
		}
		if b.Cursor != nil {
			v.cursor = b.Cursor
		}
		if v.left = !v.yield(b, err); v.left {
			return nil
		}
	}
	return nil
}

// subscribe asks the hub to push from now on.
func (v *vigil) subscribe(ctx context.Context, h hub) error {
	client := fetch.New(v.source.config)
	defer client.Close()
	v.door.ask(h.URL, h.Topic)
	r := fetch.Request{
		Method: http.MethodPost, URL: h.URL,
		Header: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}},
		Body: []byte(url.Values{
			"hub.mode": {"subscribe"}, "hub.topic": {h.Topic}, "hub.callback": {v.door.callback},
			"hub.secret": {v.door.secret}, "hub.lease_seconds": {strconv.Itoa(int(wantedLease.Seconds()))},
		}.Encode()),
		Secrets: []string{v.door.secret, v.door.callback},
	}
	resp, err := client.Do(ctx, r)
	if err != nil {
		return err
	}
	return r.Check(resp)
}

// wait yields what is pushed until the next poll is due.
func (v *vigil) wait(ctx context.Context, begun time.Time) error {
	told := ""
	for {
		renew, confirmed, refused, changed := v.door.standing()
		until := begun.Add(verification)
		if confirmed {
			until = begun.Add(safetyNet)
			if renew.Before(until) {
				until = renew
			}
		}
		if refused != told && !v.skip("the subscription", errors.New(refused)) {
			return nil
		}
		told = refused
		timer := time.NewTimer(time.Until(until))
		select {
		case news := <-v.door.pushes:
			timer.Stop()
			if !v.take(ctx, news) {
				return nil
			}
		case <-changed:
			timer.Stop()
		case <-timer.C:
			return nil
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		}
	}
}

// take yields what is new in a push. One that is no feed is taken all the same:
// the hub would bring it again and again.
func (v *vigil) take(ctx context.Context, news push) bool {
	b, skipped, err := v.read(ctx, news)
	if err != nil {
		skipped = append(skipped, &source.SkipError{Item: "what the hub sent", Err: err})
	}
	for _, err := range skipped {
		if v.left = !v.yield(source.Batch{}, err); v.left {
			news.done(errNobody)
			return false
		}
	}
	b.Done = news.done
	return v.emit(b)
}

func (v *vigil) read(ctx context.Context, news push) (b source.Batch, skipped []error, err error) {
	s, err := parseState(v.cursor)
	if err != nil {
		return b, nil, err
	}
	base, _ := url.Parse(s.Hub.Topic)
	a := answer{body: news.body, contentType: news.contentType, base: base, at: news.at}
	doc, err := parse(ctx, a)
	if err != nil {
		return b, nil, err
	}
	items, skipped := read(doc, a, s)
	b.Posts = s.take(s.fresh(items))
	s.compact()
	v.cursor = s.cursor()
	b.Cursor = v.cursor
	return b, skipped, nil
}

func (v *vigil) emit(b source.Batch) bool {
	v.left = !v.yield(b, nil)
	return !v.left
}

func (v *vigil) skip(item string, err error) bool {
	v.left = !v.yield(source.Batch{}, &source.SkipError{Item: item, Err: fmt.Errorf("feed: %s: %w", v.source.where, err)})
	return !v.left
}

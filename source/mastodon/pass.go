package mastodon

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/internal/socket"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/bookmark"
)

const (
	perPage = 40
	// maxPages bounds one pass; the next goes on where it ends.
	maxPages = 100
)

// pass is one Read.
type pass struct {
	place
	source *Source
	client *fetch.Client
	yield  func(source.Batch, error) bool
	left   bool
}

func (p *pass) run(ctx context.Context, from source.Cursor) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := bookmark.Read(kind, from, &p.place); err != nil {
		return err
	}
	if !p.source.live {
		return p.poll(ctx)
	}
	// The stream is opened before the timeline is read: what is posted
	// meanwhile comes twice rather than never.
	stream, err := socket.Dial(ctx, p.client, p.source.request("/api/v1/streaming", p.source.stream))
	if err != nil {
		return err
	}
	defer stream.Close()
	if err := p.poll(ctx); err != nil || p.left {
		return err
	}
	return p.follow(ctx, stream)
}

// poll pages forward until nothing more comes.
func (p *pass) poll(ctx context.Context) error {
	path, err := p.path(ctx)
	if err != nil {
		return err
	}
	begin, listed := p.Anchor, map[string]bool{}
	after := begin
	for range maxPages {
		statuses, resp, err := p.page(ctx, path, after)
		if err != nil {
			return err
		}
		next := newestID(statuses, after)
		for _, s := range statuses {
			listed[s.ID] = true
		}
		if p.Anchor == "" {
			p.Anchor = oldestID(statuses)
		}
		pause := exhausted(resp)
		if err := p.deliver(statuses, resp.Received, pause); err != nil || p.left {
			return err
		}
		if !pause.IsZero() {
			return nil
		}
		if len(statuses) == 0 || next == after || after == "" && len(statuses) < perPage {
			return p.withdrawn(ctx, p.vanished(begin, listed))
		}
		after = next
	}
	return nil
}

// path returns that of the timeline; an account's has a number in it.
func (p *pass) path(ctx context.Context) (string, error) {
	if p.source.acct == "" {
		return p.source.path, nil
	}
	if p.Account == "" {
		var account struct {
			ID string `json:"id"`
		}
		request := p.source.request("/api/v1/accounts/lookup", url.Values{"acct": {p.source.acct}})
		if _, err := p.client.JSON(ctx, request, &account); err != nil {
			return "", err
		}
		if account.ID == "" {
			return "", fmt.Errorf("%s: the answer has no account", fetch.Hide(request.URL))
		}
		p.Account = account.ID
	}
	return "/api/v1/accounts/" + url.PathEscape(p.Account) + "/statuses", nil
}

// page returns the statuses directly after an id, the oldest first; the newest
// where there is no id yet.
func (p *pass) page(ctx context.Context, path, after string) ([]*status, *fetch.Response, error) {
	query := url.Values{"limit": {strconv.Itoa(perPage)}}
	for name, values := range p.source.query {
		query[name] = values
	}
	if after != "" {
		query.Set("min_id", after)
	}
	var statuses []*status
	request := p.source.request(path, query)
	resp, err := p.client.JSON(ctx, request, &statuses)
	if err != nil {
		return nil, nil, err
	}
	for _, s := range statuses {
		if s == nil || s.ID == "" {
			return nil, nil, fmt.Errorf("%s: %w", fetch.Hide(request.URL), errNoID)
		}
	}
	slices.Reverse(statuses)
	return statuses, resp, nil
}

// newestID returns the last id of a page, at least after.
func newestID(statuses []*status, after string) string {
	for _, s := range statuses {
		if after == "" || compareIDs(s.ID, after) > 0 {
			after = s.ID
		}
	}
	return after
}

// oldestID returns the id from which on the next read begins after a first
// page: that of its oldest post, or the beginning where it was empty.
func oldestID(statuses []*status) string {
	if len(statuses) == 0 {
		return zero
	}
	return statuses[0].ID
}

// exhausted returns when to come back after an answer that used up the quota.
func exhausted(resp *fetch.Response) time.Time {
	if resp.Header.Get("X-Ratelimit-Remaining") != "0" {
		return time.Time{}
	}
	return fetch.ComeBack(resp.Header, resp.Received)
}

// deliver yields the fresh ones of some statuses.
func (p *pass) deliver(statuses []*status, at, next time.Time) error {
	batch := source.Batch{Next: next}
	for _, s := range statuses {
		post := s.post(p.source.Scope(), at)
		if !s.public() || !p.fresh(post) {
			continue
		}
		if err := post.Check(); err != nil {
			if p.left = !p.yield(source.Batch{}, &source.SkipError{Item: fmt.Sprintf("status %.80q", s.ID), Err: err}); p.left {
				return nil
			}
			continue
		}
		batch.Posts = append(batch.Posts, post)
	}
	return p.emit(batch)
}

func (p *pass) emit(batch source.Batch) (err error) {
	p.trim()
	if batch.Cursor, err = bookmark.Write(kind, p.place); err != nil {
		return err
	}
	p.left = !p.yield(batch, nil)
	return nil
}

// message is what a stream sends. The payload is JSON in a string, or an id.
type message struct {
	Event   string `json:"event"`
	Payload string `json:"payload"`
}

// patience is how long a stream may bring no post before the timeline is asked:
// some servers open streams of public timelines and send nothing but deletions
// there.
const patience = 5 * time.Minute

// follow reads a stream until it breaks.
func (p *pass) follow(ctx context.Context, stream *socket.Conn) error {
	heard := p.client.Now()
	for !p.left {
		text, err := stream.NextWithin(patience - p.client.Now().Sub(heard))
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, socket.ErrQuiet):
			if err := p.poll(ctx); err != nil {
				return err
			}
			heard = p.client.Now()
			continue
		case err != nil:
			return err
		}
		var m message
		if err := json.Unmarshal(text, &m); err != nil {
			p.left = !p.yield(source.Batch{}, &source.SkipError{Item: "a message of the stream", Err: err})
			continue
		}
		if m.Event == "update" {
			heard = p.client.Now()
		}
		if err := p.take(m); err != nil {
			return err
		}
	}
	return nil
}

func (p *pass) take(m message) error {
	switch m.Event {
	case "update", "status.update":
		s := new(status)
		if err := json.Unmarshal([]byte(m.Payload), s); err != nil || s.ID == "" {
			p.left = !p.yield(source.Batch{}, &source.SkipError{Item: "a message of the stream", Err: errors.Join(err, errNoID)})
			return nil
		}
		return p.deliver([]*status{s}, p.client.Now(), time.Time{})
	case "delete":
		return p.withdraw(m.Payload)
	}
	return nil
}

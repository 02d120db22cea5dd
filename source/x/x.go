// Package x listens to X (once Twitter) through the recent search or the
// filtered stream of its paid API.
//
//	posts, err := x.Search("acme -is:retweet lang:en", 10000, web.Token(os.Getenv("X_BEARER_TOKEN")))
//	live, err := x.Stream([]string{"acme -is:retweet"}, 10000, web.Token(os.Getenv("X_BEARER_TOKEN")))
//
// # What it costs
//
// X charges for each post that is read, half a cent when this was written. The
// second argument of [Search] and [Stream] is how many posts may be read in a
// calendar month, in UTC; what was read of them is kept in the cursor. When they
// are used up, reads fail with a *[source.RateLimitError] until the month ends.
// Make it a number whose price you can bear.
//
// # What it sees
//
// Posts of the last seven days that match, or those that are written while a
// stream is open, with author, followers, counts, language and what they answer
// or repeat. A search without a cursor begins with the newest 100; a stream has
// no past, and what was written while it was closed is reported as a gap. No post
// is read twice, so that neither edits nor later changes of counts are seen.
//
// # Deletions
//
// X wants deleted posts to be deleted wherever they were stored, within a day.
// [Withdrawn] asks which of some posts are gone. X tells of deletions by itself
// only on its compliance streams, which it sells to few; where they come with a
// stream, they are told.
package x

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/bookmark"
	"github.com/earshot-go/earshot/source/internal/newest"
	"github.com/earshot-go/earshot/source/web"
)

const (
	server    = "https://api.x.com"
	kind      = "x/1"
	perPage   = 100
	leastPage = 10 // X returns no fewer
	batchSize = 256
)

// A Source reads what a search finds. It is safe for concurrent use.
type Source struct {
	query  string
	budget int
	config fetch.Config
}

// Search returns a source of the posts that X's recent search finds, of which
// at most budget are read in a month. The error says which argument is wrong.
func Search(query string, budget int, opts ...web.Option) (*Source, error) {
	config := configure(opts)
	var errs []error
	if query == "" {
		errs = append(errs, &source.FieldError{Field: "query", Reason: "is empty"})
	}
	if errs = append(errs, check(config, budget)...); len(errs) > 0 {
		return nil, fmt.Errorf("x: %w", errors.Join(errs...))
	}
	return &Source{query, budget, config}, nil
}

func configure(opts []web.Option) fetch.Config {
	config := web.Configure(opts)
	config.Base = cmp.Or(strings.TrimSuffix(config.Base, "/"), server)
	return config
}

func check(config fetch.Config, budget int) (errs []error) {
	if budget < leastPage {
		errs = append(errs, &source.FieldError{Field: "budget", Reason: fmt.Sprintf("is less than %d, the fewest posts that X returns", leastPage)})
	}
	if config.Token == "" && config.Transport == nil {
		errs = append(errs, &source.FieldError{Field: "token", Reason: "is missing"})
	}
	return errs
}

// Name returns "x:" and the query.
func (s *Source) Name() string { return "x:" + s.query }

// Scope returns the host whose pauses count for this source.
func (s *Source) Scope() string { return fetch.Scope(s.config.Base) }

// place is what a cursor holds.
type place struct {
	// Since is the id of the newest post that was delivered.
	Since string `json:"since,omitzero"`
	// Month is that in which Spent posts were read.
	Month string `json:"month"`
	Spent int    `json:"spent"`
}

// Read yields what came after from, the oldest first, in one pass.
func (s *Source) Read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	return func(yield func(source.Batch, error) bool) {
		p := pass{source: s, yield: yield}
		if err := p.run(ctx, from); err != nil && !p.left {
			yield(source.Batch{}, fmt.Errorf("x: %w", err))
		}
	}
}

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
	p.client = fetch.New(p.source.config)
	defer p.client.Close()
	now := p.client.Now()
	if month := now.Format("2006-01"); p.Month != month {
		p.Month, p.Spent = month, 0
	}
	if p.source.budget-p.Spent < leastPage {
		return exhausted(now, p.source.Name())
	}
	posts, whole, err := p.gather(ctx, from == nil)
	if err != nil {
		// What was read is paid for, and not yet delivered.
		if p.Spent > 0 && !p.emit(source.Batch{}) {
			return nil
		}
		return err
	}
	return p.deliver(posts, whole)
}

// gather reads from the newest post back to the last that is known, as far as
// the budget goes, and reports whether it came there.
func (p *pass) gather(ctx context.Context, first bool) (posts []source.Post, whole bool, err error) {
	token := ""
	for {
		found, err := p.page(ctx, token)
		if err != nil {
			return nil, false, err
		}
		p.Spent += len(found.Data)
		posts = append(posts, found.posts(p.client.Now())...)
		token = found.Meta.Next
		switch {
		case token == "" || first:
			return posts, true, nil
		case p.source.budget-p.Spent < leastPage || len(found.Data) == 0:
			return posts, false, nil
		}
	}
}

func (p *pass) page(ctx context.Context, token string) (*answer, error) {
	query := url.Values{
		"query": {p.source.query}, "sort_order": {"recency"},
		"max_results": {strconv.Itoa(min(perPage, p.source.budget-p.Spent))},
	}
	maps.Copy(query, expanded)
	if p.Since != "" {
		query.Set("since_id", p.Since)
	}
	if token != "" {
		query.Set("next_token", token)
	}
	request := fetch.Request{
		URL:    p.source.config.Base + "/2/tweets/search/recent?" + query.Encode(),
		Header: newest.Bearer(p.source.config),
	}
	found := new(answer)
	if resp, err := p.client.JSON(ctx, request, found); err != nil {
		return nil, explain(resp, err)
	}
	if found.Meta.Count == nil {
		return nil, fmt.Errorf("%s: the answer has no count of results", fetch.Hide(request.URL))
	}
	return found, nil
}

// deliver yields posts by their ids, so that each cursor is before all that is
// still to come.
func (p *pass) deliver(posts []source.Post, whole bool) error {
	slices.SortFunc(posts, func(a, b source.Post) int { return compareIDs(a.ID, b.ID) })
	var gap *source.Gap
	if !whole && len(posts) > 0 {
		gap = &source.Gap{To: posts[0].Time, Reason: errBudget.Error()}
	}
	for first := true; first || len(posts) > 0; first = false {
		batch := source.Batch{Gap: gap}
		n := min(len(posts), batchSize)
		for _, post := range posts[:n] {
			p.Since = post.ID
			if err := post.Check(); err != nil {
				if p.left = !p.yield(source.Batch{}, &source.SkipError{Item: fmt.Sprintf("post %.80q", post.ID), Err: err}); p.left {
					return nil
				}
				continue
			}
			batch.Posts = append(batch.Posts, post)
		}
		posts, gap = posts[n:], nil
		if !p.emit(batch) {
			return nil
		}
	}
	return nil
}

func (p *pass) emit(batch source.Batch) bool {
	cursor, err := bookmark.Write(kind, p.place)
	if err != nil {
		batch = source.Batch{}
	}
	batch.Cursor = cursor
	p.left = !p.yield(batch, err) || err != nil
	return !p.left
}

// compareIDs orders ids, which are numbers too large for JSON.
func compareIDs(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) }

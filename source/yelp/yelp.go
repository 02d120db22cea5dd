// Package yelp listens to the reviews of a business on Yelp.
//
//	reviews := yelp.Reviews("acme-tea-house-amsterdam", web.Token(os.Getenv("YELP_KEY")))
//
// # What it needs
//
// A key of Yelp's Places API, which is paid by the request after a trial, and
// the id or alias of the business, as it stands in its address at Yelp.
//
// # What it sees
//
// The newest reviews with their stars of five and author: three of them, or
// seven with the larger plan, of which Yelp gives the first 160 characters.
// When all that it lists is new, there may have been more between two reads,
// which is reported as a gap.
//
// # What it cannot see
//
// Whole texts, older reviews, deletions, and the zone of a review's time: it is
// taken as UTC, and may be off by some hours.
//
// # Limits
//
// A read is one request. A plan allows some hundreds or thousands a day; Yelp
// wants nothing of it to be kept longer than 24 hours, but for ids.
package yelp

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"net/url"
	"strings"
	"time"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/internal/plaintext"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/newest"
	"github.com/earshot-go/earshot/source/web"
)

const (
	server  = "https://api.yelp.com"
	overlap = 30 * 24 * time.Hour // few reviews, and all of them are listed
	stamp   = "2006-01-02 15:04:05"
)

// A Source reads the reviews of one business. It is safe for concurrent use.
type Source struct {
	business string
	config   fetch.Config
}

// Reviews returns a source of the reviews of a business, known by its id or
// alias.
func Reviews(business string, opts ...web.Option) *Source {
	config := web.Configure(opts)
	config.Base = cmp.Or(strings.TrimSuffix(config.Base, "/"), server)
	return &Source{business, config}
}

// Name returns "yelp:" and the business.
func (s *Source) Name() string { return "yelp:" + s.business }

// Scope returns the host whose pauses count for this source.
func (s *Source) Scope() string { return fetch.Scope(s.config.Base) }

// Check returns an error where the business or the key is missing.
func (s *Source) Check() error { return newest.Require("yelp", s.config, "business", s.business) }

// Read yields what came after from, the oldest first, in one pass of a single
// request.
func (s *Source) Read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	list := newest.List{
		Name: "yelp", Kind: "yelp/1", Overlap: overlap, Pages: 1, Short: true, Config: s.config, Ask: s.ask,
	}
	return list.Read(ctx, from)
}

func (s *Source) ask(ctx context.Context, client *fetch.Client, _ time.Time, _ string) (page newest.Page, err error) {
	request := fetch.Request{
		URL:    s.config.Base + "/v3/businesses/" + url.PathEscape(s.business) + "/reviews?limit=50&sort_by=newest",
		Header: newest.Bearer(s.config),
	}
	var found struct {
		Reviews []review `json:"reviews"`
		Total   int      `json:"total"`
	}
	resp, err := client.JSON(ctx, request, &found)
	if err != nil {
		return page, err
	}
	if found.Reviews == nil {
		return page, fmt.Errorf("%s: the answer has no list of reviews", fetch.Hide(request.URL))
	}
	for _, r := range found.Reviews {
		page.Posts = append(page.Posts, r.post(resp.Received))
	}
	if found.Total > len(found.Reviews) {
		page.Older = "more" // is there, and is not shown
	}
	return page, nil
}

// best is how many stars the best review gives.
const best = 5

type review struct {
	ID      string  `json:"id"`
	URL     string  `json:"url"`
	Text    string  `json:"text"`
	Rating  float64 `json:"rating"`
	Created string  `json:"time_created"`
	User    struct {
		ID   string `json:"id"`
		Name string `json:"name"`
		URL  string `json:"profile_url"`
	} `json:"user"`
}

func (r review) post(received time.Time) source.Post {
	p := source.Post{
		ID: r.ID, URL: r.URL, Kind: source.KindReview,
		Text:   plaintext.Clean(r.Text, source.MaxText),
		Author: source.Author{ID: r.User.ID, Name: plaintext.Line(r.User.Name, 200), URL: r.User.URL},
		Rating: source.Rating{Value: r.Rating, Best: best},
	}
	if at, err := time.Parse(stamp, r.Created); err == nil {
		p.Time = at.UTC()
	}
	newest.Settle(&p, received)
	return p
}

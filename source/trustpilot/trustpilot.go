// Package trustpilot listens to the reviews of a business on Trustpilot.
//
//	reviews := trustpilot.Reviews("46d6a890ffa235a75b00021d", web.Token(os.Getenv("TRUSTPILOT_KEY")))
//
// # What it needs
//
// A key of Trustpilot's API, which comes with a business account, and the id
// of the business unit, which Trustpilot's "find" call or the account's
// settings tell.
//
// # What it sees
//
// Every public review with its stars of five, title, text, language and author
// as they are when read; edits within a day of the newest. A read without a
// cursor begins with the newest 100.
//
// # What it cannot see
//
// Reviews that were taken down, and later edits.
//
// # Limits
//
// A read takes one request for each 100 new reviews, at most 20. Trustpilot
// allows 833 requests in five minutes.
package trustpilot

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/internal/plaintext"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/newest"
	"github.com/earshot-go/earshot/source/web"
)

const (
	server  = "https://api.trustpilot.com"
	perPage = 100
	pages   = 20
	overlap = 24 * time.Hour
)

// A Source reads the reviews of one business. It is safe for concurrent use.
type Source struct {
	business string
	config   fetch.Config
}

// Reviews returns a source of the reviews of a business unit, known by its id.
func Reviews(business string, opts ...web.Option) *Source {
	config := web.Configure(opts)
	config.Base = cmp.Or(strings.TrimSuffix(config.Base, "/"), server)
	return &Source{business, config}
}

// Name returns "trustpilot:" and the id of the business.
func (s *Source) Name() string { return "trustpilot:" + s.business }

// Scope returns the host whose pauses count for this source.
func (s *Source) Scope() string { return fetch.Scope(s.config.Base) }

// Check returns an error where the id or the key is missing.
func (s *Source) Check() error {
	return newest.Require("trustpilot", s.config, "business", s.business)
}

// Read yields what came after from, the oldest first, in one pass.
func (s *Source) Read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	list := newest.List{
		Name: "trustpilot", Kind: "trustpilot/1", Overlap: overlap, Pages: pages, Config: s.config, Ask: s.ask,
	}
	return list.Read(ctx, from)
}

func (s *Source) ask(ctx context.Context, client *fetch.Client, _ time.Time, older string) (page newest.Page, err error) {
	number, _ := strconv.Atoi(older)
	number = max(number, 1)
	request := fetch.Request{
		URL: s.config.Base + "/v1/business-units/" + url.PathEscape(s.business) + "/reviews?" + url.Values{
			"orderBy": {"createdat.desc"}, "perPage": {strconv.Itoa(perPage)}, "page": {strconv.Itoa(number)},
		}.Encode(),
		Header: http.Header{"Apikey": {s.config.Token}}, Secrets: []string{s.config.Token},
	}
	var found struct {
		Reviews []review `json:"reviews"`
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
	if len(found.Reviews) >= perPage {
		page.Older = strconv.Itoa(number + 1)
	}
	return page, nil
}

// best is how many stars the best review gives.
const best = 5

type review struct {
	ID       string  `json:"id"`
	Stars    float64 `json:"stars"`
	Title    string  `json:"title"`
	Text     string  `json:"text"`
	Language string  `json:"language"`
	Created  string  `json:"createdAt"`
	Updated  string  `json:"updatedAt"`
	Consumer struct {
		ID   string `json:"id"`
		Name string `json:"displayName"`
	} `json:"consumer"`
}

func (r review) post(received time.Time) source.Post {
	p := source.Post{
		ID: r.ID, URL: "https://www.trustpilot.com/reviews/" + url.PathEscape(r.ID), Kind: source.KindReview,
		Title:    plaintext.Line(r.Title, 1<<10),
		Text:     plaintext.Clean(r.Text, source.MaxText),
		Language: plaintext.Cut(r.Language, 35),
		Author:   source.Author{ID: r.Consumer.ID, Name: plaintext.Line(r.Consumer.Name, 200)},
		Rating:   source.Rating{Value: r.Stars, Best: best},
		Time:     newest.Moment(r.Created),
	}
	if updated := newest.Moment(r.Updated); updated.After(p.Time) {
		p.Edited = updated
	}
	newest.Settle(&p, received)
	return p
}

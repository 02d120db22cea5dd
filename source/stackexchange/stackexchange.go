// Package stackexchange listens to the questions of Stack Overflow and the
// other sites of Stack Exchange.
//
//	questions := stackexchange.Search("stackoverflow", `"acme cloud"`)
//
// # What it sees
//
// New questions with text, tags, author, score, views and number of answers as
// they are when read; edits within an hour. A read without a cursor begins with
// the newest 100.
//
// # What it cannot see
//
// Answers and comments, deletions and followers.
//
// # Limits
//
// 300 requests a day from one address, or 10,000 with a free key, which
// [web.Token] takes. The network may ask for a pause in any answer, which is
// passed on.
//
// [web.Token]: https://pkg.go.dev/github.com/earshot-go/earshot/source/web#Token
package stackexchange

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
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
	server  = "https://api.stackexchange.com"
	perPage = 100
	pages   = 10
	overlap = time.Hour
)

// A Source reads what a search finds at one site. It is safe for concurrent
// use.
type Source struct {
	site, query string
	config      fetch.Config
}

// Search returns a source of the questions at a site, such as "stackoverflow"
// or "askubuntu", that hold a query.
func Search(site, query string, opts ...web.Option) *Source {
	config := web.Configure(opts)
	if config.Base == "" {
		config.Base = server
	}
	return &Source{site, query, config}
}

// Name returns "stackexchange:", the site and the query.
func (s *Source) Name() string { return "stackexchange:" + s.site + "/" + s.query }

// Scope returns the host whose pauses count for this source.
func (s *Source) Scope() string { return fetch.Scope(s.config.Base) }

// Check returns an error where the site or the query is empty.
func (s *Source) Check() error {
	return newest.Filled("stackexchange", newest.Argument{Name: "site", Value: s.site}, newest.Argument{Name: "query", Value: s.query})
}

// Read yields what came after from, the oldest first, in one pass.
func (s *Source) Read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	list := newest.List{
		Name: "stackexchange", Kind: "stackexchange/1", Overlap: overlap, Pages: pages, Config: s.config, Ask: s.ask,
	}
	return list.Read(ctx, from)
}

// answer is the envelope of all answers.
type answer struct {
	Items   []question `json:"items"`
	HasMore bool       `json:"has_more"`
	Backoff int64      `json:"backoff"` // seconds
	Quota   *int64     `json:"quota_remaining"`
	Error   int        `json:"error_id"`
	Message string     `json:"error_message"`
}

// throttled is the error_id of a limit, which comes with status 400.
const throttled = 502

func (s *Source) ask(ctx context.Context, client *fetch.Client, since time.Time, older string) (page newest.Page, err error) {
	number := max(atoi(older), 1)
	query := url.Values{
		"site": {s.site}, "q": {s.query}, "order": {"desc"}, "sort": {"creation"}, "filter": {"withbody"},
		"pagesize": {strconv.Itoa(perPage)}, "page": {strconv.Itoa(number)},
	}
	if !since.IsZero() {
		query.Set("fromdate", strconv.FormatInt(since.Unix(), 10))
	}
	if s.config.Token != "" {
		query.Set("key", s.config.Token)
	}
	request := fetch.Request{URL: strings.TrimSuffix(s.config.Base, "/") + "/2.3/search/advanced?" + query.Encode()}
	var found answer
	resp, err := client.JSON(ctx, request, &found)
	if err != nil {
		return page, s.limit(resp, err)
	}
	if found.Items == nil {
		return page, fmt.Errorf("%s: the answer has no list of items", fetch.Hide(request.URL))
	}
	for _, q := range found.Items {
		page.Posts = append(page.Posts, q.post(resp.Received))
	}
	if found.HasMore {
		page.Older = strconv.Itoa(number + 1)
	}
	if found.Backoff > 0 {
		page.Next = resp.Received.Add(min(time.Duration(found.Backoff)*time.Second, 24*time.Hour))
		page.Pause = true
	}
	if found.Quota != nil && *found.Quota == 0 {
		// The quota is that of a day.
		page.Next, page.Pause = resp.Received.Truncate(24*time.Hour).Add(24*time.Hour), true
	}
	return page, nil
}

// limit recognizes a limit in the body of an error: "... more requests
// available in 82216 seconds".
func (s *Source) limit(resp *fetch.Response, err error) error {
	var status *fetch.StatusError
	var body answer
	if !errors.As(err, &status) || status.Status != 400 || json.Unmarshal(resp.Body, &body) != nil || body.Error != throttled {
		return err
	}
	limited := &source.RateLimitError{Scope: s.Scope(), Err: err}
	words := strings.Fields(body.Message)
	for i, word := range words {
		if strings.HasPrefix(word, "second") && i > 0 && atoi(words[i-1]) > 0 {
			limited.Until = resp.Received.Add(min(time.Duration(atoi(words[i-1]))*time.Second, 24*time.Hour))
		}
	}
	return limited
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// question is one of them. Its title is escaped, its body HTML.
type question struct {
	ID      int64    `json:"question_id"`
	Title   string   `json:"title"`
	Body    string   `json:"body"`
	Link    string   `json:"link"`
	Created int64    `json:"creation_date"`
	Edited  int64    `json:"last_edit_date"`
	Tags    []string `json:"tags"`
	Score   *int64   `json:"score"`
	Answers *int64   `json:"answer_count"`
	Views   *int64   `json:"view_count"`
	Owner   struct {
		ID   int64  `json:"user_id"`
		Name string `json:"display_name"`
		Link string `json:"link"`
	} `json:"owner"`
}

func (q question) post(received time.Time) source.Post {
	p := source.Post{
		ID: strconv.FormatInt(q.ID, 10), URL: q.Link, Kind: source.KindPost,
		Title:   plaintext.HTMLLine(q.Title, 1<<10),
		Text:    plaintext.HTML(q.Body, source.MaxText),
		Author:  source.Author{Name: plaintext.HTMLLine(q.Owner.Name, 200), URL: q.Owner.Link},
		Time:    time.Unix(q.Created, 0).UTC(),
		Tags:    q.Tags[:min(len(q.Tags), 32)],
		Replies: newest.Count(q.Answers), Views: newest.Count(q.Views), Likes: newest.Count(q.Score),
	}
	if q.Owner.ID != 0 {
		p.Author.ID = strconv.FormatInt(q.Owner.ID, 10)
	}
	if q.Edited > 0 {
		p.Edited = time.Unix(q.Edited, 0).UTC()
	}
	newest.Settle(&p, received)
	return p
}

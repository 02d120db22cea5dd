// Package github listens to the issues, pull requests and discussions of
// GitHub that a search finds.
//
//	issues := github.Search("acme in:title,body", web.Token(os.Getenv("GITHUB_TOKEN")))
//	talk := github.Discussions("acme in:title,body", web.Token(os.Getenv("GITHUB_TOKEN")))
//
// # What it sees
//
// New issues and pull requests, or discussions, with text, author, labels,
// reactions and number of comments as they are when read; edits within an hour.
// A read without a cursor begins with the newest 100. The text of issues is
// Markdown without HTML tags, that of discussions has no marks.
//
// # What it cannot see
//
// Comments, deletions, followers and views, and what is in private
// repositories that the token may not read. A search finds at most 1,000 new
// issues between two reads; more are reported as a gap.
//
// # Limits
//
// 30 searches a minute with a token, 10 without. Discussions come from another
// interface, which wants a token and counts 5,000 points an hour, one a page. A
// token needs no scope.
package github

import (
	"cmp"
	"context"
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
	server  = "https://api.github.com"
	perPage = 100
	pages   = 10 // GitHub shows no more than 1,000 of what it finds
	overlap = time.Hour
)

// A Source reads what a search finds. It is safe for concurrent use.
type Source struct {
	query       string
	discussions bool
	config      fetch.Config
}

// Search returns a source of the issues and pull requests that GitHub's search
// finds. The query has GitHub's own form, such as "acme is:issue org:golang".
func Search(query string, opts ...web.Option) *Source {
	config := web.Configure(opts)
	config.Base = cmp.Or(strings.TrimSuffix(config.Base, "/"), server)
	return &Source{query: query, config: config}
}

// Discussions returns a source of the discussions that GitHub's search finds.
// It needs a token.
func Discussions(query string, opts ...web.Option) *Source {
	s := Search(query, opts...)
	s.discussions = true
	return s
}

// Name returns "github:" and the query, or "github:discussions/" and the query.
func (s *Source) Name() string {
	if s.discussions {
		return "github:discussions/" + s.query
	}
	return "github:" + s.query
}

// Check returns an error where the query is empty, or discussions are asked for
// without a token.
func (s *Source) Check() error {
	if !s.discussions {
		return newest.Filled("github", newest.Argument{Name: "query", Value: s.query})
	}
	return newest.Require("github", s.config, "query", s.query)
}

// Scope returns the host whose pauses count for this source.
func (s *Source) Scope() string { return fetch.Scope(s.config.Base) }

// Read yields what came after from, the oldest first, in one pass.
func (s *Source) Read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	list := newest.List{
		Name: "github", Kind: "github/1", Overlap: overlap, Pages: pages, Config: s.config, Ask: s.ask,
	}
	if s.discussions {
		list.Kind, list.Ask = "github-discussions/1", s.askDiscussions
	}
	return list.Read(ctx, from)
}

func (s *Source) ask(ctx context.Context, client *fetch.Client, since time.Time, older string) (page newest.Page, err error) {
	number, _ := strconv.Atoi(older)
	number = max(number, 1)
	request := fetch.Request{
		URL: s.config.Base + "/search/issues?" + url.Values{
			"q": {s.from(since)}, "sort": {"created"}, "order": {"desc"}, "per_page": {strconv.Itoa(perPage)}, "page": {strconv.Itoa(number)},
		}.Encode(),
		Header: newest.Bearer(s.config),
	}
	request.Header.Set("X-Github-Api-Version", "2022-11-28")
	var found struct {
		Total int     `json:"total_count"`
		Items []issue `json:"items"`
	}
	resp, err := client.JSON(ctx, request, &found)
	if err != nil {
		return page, err
	}
	if found.Items == nil {
		return page, fmt.Errorf("%s: the answer has no list of items", fetch.Hide(request.URL))
	}
	for _, i := range found.Items {
		page.Posts = append(page.Posts, i.post(resp.Received))
	}
	if found.Total > number*perPage {
		page.Older = strconv.Itoa(number + 1)
	}
	return page, nil
}

// from returns the query for what was created since.
func (s *Source) from(since time.Time) string {
	if since.IsZero() {
		return s.query
	}
	return s.query + " created:>=" + since.UTC().Format("2006-01-02T15:04:05Z")
}

// issue is an issue or a pull request.
type issue struct {
	ID        int64  `json:"id"`
	URL       string `json:"html_url"`
	Title     string `json:"title"`
	Body      string `json:"body"`
	Created   string `json:"created_at"`
	Comments  *int64 `json:"comments"`
	Reactions struct {
		Total *int64 `json:"total_count"`
	} `json:"reactions"`
	User struct {
		ID    int64  `json:"id"`
		Login string `json:"login"`
		URL   string `json:"html_url"`
	} `json:"user"`
	Labels []struct {
		Name string `json:"name"`
	} `json:"labels"`
}

func (i issue) post(received time.Time) source.Post {
	p := source.Post{
		ID: strconv.FormatInt(i.ID, 10), URL: i.URL, Kind: source.KindPost,
		Title:   plaintext.Line(i.Title, 1<<10),
		Text:    plaintext.HTML(i.Body, source.MaxText),
		Author:  source.Author{Handle: i.User.Login, URL: i.User.URL},
		Time:    newest.Moment(i.Created),
		Replies: newest.Count(i.Comments), Likes: newest.Count(i.Reactions.Total),
	}
	if i.User.ID != 0 {
		p.Author.ID = strconv.FormatInt(i.User.ID, 10)
	}
	for _, label := range i.Labels[:min(len(i.Labels), 32)] {
		p.Tags = append(p.Tags, plaintext.Line(label.Name, 200))
	}
	newest.Settle(&p, received)
	return p
}

// Package reddit listens to Reddit through its API, with an account's token.
//
//	posts := reddit.Search(`"acme kettle"`, web.Token(token), web.UserAgent("linux:acme.listener:v1 (by /u/acme)"))
//
// Without an account, feed.Subreddit and feed.RedditSearch read about one feed
// a minute.
//
// # What it sees
//
// [Search] and [Subreddit] are new posts, [Comments] are new comments of a
// subreddit, with author, score and number of answers as they are when read.
// Edits and removals within half an hour are told. A read without a cursor
// begins with the newest 100; Reddit lists no more than 1,000.
//
// # What it needs
//
// A token of OAuth, which expires within a day: give a transport that renews it
// ([web.Transport], as of golang.org/x/oauth2) in place of [web.Token] in a
// service that runs longer. Reddit asks for a user agent that names your
// program and account, and for its consent where money is made.
//
// # What it cannot see
//
// Later changes and deletions, which have to be looked up, followers and views.
//
// # Limits
//
// 100 requests a minute for a token. A read takes one for each 100 new posts.
//
// [web.Transport]: https://pkg.go.dev/github.com/earshot-go/earshot/source/web#Transport
// [web.Token]: https://pkg.go.dev/github.com/earshot-go/earshot/source/web#Token
package reddit

import (
	"cmp"
	"context"
	"fmt"
	"html"
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
	server  = "https://oauth.reddit.com"
	perPage = 100
	pages   = 10
	overlap = 30 * time.Minute
)

// A Source reads one list. It is safe for concurrent use.
type Source struct {
	what   string
	path   string
	query  url.Values
	config fetch.Config
	wrong  error // what Check returns
}

func list(argument newest.Argument, what, path string, query url.Values, opts []web.Option) *Source {
	config := web.Configure(opts)
	config.Base = cmp.Or(strings.TrimSuffix(config.Base, "/"), server)
	query.Set("limit", strconv.Itoa(perPage))
	query.Set("raw_json", "1")
	return &Source{what, path, query, config, newest.Filled("reddit", argument)}
}

// Search returns a source of the posts that Reddit finds.
func Search(query string, opts ...web.Option) *Source {
	return list(newest.Argument{Name: "query", Value: query}, "search/"+query, "/search", url.Values{"q": {query}, "sort": {"new"}, "type": {"link"}}, opts)
}

// Subreddit returns a source of the posts of a subreddit, given without "r/".
func Subreddit(name string, opts ...web.Option) *Source {
	return list(newest.Argument{Name: "name", Value: name}, "r/"+name, "/r/"+url.PathEscape(name)+"/new", url.Values{}, opts)
}

// Comments returns a source of the comments in a subreddit.
func Comments(name string, opts ...web.Option) *Source {
	return list(newest.Argument{Name: "name", Value: name}, "r/"+name+"/comments", "/r/"+url.PathEscape(name)+"/comments", url.Values{}, opts)
}

// Name returns "reddit:" and what is read.
func (s *Source) Name() string { return "reddit:" + s.what }

// Scope returns the host whose pauses count for this source.
func (s *Source) Scope() string { return fetch.Scope(s.config.Base) }

// Check returns an error where the query or the subreddit's name is empty.
func (s *Source) Check() error { return s.wrong }

// Read yields what came after from, the oldest first, in one pass.
func (s *Source) Read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	list := newest.List{
		Name: "reddit", Kind: "reddit/1", Overlap: overlap, Pages: pages, Config: s.config, Ask: s.ask,
	}
	return list.Read(ctx, from)
}

// listing is how Reddit lists things of any kind.
type listing struct {
	Data struct {
		After    string `json:"after"`
		Children []struct {
			Data thing `json:"data"`
		} `json:"children"`
	} `json:"data"`
}

func (s *Source) ask(ctx context.Context, client *fetch.Client, _ time.Time, older string) (page newest.Page, err error) {
	request := fetch.Request{URL: s.config.Base + s.path + "?" + s.query.Encode(), Header: http.Header{}}
	if older != "" {
		request.URL += "&after=" + url.QueryEscape(older)
	}
	if s.config.Token != "" {
		request.Header.Set("Authorization", "Bearer "+s.config.Token)
	}
	var found listing
	resp, err := client.JSON(ctx, request, &found)
	if err != nil {
		return page, err
	}
	if found.Data.Children == nil {
		return page, fmt.Errorf("%s: the answer is no listing", fetch.Hide(request.URL))
	}
	for _, child := range found.Data.Children {
		page.Posts = append(page.Posts, child.Data.post(resp.Received))
	}
	page.Older = found.Data.After
	if left, err := strconv.ParseFloat(resp.Header.Get("X-Ratelimit-Remaining"), 64); err == nil && left < 1 {
		page.Next, page.Pause = fetch.ComeBack(resp.Header, resp.Received), true
	}
	return page, nil
}

// thing is a post or a comment. A comment has a body and a parent.
type thing struct {
	Name      string  `json:"name"` // "t3_abc", "t1_abc"
	Title     string  `json:"title"`
	Text      string  `json:"selftext"`
	Body      string  `json:"body"`
	Author    string  `json:"author"`
	AuthorID  string  `json:"author_fullname"`
	Link      string  `json:"permalink"`
	Subreddit string  `json:"subreddit"`
	Created   float64 `json:"created_utc"`
	Edited    any     `json:"edited"` // false or a time
	Parent    string  `json:"parent_id"`
	Score     *int64  `json:"score"`
	Comments  *int64  `json:"num_comments"`
	Removed   string  `json:"removed_by_category"`
}

// gone is what Reddit puts in place of what was taken away.
func (t thing) gone() bool {
	return t.Removed != "" || t.Body == "[removed]" || t.Body == "[deleted]" || t.Text == "[removed]" || t.Text == "[deleted]"
}

func (t thing) post(received time.Time) source.Post {
	p := source.Post{
		ID: t.Name, URL: "https://www.reddit.com" + t.Link, Kind: source.KindPost, Parent: t.Parent,
		Title:   plaintext.Line(html.UnescapeString(t.Title), 1<<10),
		Text:    plaintext.HTML(t.Text+t.Body, source.MaxText),
		Author:  source.Author{ID: t.AuthorID, Handle: t.Author, URL: "https://www.reddit.com/user/" + url.PathEscape(t.Author)},
		Time:    seconds(t.Created),
		Likes:   newest.Count(t.Score),
		Replies: newest.Count(t.Comments),
	}
	if t.Subreddit != "" {
		p.Tags = []string{plaintext.Line(t.Subreddit, 200)}
	}
	if t.Parent != "" {
		p.Kind = source.KindReply
	}
	if at, ok := t.Edited.(float64); ok {
		p.Edited = seconds(at)
	}
	if t.gone() {
		p = source.Post{ID: p.ID, Time: p.Time, Deleted: true, Version: "deleted"}
	}
	newest.Settle(&p, received)
	return p
}

// seconds reads a time in seconds since 1970; zero where it cannot be one.
func seconds(n float64) time.Time {
	if !(n > 0 && n < 1e11) {
		return time.Time{}
	}
	return time.Unix(int64(n), 0).UTC()
}

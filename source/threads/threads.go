// Package threads listens to Threads: public posts that a keyword search
// finds, and posts that mention your account.
//
//	posts := threads.Search("acme kettle", web.Token(os.Getenv("THREADS_TOKEN")))
//	mine := threads.Mentions(web.Token(os.Getenv("THREADS_TOKEN")))
//
// # What it needs
//
// A user's token of the Threads API with the scopes threads_basic, and
// threads_keyword_search or threads_manage_mentions. Until Meta has reviewed
// the app, the search finds only posts of the token's owner. A long-lived token
// ends after 60 days.
//
// # What it sees
//
// Text, address, time and the author's user name, of posts and replies. A read
// without a cursor begins with the newest 100; edits within an hour come again.
//
// # What it cannot see
//
// What a reply answers, deletions, counts, followers and languages, posts of private profiles, and
// whatever Threads finds sensitive: such a query has an empty answer.
//
// # Limits
//
// 2,200 searches in 24 hours for an account. A read takes one for each 100 new
// posts, at most 5; more are reported as a gap.
package threads

import (
	"cmp"
	"context"
	"iter"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/internal/plaintext"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/graph"
	"github.com/earshot-go/earshot/source/internal/newest"
	"github.com/earshot-go/earshot/source/web"
)

const (
	server  = "https://graph.threads.net"
	version = "/v1.0"
	perPage = 100
	pages   = 5
	overlap = time.Hour
	fields  = "id,text,permalink,timestamp,username,is_reply"
)

// A Source reads one search, or the mentions of one account. It is safe for
// concurrent use.
type Source struct {
	what   string
	path   string
	query  string // "" for mentions
	config fetch.Config
}

func build(what, path, query string, opts []web.Option) *Source {
	config := web.Configure(opts)
	config.Base = cmp.Or(strings.TrimSuffix(config.Base, "/"), server)
	return &Source{what, version + path, query, config}
}

// Search returns a source of the public posts that hold a keyword.
func Search(query string, opts ...web.Option) *Source {
	return build("search/"+query, "/keyword_search", query, opts)
}

// Mentions returns a source of the public posts that mention the token's owner.
func Mentions(opts ...web.Option) *Source { return build("mentions", "/me/mentions", "", opts) }

// Name returns "threads:" and what is read.
func (s *Source) Name() string { return "threads:" + s.what }

// Scope returns the host whose pauses count for this source.
func (s *Source) Scope() string { return fetch.Scope(s.config.Base) }

// Check returns an error where the query or the token is missing.
func (s *Source) Check() error {
	return newest.Require("threads", s.config, "query", strings.TrimPrefix(s.what, "search/"))
}

// Read yields what came after from, the oldest first, in one pass.
func (s *Source) Read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	list := newest.List{
		Name: "threads", Kind: "threads/1", Overlap: overlap, Pages: pages, Config: s.config, Ask: s.ask,
	}
	return list.Read(ctx, from)
}

func (s *Source) ask(ctx context.Context, client *fetch.Client, since time.Time, older string) (page newest.Page, err error) {
	query := url.Values{"fields": {fields}, "limit": {strconv.Itoa(perPage)}}
	if s.query != "" {
		query.Set("q", s.query)
		query.Set("search_type", "RECENT")
	}
	if !since.IsZero() {
		query.Set("since", strconv.FormatInt(since.Unix(), 10))
	}
	if older != "" {
		query.Set("after", older)
	}
	var found struct {
		Data   []post       `json:"data"`
		Paging graph.Paging `json:"paging"`
	}
	resp, err := graph.Get(ctx, client, s.config, s.path, query, &found)
	if err != nil {
		return page, err
	}
	if found.Data == nil {
		return page, graph.NoList(s.config, s.path)
	}
	for _, p := range found.Data {
		page.Posts = append(page.Posts, p.post(resp.Received))
	}
	page.Older = found.Paging.Older()
	return page, nil
}

type post struct {
	ID      string `json:"id"`
	Text    string `json:"text"`
	URL     string `json:"permalink"`
	Created string `json:"timestamp"`
	User    string `json:"username"`
	Reply   bool   `json:"is_reply"`
}

func (t post) post(received time.Time) source.Post {
	p := source.Post{
		ID: t.ID, URL: t.URL, Kind: source.KindPost,
		Text:   plaintext.Clean(t.Text, source.MaxText),
		Author: source.Author{Handle: t.User},
		Time:   graph.Moment(t.Created),
	}
	if t.User != "" {
		p.Author.URL = "https://www.threads.net/@" + url.PathEscape(t.User)
	}
	if t.Reply {
		p.Kind = source.KindReply
	}
	newest.Settle(&p, received)
	return p
}

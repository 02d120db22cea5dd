// Package facebook listens to what is said on your own pages at Facebook, and
// where others tag them.
//
//	said := facebook.Page("102030405060", web.Token(os.Getenv("PAGE_TOKEN")))
//	tagged := facebook.Tagged("102030405060", web.Token(os.Getenv("PAGE_TOKEN")))
//
// # What it needs
//
// The id of a page that you may manage, and its token with the scopes
// pages_read_engagement and pages_read_user_content, which Meta grants after a
// review of the app. A page's token that was made of a long-lived one does not
// end.
//
// # What it sees
//
// [Page] is what the page and its visitors post, with the newest 50 comments
// under each of the newest 25 posts or more; [Tagged] is public posts elsewhere
// that tag the page; [Comments] is all that is said under one post. They come with
// reactions, shares and numbers of answers as they are when read, edits within
// an hour. A read without a cursor begins with the newest 25 posts.
//
// # What it cannot see
//
// Posts that do not tag the page: Facebook's search is closed. New comments
// under older posts, unless [Comments] reads them. Deletions, followers and
// views, and names of people who have not agreed that the app may see them.
//
// # Limits
//
// 4,800 requests in 24 hours for each person who is active on the page. A read
// takes one for each 25 new posts, at most 10; more than 50 new comments under
// one post are reported as a gap.
package facebook

import (
	"cmp"
	"context"
	"iter"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/graph"
	"github.com/earshot-go/earshot/source/internal/newest"
	"github.com/earshot-go/earshot/source/web"
)

const (
	server     = "https://graph.facebook.com"
	perPage    = 25
	perPost    = 50 // comments
	pages      = 10
	overlap    = time.Hour
	fields     = "id,message,story,created_time,from,permalink_url,shares,reactions.limit(0).summary(total_count)"
	onComment  = "id,message,created_time,from,permalink_url,like_count,comment_count,parent{id}"
	withNewest = fields + ",comments.filter(stream).order(reverse_chronological).limit(50).summary(total_count){" + onComment + "}"
)

// A Source reads one list of one page. It is safe for concurrent use.
type Source struct {
	what   string
	id     string
	edge   string
	query  url.Values
	config fetch.Config
}

func build(what, id, edge string, limit int, fields string, opts []web.Option) *Source {
	config := web.Configure(opts)
	config.Base = cmp.Or(strings.TrimSuffix(config.Base, "/"), server)
	return &Source{what, id, edge, url.Values{"limit": {strconv.Itoa(limit)}, "fields": {fields}}, config}
}

// Page returns a source of what is posted on a page, known by its number, and
// of the newest comments there.
func Page(id string, opts ...web.Option) *Source {
	return build("page/", id, "feed", perPage, withNewest, opts)
}

// Tagged returns a source of the public posts that tag a page.
func Tagged(id string, opts ...web.Option) *Source {
	return build("tagged/", id, "tagged", perPage, fields+",comments.limit(0).summary(total_count)", opts)
}

// Comments returns a source of the comments, and answers to them, under a post
// of a page, known by its id such as "102030405060_708090".
func Comments(post string, opts ...web.Option) *Source {
	s := build("comments/", post, "comments", perPage, onComment, opts)
	s.query.Set("filter", "stream")
	s.query.Set("order", "reverse_chronological")
	return s
}

// Name returns "facebook:" and what is read of which page or post.
func (s *Source) Name() string { return "facebook:" + s.what + s.id }

// Scope returns the host whose pauses count for this source.
func (s *Source) Scope() string { return fetch.Scope(s.config.Base) }

// Check returns an error where the id or the token is missing.
func (s *Source) Check() error { return newest.Require("facebook", s.config, "id", s.id) }

// Read yields what came after from, the oldest first, in one pass.
func (s *Source) Read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	list := newest.List{
		Name: "facebook", Kind: "facebook/1", Overlap: overlap, Pages: pages, Config: s.config, Ask: s.ask,
	}
	return list.Read(ctx, from)
}

func (s *Source) ask(ctx context.Context, client *fetch.Client, since time.Time, older string) (page newest.Page, err error) {
	query := url.Values{}
	for name, values := range s.query {
		query[name] = values
	}
	if older != "" {
		query.Set("after", older)
	}
	var found struct {
		Data   []item       `json:"data"`
		Paging graph.Paging `json:"paging"`
	}
	path := "/" + graph.Version + "/" + url.PathEscape(s.id) + "/" + s.edge
	resp, err := graph.Get(ctx, client, s.config, path, query, &found)
	if err != nil {
		return page, err
	}
	if found.Data == nil {
		return page, graph.NoList(s.config, path)
	}
	for _, i := range found.Data {
		page.Posts = append(page.Posts, i.posts(resp.Received)...)
		page.Missed = page.Missed || i.crowded(since)
	}
	page.Older = found.Paging.Older()
	return page, nil
}

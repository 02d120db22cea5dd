// Package instagram listens to hashtags of Instagram, to posts that tag your
// professional account, and to what is said under its own.
//
//	tea := instagram.Hashtag("17841400000000000", "acmetea", web.Token(os.Getenv("IG_TOKEN")))
//	tagged := instagram.Tagged("17841400000000000", web.Token(os.Getenv("IG_TOKEN")))
//	own := instagram.Media("17841400000000000", web.Token(os.Getenv("IG_TOKEN")))
//
// # What it needs
//
// The number of a business or creator account that is linked with a page of
// Facebook's, and a token of that page's with the scopes instagram_basic and
// instagram_manage_comments, which Meta grants after a review of the app;
// [Hashtag] wants the feature "Instagram Public Content Access" too.
//
// # What it sees
//
// [Hashtag] is public posts of the last 24 hours, without their authors. [Tagged]
// is posts in which others tag the account. [Media] is the account's own posts,
// with the newest 50 comments under each of the newest 25 or more. Likes and
// numbers of comments are those when read; edits within an hour come again. A
// read without a cursor begins with the newest 50 posts, or 25 of [Media].
//
// # What it cannot see
//
// Posts that only name the account: Instagram tells of mentions by webhook (see
// package webhook) and in no list. Stories, deletions, followers and views, new
// comments under older posts.
//
// # Limits
//
// 30 different hashtags in seven days for an account; a read of [Hashtag] takes
// two requests, of the others one, and one more for each further page. More than
// 50 new comments under one post are reported as a gap.
package instagram

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
	server      = "https://graph.facebook.com"
	perPage     = 50
	perPost     = 50 // comments
	pages       = 10
	overlap     = time.Hour
	fields      = "id,caption,permalink,timestamp,like_count,comments_count"
	ofOthers    = fields + ",username"
	ofOwn       = ofOthers + ",comments.limit(50){id,text,timestamp,username,like_count,parent_id}"
	mediaOnPage = 25
)

// A Source reads one list. It is safe for concurrent use.
type Source struct {
	account string
	what    string
	byTag   bool
	tag     string
	edge    string
	query   url.Values
	config  fetch.Config
}

func build(account, what, edge string, limit int, fields string, opts []web.Option) *Source {
	config := web.Configure(opts)
	config.Base = cmp.Or(strings.TrimSuffix(config.Base, "/"), server)
	return &Source{
		account: account, what: what, edge: edge, config: config,
		query: url.Values{"limit": {strconv.Itoa(limit)}, "fields": {fields}},
	}
}

// Hashtag returns a source of the public posts with a hashtag, given without
// its "#", as the account sees them.
func Hashtag(account, tag string, opts ...web.Option) *Source {
	tag = strings.TrimPrefix(tag, "#")
	s := build(account, "tag/"+tag, "recent_media", perPage, fields, opts)
	s.byTag, s.tag = true, tag
	s.query.Set("user_id", account)
	return s
}

// Tagged returns a source of the posts in which others tag the account.
func Tagged(account string, opts ...web.Option) *Source {
	return build(account, "tagged/"+account, "tags", perPage, ofOthers, opts)
}

// Media returns a source of the account's own posts and of the newest comments
// under them.
func Media(account string, opts ...web.Option) *Source {
	return build(account, "media/"+account, "media", mediaOnPage, ofOwn, opts)
}

// Name returns "instagram:" and what is read.
func (s *Source) Name() string { return "instagram:" + s.what }

// Scope returns the host whose pauses count for this source.
func (s *Source) Scope() string { return fetch.Scope(s.config.Base) }

// Check returns an error where account, hashtag or token is missing.
func (s *Source) Check() error {
	if s.byTag && s.account != "" {
		return newest.Require("instagram", s.config, "tag", s.tag)
	}
	return newest.Require("instagram", s.config, "account", s.account)
}

// Read yields what came after from, the oldest first, in one pass.
func (s *Source) Read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	list := newest.List{
		Name: "instagram", Kind: "instagram/1", Overlap: overlap, Pages: pages, Config: s.config, Ask: s.ask,
	}
	return list.Read(ctx, from)
}

func (s *Source) ask(ctx context.Context, client *fetch.Client, since time.Time, older string) (page newest.Page, err error) {
	id := s.account
	if s.byTag {
		if id, err = s.hashtag(ctx, client); err != nil {
			return page, err
		}
	}
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
	path := "/" + graph.Version + "/" + url.PathEscape(id) + "/" + s.edge
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

// hashtag returns the number of a hashtag, which Instagram gives once asked.
func (s *Source) hashtag(ctx context.Context, client *fetch.Client) (string, error) {
	var found struct {
		Data []struct {
			ID string `json:"id"`
		} `json:"data"`
	}
	path := "/" + graph.Version + "/ig_hashtag_search"
	_, err := graph.Get(ctx, client, s.config, path, url.Values{"user_id": {s.account}, "q": {s.tag}}, &found)
	if err != nil {
		return "", err
	}
	if len(found.Data) == 0 || found.Data[0].ID == "" {
		return "", graph.NoList(s.config, path)
	}
	return found.Data[0].ID, nil
}

// Package lemmy listens to servers that run Lemmy: communities with posts and
// comments, linked with each other.
//
//	comments := lemmy.Comments("lemmy.world")
//
// # What it sees
//
// [Posts] and [Comments] are all that a server hears of, its own and those of
// the communities that its people follow elsewhere, with author, score and
// number of answers as they are when read. Edits and deletions within an hour
// are told. [Search] asks the server's own search for both. A read without a
// cursor begins with the newest 50.
//
// # What it cannot see
//
// Followers and views, and what the server has not heard of.
//
// # Limits
//
// A read takes a request for each 50 new posts, at most 40. The interface is
// version 3, which is what servers run.
package lemmy

import (
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
	perPage = 50
	pages   = 40
	overlap = time.Hour
)

// A Source reads one list of one server. It is safe for concurrent use.
type Source struct {
	what   string
	path   string
	query  url.Values
	config fetch.Config
	wrong  error // what Check returns
}

func list(server, what, path string, query url.Values, opts []web.Option, arguments ...newest.Argument) *Source {
	config := web.Configure(opts)
	if config.Base == "" {
		config.Base = "https://" + strings.TrimPrefix(server, "https://")
	}
	config.Base = strings.TrimSuffix(config.Base, "/")
	query.Set("sort", "New")
	query.Set("type_", "All")
	query.Set("limit", strconv.Itoa(perPage))
	wrong := newest.Filled("lemmy", append(arguments, newest.Host("server", config.Base))...)
	return &Source{what, path, query, config, wrong}
}

// Posts returns a source of the posts that a server hears of.
func Posts(server string, opts ...web.Option) *Source {
	return list(server, "posts", "/api/v3/post/list", url.Values{}, opts)
}

// Comments returns a source of the comments that a server hears of.
func Comments(server string, opts ...web.Option) *Source {
	return list(server, "comments", "/api/v3/comment/list", url.Values{}, opts)
}

// Search returns a source of the posts and comments that a server finds.
func Search(server, query string, opts ...web.Option) *Source {
	return list(server, "search/"+query, "/api/v3/search", url.Values{"q": {query}}, opts, newest.Argument{Name: "query", Value: query})
}

// Name returns "lemmy:", the server and what is read of it.
func (s *Source) Name() string { return "lemmy:" + s.Scope() + "/" + s.what }

// Scope returns the host whose pauses count for this source.
func (s *Source) Scope() string { return fetch.Scope(s.config.Base) }

// Check returns an error where the server or the query is empty.
func (s *Source) Check() error { return s.wrong }

// Read yields what came after from, the oldest first, in one pass.
func (s *Source) Read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	list := newest.List{
		Name: "lemmy", Kind: "lemmy/1", Overlap: overlap, Pages: pages, Config: s.config, Ask: s.ask,
	}
	return list.Read(ctx, from)
}

func (s *Source) ask(ctx context.Context, client *fetch.Client, _ time.Time, older string) (page newest.Page, err error) {
	number, _ := strconv.Atoi(older)
	number = max(number, 1)
	request := fetch.Request{URL: s.config.Base + s.path + "?" + s.query.Encode() + "&page=" + strconv.Itoa(number)}
	var found struct {
		Posts    []view `json:"posts"`
		Comments []view `json:"comments"`
	}
	resp, err := client.JSON(ctx, request, &found)
	if err != nil {
		return page, err
	}
	if found.Posts == nil && found.Comments == nil {
		return page, fmt.Errorf("%s: the answer has no list of posts or comments", fetch.Hide(request.URL))
	}
	for _, v := range append(found.Posts, found.Comments...) {
		page.Posts = append(page.Posts, v.post(resp.Received))
	}
	if len(found.Posts) >= perPage || len(found.Comments) >= perPage {
		page.Older = strconv.Itoa(number + 1)
	}
	return page, nil
}

// view is a post or a comment with what belongs to it. A comment comes with
// the post under which it stands.
type view struct {
	Comment *content `json:"comment"`
	Post    content  `json:"post"`
	Creator struct {
		ID      int64  `json:"id"`
		Name    string `json:"name"`
		Display string `json:"display_name"`
		Actor   string `json:"actor_id"`
	} `json:"creator"`
	Counts struct {
		Score    *int64 `json:"score"`
		Comments *int64 `json:"comments"`
		Children *int64 `json:"child_count"`
	} `json:"counts"`
}

type content struct {
	ID        int64  `json:"id"`
	Title     string `json:"name"`
	Body      string `json:"body"`
	Content   string `json:"content"`
	Address   string `json:"ap_id"`
	Published string `json:"published"`
	Updated   string `json:"updated"`
	Deleted   bool   `json:"deleted"`
	Removed   bool   `json:"removed"`
	Path      string `json:"path"` // "0.12.34": the comments above, and itself
}

func (v view) post(received time.Time) source.Post {
	c, kind, prefix, replies := v.Post, source.KindPost, "p", v.Counts.Comments
	if v.Comment != nil {
		c, kind, prefix, replies = *v.Comment, source.KindReply, "c", v.Counts.Children
	}
	p := source.Post{
		ID: prefix + strconv.FormatInt(c.ID, 10), URL: c.Address, Kind: kind, Time: moment(c.Published), Edited: moment(c.Updated),
		Title:   plaintext.HTMLLine(c.Title, 1<<10),
		Text:    plaintext.HTML(c.Body+c.Content, source.MaxText),
		Replies: newest.Count(replies), Likes: newest.Count(v.Counts.Score),
		Author: source.Author{
			ID: strconv.FormatInt(v.Creator.ID, 10), Handle: v.Creator.Name, URL: v.Creator.Actor,
			Name: plaintext.Line(v.Creator.Display, 200),
		},
	}
	if v.Comment != nil {
		p.Parent = parent(c.Path, v.Post.ID)
	}
	if c.Deleted || c.Removed {
		p = source.Post{ID: p.ID, Time: p.Time, Deleted: true, Version: "deleted"}
	}
	newest.Settle(&p, received)
	return p
}

// parent returns the id of the comment above, or of the post.
func parent(path string, post int64) string {
	above := strings.Split(path, ".")
	if len(above) > 2 {
		return "c" + above[len(above)-2]
	}
	return "p" + strconv.FormatInt(post, 10)
}

// moment reads the times of older servers too, which name no zone.
func moment(stated string) time.Time {
	if t := newest.Moment(stated); !t.IsZero() {
		return t
	}
	return newest.Moment(stated + "Z")
}

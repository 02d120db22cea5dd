// Package discourse listens to forums that run Discourse.
//
//	posts := discourse.Posts("https://forum.acme.example")
//
// # What it sees
//
// Every public post, those that open a topic and those that answer, with its
// author and what it answers; edits within an hour. A read without a cursor
// begins with the newest 50.
//
// # What it cannot see
//
// Deletions, followers, likes and views, and categories that need an account.
//
// # Limits
//
// A forum allows about 20 requests a minute from one address; a read takes one
// for each 50 new posts, at most 40.
package discourse

import (
	"context"
	"fmt"
	"iter"
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
	pages   = 40
	overlap = time.Hour
)

// A Source reads one forum. It is safe for concurrent use.
type Source struct{ config fetch.Config }

// Posts returns a source of the posts of the forum at an address.
func Posts(address string, opts ...web.Option) *Source {
	config := web.Configure(opts)
	if config.Base == "" {
		config.Base = address
	}
	config.Base = strings.TrimSuffix(config.Base, "/")
	return &Source{config}
}

// Name returns "discourse:" and the address.
func (s *Source) Name() string { return "discourse:" + fetch.Hide(s.config.Base) }

// Scope returns the host whose pauses count for this source.
func (s *Source) Scope() string { return fetch.Scope(s.config.Base) }

// Check returns an error where the address is empty.
func (s *Source) Check() error {
	return newest.Filled("discourse", newest.Argument{Name: "address", Value: s.config.Base})
}

// Read yields what came after from, the oldest first, in one pass.
func (s *Source) Read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	list := newest.List{
		Name: "discourse", Kind: "discourse/1", Overlap: overlap, Pages: pages, Config: s.config, Ask: s.ask,
	}
	return list.Read(ctx, from)
}

func (s *Source) ask(ctx context.Context, client *fetch.Client, _ time.Time, older string) (page newest.Page, err error) {
	request := fetch.Request{URL: s.config.Base + "/posts.json"}
	if older != "" {
		request.URL += "?before=" + older
	}
	var found struct {
		Posts []post `json:"latest_posts"`
	}
	resp, err := client.JSON(ctx, request, &found)
	if err != nil {
		return page, err
	}
	if found.Posts == nil {
		return page, fmt.Errorf("%s: the answer has no list of posts", fetch.Hide(request.URL))
	}
	lowest := int64(0)
	for _, p := range found.Posts {
		page.Posts = append(page.Posts, p.post(s.config.Base, resp.Received))
		if lowest == 0 || p.ID < lowest {
			lowest = p.ID
		}
	}
	if lowest > 1 {
		page.Older = strconv.FormatInt(lowest, 10)
	}
	return page, nil
}

// post is one, its text as HTML.
type post struct {
	ID      int64  `json:"id"`
	User    string `json:"username"`
	Name    string `json:"name"`
	Created string `json:"created_at"`
	Updated string `json:"updated_at"`
	Cooked  string `json:"cooked"`
	Topic   int64  `json:"topic_id"`
	Slug    string `json:"topic_slug"`
	Title   string `json:"topic_title"`
	Number  int64  `json:"post_number"`
	ReplyTo *int64 `json:"reply_to_post_number"`
	Replies *int64 `json:"reply_count"`
}

// post makes a post. The title is that of the topic, for the post that opens
// it; the others name the topic as their parent.
func (d post) post(base string, received time.Time) source.Post {
	topic := fmt.Sprintf("%s/t/%s/%d", base, d.Slug, d.Topic)
	p := source.Post{
		ID: strconv.FormatInt(d.ID, 10), URL: fmt.Sprintf("%s/%d", topic, d.Number), Kind: source.KindReply,
		Parent: fmt.Sprintf("%d#%d", d.Topic, max(newest.Count(d.ReplyTo).Or(1), 1)),
		Text:   plaintext.HTML(d.Cooked, source.MaxText),
		Author: source.Author{
			ID: d.User, Handle: d.User, Name: plaintext.Line(d.Name, 200), URL: base + "/u/" + d.User,
		},
		Time: newest.Moment(d.Created), Replies: newest.Count(d.Replies),
	}
	if d.Number <= 1 {
		p.Kind, p.Parent, p.Title = source.KindPost, "", plaintext.HTMLLine(d.Title, 1<<10)
	}
	if updated := newest.Moment(d.Updated); updated.After(p.Time) {
		p.Edited = updated
	}
	newest.Settle(&p, received)
	return p
}

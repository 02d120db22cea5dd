// Package hackernews listens to Hacker News: stories and comments, through the
// public search of Algolia, which needs no credential.
//
//	posts := hackernews.Search("acme kettle")
//
// # What it sees
//
// Every story, comment, poll and job within seconds to minutes, with its
// author, points and number of comments as they are when it is read. Edits
// within the last half hour come again in a new version. A read without a
// cursor begins with the newest 1,000 posts; from then on nothing is left out,
// up to 20,000 posts between two reads.
//
// # What it cannot see
//
// Deletions, followers and views, and later changes of points.
//
// # Limits
//
// Algolia allows 10,000 requests an hour from one address. A read takes one
// request for each 1,000 new posts.
package hackernews

import (
	"context"
	"encoding/json"
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
	server  = "https://hn.algolia.com"
	perPage = 1000
	pages   = 20
	overlap = 30 * time.Minute
)

// A Source reads what a search finds. It is safe for concurrent use.
type Source struct {
	query  string
	config fetch.Config
}

// Search returns a source of the stories and comments that hold all words of
// the query, in which quotation marks hold words together. The empty query
// finds everything.
func Search(query string, opts ...web.Option) *Source {
	config := web.Configure(opts)
	if config.Base == "" {
		config.Base = server
	}
	return &Source{query, config}
}

// Name returns "hackernews:" and the query.
func (s *Source) Name() string { return "hackernews:" + s.query }

// Scope returns the host whose pauses count for this source.
func (s *Source) Scope() string { return fetch.Scope(s.config.Base) }

// Read yields what came after from, the oldest first, in one pass.
func (s *Source) Read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	list := newest.List{
		Name: "hackernews", Kind: "hackernews/1", Overlap: overlap, Pages: pages, Config: s.config, Ask: s.ask,
	}
	return list.Read(ctx, from)
}

// answer is what /search_by_date returns.
type answer struct {
	Hits []hit `json:"hits"`
	// NbHits is how many there are in all.
	NbHits int `json:"nbHits"`
}

// ask returns the newest posts up to the second older, which is listed again:
// the page before may have ended within it.
func (s *Source) ask(ctx context.Context, client *fetch.Client, since time.Time, older string) (newest.Page, error) {
	filters := []string{"created_at_i>=" + strconv.FormatInt(max(since.Unix(), 0), 10)}
	if older != "" {
		filters = append(filters, "created_at_i<="+older)
	}
	var found answer
	request := fetch.Request{URL: strings.TrimSuffix(s.config.Base, "/") + "/api/v1/search_by_date?" + url.Values{
		"query": {s.query}, "tags": {"(story,comment,poll,job)"},
		"numericFilters": {strings.Join(filters, ",")}, "hitsPerPage": {strconv.Itoa(perPage)},
	}.Encode()}
	resp, err := client.JSON(ctx, request, &found)
	if err != nil {
		return newest.Page{}, err
	}
	if found.Hits == nil {
		return newest.Page{}, fmt.Errorf("%s: the answer has no list of hits", fetch.Hide(request.URL))
	}
	page := newest.Page{}
	for _, h := range found.Hits {
		page.Posts = append(page.Posts, h.post(resp.Received))
	}
	if n := len(found.Hits); n > 0 && found.NbHits > n {
		page.Older = strconv.FormatInt(found.Hits[n-1].Created, 10)
	}
	return page, nil
}

// hit is a story or a comment. Fields that it does not have are null.
type hit struct {
	ID      string      `json:"objectID"`
	Created int64       `json:"created_at_i"`
	Author  string      `json:"author"`
	Title   string      `json:"title"`
	Story   string      `json:"story_title"`
	Text    string      `json:"story_text"`
	Comment string      `json:"comment_text"`
	Points  *int64      `json:"points"`
	Replies *int64      `json:"num_comments"`
	Parent  json.Number `json:"parent_id"`
}

func (h hit) post(received time.Time) source.Post {
	p := source.Post{
		ID:    h.ID,
		URL:   "https://news.ycombinator.com/item?id=" + url.QueryEscape(h.ID),
		Title: plaintext.HTMLLine(h.Title, 1<<10),
		Text:  plaintext.HTML(h.Text+h.Comment, source.MaxText),
		Time:  time.Unix(h.Created, 0).UTC(),
		Kind:  source.KindPost,
		Likes: newest.Count(h.Points), Replies: newest.Count(h.Replies),
	}
	if h.Parent != "" {
		p.Kind, p.Parent = source.KindReply, h.Parent.String()
	}
	if h.Author != "" {
		p.Author = source.Author{ID: h.Author, Handle: h.Author, URL: "https://news.ycombinator.com/user?id=" + url.QueryEscape(h.Author)}
	}
	newest.Settle(&p, received)
	return p
}

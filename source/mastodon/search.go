package mastodon

import (
	"context"
	"fmt"
	"iter"
	"net/url"
	"strconv"
	"time"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/newest"
	"github.com/earshot-go/earshot/source/web"
)

// A Finder reads what a server's full-text search finds. It is safe for
// concurrent use.
type Finder struct {
	source *Source
	query  string
}

// Search returns a source of the posts that the server's own search finds. It
// needs a token, and a server with full-text search, which finds only posts
// whose authors agreed to be found.
func Search(server, query string, opts ...web.Option) *Finder {
	return &Finder{timeline(server, "search/"+query, opts, newest.Argument{Name: "query", Value: query}), query}
}

// Name returns "mastodon:", the server and the query.
func (f *Finder) Name() string { return f.source.Name() }

// Scope returns the host whose pauses count for this source.
func (f *Finder) Scope() string { return f.source.Scope() }

// Check returns an error where the server or the query is empty.
func (f *Finder) Check() error { return f.source.Check() }

// Read yields what came after from, the oldest first, in one pass.
func (f *Finder) Read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	list := newest.List{
		Name: "mastodon", Kind: "mastodon-search/1", Overlap: overlap, Pages: 50, Config: f.source.config, Ask: f.ask,
	}
	return list.Read(ctx, from)
}

func (f *Finder) ask(ctx context.Context, client *fetch.Client, _ time.Time, older string) (page newest.Page, err error) {
	query := url.Values{"type": {"statuses"}, "q": {f.query}, "limit": {strconv.Itoa(perPage)}}
	if older != "" {
		query.Set("max_id", older)
	}
	var found struct {
		Statuses []*status `json:"statuses"`
	}
	request := f.source.request("/api/v2/search", query)
	resp, err := client.JSON(ctx, request, &found)
	if err != nil {
		return page, err
	}
	if found.Statuses == nil {
		return page, fmt.Errorf("%s: the answer has no list of statuses", fetch.Hide(request.URL))
	}
	for _, s := range found.Statuses {
		if s == nil || s.ID == "" {
			return page, fmt.Errorf("%s: %w", fetch.Hide(request.URL), errNoID)
		}
		page.Older = s.ID
		if s.public() {
			page.Posts = append(page.Posts, s.post(f.Scope(), resp.Received))
		}
	}
	page.Next = exhausted(resp)
	return page, nil
}

package youtube

import (
	"cmp"
	"context"
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
	videosPerPage = 50
	searchPages   = 3
	// late is how long after its publication a video may first be found.
	late = 6 * time.Hour
)

// A Finder reads the videos that a search finds. It is safe for concurrent use.
type Finder struct {
	query  string
	calls  int
	config fetch.Config
}

// Search returns a source of the videos that YouTube finds for a query, the
// newest first, in at most so many calls a day, of which Google gives a key
// 100. They are spread over the day, counted in the cursor and shared with
// nobody: give each of several searches its part. The day begins at midnight in
// California.
//
// A video comes with title, channel and the beginning of its description; likes,
// comments and views are not told. More than 150 new videos between two reads
// are reported as a gap.
func Search(query string, calls int, opts ...web.Option) *Finder {
	config := web.Configure(opts)
	config.Base = cmp.Or(strings.TrimSuffix(config.Base, "/"), server)
	return &Finder{query, calls, config}
}

// Name returns "youtube:search/" and the query.
func (f *Finder) Name() string { return "youtube:search/" + f.query }

// Scope returns the host whose pauses count for this source.
func (f *Finder) Scope() string { return fetch.Scope(f.config.Base) }

// Check returns an error where query, calls or key are missing.
func (f *Finder) Check() error {
	var calls error
	if f.calls < 1 {
		calls = fmt.Errorf("youtube: %w", &source.FieldError{Field: "calls", Reason: "is less than 1"})
	}
	return errors.Join(newest.Require("youtube", f.config, "query", f.query), calls)
}

// Read yields what came after from, the oldest first, in one pass.
func (f *Finder) Read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	list := newest.List{
		Name: "youtube", Kind: "youtube-search/1", Overlap: late, Pages: searchPages, Config: f.config, Ask: f.ask,
		Budget: newest.Budget{Requests: max(f.calls, 1), Window: day, Scope: f.Name()},
	}
	return list.Read(ctx, from)
}

// day is that in California, named by when it ends.
func day(now time.Time) (name string, ends time.Time) {
	ends = reset(now)
	return ends.Format(time.DateOnly), ends
}

func (f *Finder) ask(ctx context.Context, client *fetch.Client, since time.Time, older string) (page newest.Page, err error) {
	query := url.Values{
		"part": {"snippet"}, "type": {"video"}, "order": {"date"}, "q": {f.query},
		"maxResults": {strconv.Itoa(videosPerPage)}, "key": {f.config.Token},
	}
	if !since.IsZero() {
		query.Set("publishedAfter", since.UTC().Format(time.RFC3339))
	}
	if older != "" {
		query.Set("pageToken", older)
	}
	request := fetch.Request{URL: f.config.Base + "/youtube/v3/search?" + query.Encode()}
	var found struct {
		Items []video `json:"items"`
		Next  string  `json:"nextPageToken"`
	}
	resp, err := client.JSON(ctx, request, &found)
	if err != nil {
		return page, explain(resp, err, f.query, f.Scope())
	}
	if found.Items == nil {
		return page, fmt.Errorf("%s: the answer has no list of items", fetch.Hide(request.URL))
	}
	for _, v := range found.Items {
		page.Posts = append(page.Posts, v.post(resp.Received))
	}
	page.Older = found.Next
	page.Next = resp.Received.Add(24 * time.Hour / time.Duration(max(f.calls, 1)))
	return page, nil
}

// video is one that was found. Its title has entities.
type video struct {
	ID struct {
		Video string `json:"videoId"`
	} `json:"id"`
	Snippet struct {
		Published   string `json:"publishedAt"`
		ChannelID   string `json:"channelId"`
		Channel     string `json:"channelTitle"`
		Title       string `json:"title"`
		Description string `json:"description"`
	} `json:"snippet"`
}

func (v video) post(received time.Time) source.Post {
	p := source.Post{
		ID: v.ID.Video, URL: "https://www.youtube.com/watch?v=" + url.QueryEscape(v.ID.Video), Kind: source.KindPost,
		Title:  plaintext.HTMLLine(v.Snippet.Title, 1<<10),
		Text:   plaintext.HTML(v.Snippet.Description, source.MaxText),
		Author: source.Author{ID: v.Snippet.ChannelID, Name: plaintext.HTMLLine(v.Snippet.Channel, 200)},
		Time:   newest.Moment(v.Snippet.Published),
	}
	if p.Author.ID != "" {
		p.Author.URL = "https://www.youtube.com/channel/" + url.PathEscape(p.Author.ID)
	}
	newest.Settle(&p, received)
	return p
}

// Package googleplay listens to the reviews of your own apps in the store
// Google Play.
//
//	reviews := googleplay.Reviews("com.acme.kettle", web.Transport(client.Transport))
//
// Reviews of an app in Apple's store need no credential: feed.AppStoreReviews.
//
// # What it needs
//
// An account that may answer reviews in the Play Console, and its OAuth token
// for the scope "androidpublisher". A token lasts an hour: give a transport that
// renews it ([web.Transport], as of golang.org/x/oauth2), or [web.Token] for a
// try.
//
// # What it sees
//
// Reviews with words that were written or changed within the last week, with
// their stars of five, language, author and how many found them helpful. An
// edit comes again in a new version. A read without a cursor begins with the
// newest 100; the next has the others of the week.
//
// # What it cannot see
//
// Ratings without words, older reviews, deletions, and apps of others.
//
// # Limits
//
// 200 requests an hour for an app. A read takes one for each 100 reviews of the
// week, at most 20: Google lists by last change, and no order is promised.
//
// [web.Transport]: https://pkg.go.dev/github.com/earshot-go/earshot/source/web#Transport
// [web.Token]: https://pkg.go.dev/github.com/earshot-go/earshot/source/web#Token
package googleplay

import (
	"bytes"
	"cmp"
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
	server  = "https://androidpublisher.googleapis.com"
	perPage = 100
	pages   = 20
	// overlap is longer than Google lists anything, so that every page of
	// the week is read: their order is not promised.
	overlap = 8 * 24 * time.Hour
)

// A Source reads the reviews of one app. It is safe for concurrent use.
type Source struct {
	app    string
	config fetch.Config
}

// Reviews returns a source of the reviews of an app, known by its package
// name.
func Reviews(app string, opts ...web.Option) *Source {
	config := web.Configure(opts)
	config.Base = cmp.Or(strings.TrimSuffix(config.Base, "/"), server)
	return &Source{app, config}
}

// Name returns "googleplay:" and the name of the app.
func (s *Source) Name() string { return "googleplay:" + s.app }

// Scope returns the host whose pauses count for this source.
func (s *Source) Scope() string { return fetch.Scope(s.config.Base) }

// Check returns an error where the app or the token is missing.
func (s *Source) Check() error { return newest.Require("googleplay", s.config, "app", s.app) }

// Read yields what came after from, the oldest first, in one pass.
func (s *Source) Read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	list := newest.List{
		Name: "googleplay", Kind: "googleplay/1", Overlap: overlap, Pages: pages, Config: s.config, Ask: s.ask,
	}
	return list.Read(ctx, from)
}

func (s *Source) ask(ctx context.Context, client *fetch.Client, _ time.Time, older string) (page newest.Page, err error) {
	query := url.Values{"maxResults": {strconv.Itoa(perPage)}}
	if older != "" {
		query.Set("token", older)
	}
	request := fetch.Request{
		URL:    s.config.Base + "/androidpublisher/v3/applications/" + url.PathEscape(s.app) + "/reviews?" + query.Encode(),
		Header: newest.Bearer(s.config),
	}
	var found struct {
		Reviews []review `json:"reviews"`
		Paging  struct {
			Next string `json:"nextPageToken"`
		} `json:"tokenPagination"`
	}
	resp, err := client.JSON(ctx, request, &found)
	if err != nil {
		return page, err
	}
	// An empty object is what Google answers when there are none.
	if body := bytes.TrimSpace(resp.Body); found.Reviews == nil && string(body) != "{}" {
		return page, fmt.Errorf("%s: the answer has no list of reviews", fetch.Hide(request.URL))
	}
	for _, r := range found.Reviews {
		page.Posts = append(page.Posts, r.post(s.app, resp.Received))
	}
	page.Older = found.Paging.Next
	return page, nil
}

// review is one, with what the developer answered among the comments.
type review struct {
	ID       string `json:"reviewId"`
	Author   string `json:"authorName"`
	Comments []struct {
		User *comment `json:"userComment"`
	} `json:"comments"`
}

type comment struct {
	Text     string  `json:"text"`
	Original string  `json:"originalText"` // where Text is a translation
	Stars    float64 `json:"starRating"`
	Language string  `json:"reviewerLanguage"`
	Likes    *int64  `json:"thumbsUpCount"`
	Modified struct {
		Seconds json.Number `json:"seconds"`
	} `json:"lastModified"`
}

// best is how many stars the best review gives.
const best = 5

func (r review) post(app string, received time.Time) source.Post {
	c := new(comment)
	for _, entry := range r.Comments {
		if entry.User != nil {
			c = entry.User
			break
		}
	}
	p := source.Post{
		ID: r.ID, Kind: source.KindReview, Parent: app,
		URL:      "https://play.google.com/store/apps/details?" + url.Values{"id": {app}, "reviewId": {r.ID}}.Encode(),
		Author:   source.Author{Name: plaintext.Line(r.Author, 200)},
		Language: plaintext.Cut(strings.ReplaceAll(c.Language, "_", "-"), 35),
		Rating:   source.Rating{Value: c.Stars, Best: best}, Likes: newest.Count(c.Likes),
	}
	title, body, ok := strings.Cut(cmp.Or(c.Original, c.Text), "\t") // that is how Google joins them
	if !ok {
		title, body = "", title
	}
	p.Title, p.Text = plaintext.Line(title, 1<<10), plaintext.Clean(body, source.MaxText)
	if seconds, err := c.Modified.Seconds.Int64(); err == nil && seconds > 0 && seconds < 1e11 {
		p.Time = time.Unix(seconds, 0).UTC()
	}
	newest.Settle(&p, received)
	return p
}

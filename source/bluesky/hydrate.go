package bluesky

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/internal/plaintext"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/newest"
	"github.com/earshot-go/earshot/source/web"
)

const (
	appView = "https://public.api.bsky.app"
	// atOnce is how many posts or authors the AppView looks up in a request.
	atOnce = 25
	// haste bounds a lookup while a stream waits for it.
	haste = 5 * time.Second
)

// Hydrate looks posts up at Bluesky's public AppView, or the one that
// [web.Base] names, and sets what the stream does not tell: handles, names and
// followers of their authors, likes, reposts and replies. It takes two requests
// for 25 posts, of which the AppView allows 3,000 in five minutes. What is not
// found there stays unknown. After an error, posts before it are set.
//
// [web.Base]: https://pkg.go.dev/github.com/earshot-go/earshot/source/web#Base
func Hydrate(ctx context.Context, posts []source.Post, opts ...web.Option) error {
	config := web.Configure(opts)
	config.Base = cmp.Or(config.Base, appView)
	client := fetch.New(config)
	defer client.Close()
	var chosen []*source.Post
	for i := range posts {
		chosen = append(chosen, &posts[i])
	}
	if err := hydrate(ctx, client, config.Base, chosen); err != nil {
		return fmt.Errorf("bluesky: %w", err)
	}
	return nil
}

// Hydrated returns the same source, which hydrates (see [Hydrate]) the posts
// for which the function says true before it yields them, at the AppView of an
// address, or the public one where that is empty. The whole network is too much
// for it: let the function tell the posts that matter, as a compiled matcher
// does. Posts come as they are while the AppView fails or asks for a pause.
func (s *Source) Hydrated(address string, which func(source.Post) bool) *Source {
	other := *s
	other.which, other.appView = which, cmp.Or(address, appView)
	return &other
}

func hydrate(ctx context.Context, client *fetch.Client, base string, posts []*source.Post) error {
	posts = slices.DeleteFunc(posts, func(p *source.Post) bool { return p.Deleted || p.ID == "" })
	for some := range slices.Chunk(posts, atOnce) {
		if err := counts(ctx, client, base, some); err != nil {
			return err
		}
		if err := authors(ctx, client, base, some); err != nil {
			return err
		}
	}
	return nil
}

// profile is an author as the AppView knows them.
type profile struct {
	DID       string `json:"did"`
	Handle    string `json:"handle"`
	Name      string `json:"displayName"`
	Followers *int64 `json:"followersCount"`
}

func counts(ctx context.Context, client *fetch.Client, base string, posts []*source.Post) error {
	var found struct {
		Posts *[]struct {
			URI     string `json:"uri"`
			Likes   *int64 `json:"likeCount"`
			Reposts *int64 `json:"repostCount"`
			Replies *int64 `json:"replyCount"`
		} `json:"posts"`
	}
	query := url.Values{}
	for _, p := range posts {
		query.Add("uris", p.ID)
	}
	if err := lookUp(ctx, client, base, "app.bsky.feed.getPosts", query, &found); err != nil {
		return err
	}
	if found.Posts == nil {
		return errNoList
	}
	for _, f := range *found.Posts {
		for _, p := range posts {
			if p.ID == f.URI {
				p.Likes, p.Shares, p.Replies = newest.Count(f.Likes), newest.Count(f.Reposts), newest.Count(f.Replies)
			}
		}
	}
	return nil
}

func authors(ctx context.Context, client *fetch.Client, base string, posts []*source.Post) error {
	var found struct {
		Profiles *[]profile `json:"profiles"`
	}
	query := url.Values{}
	for _, p := range posts {
		if !slices.Contains(query["actors"], p.Author.ID) && p.Author.ID != "" {
			query.Add("actors", p.Author.ID)
		}
	}
	if len(query) == 0 {
		return nil
	}
	if err := lookUp(ctx, client, base, "app.bsky.actor.getProfiles", query, &found); err != nil {
		return err
	}
	if found.Profiles == nil {
		return errNoList
	}
	for _, f := range *found.Profiles {
		for _, p := range posts {
			if p.Author.ID == f.DID {
				p.Author.Handle, p.Author.Name = plaintext.Line(f.Handle, 300), plaintext.Line(f.Name, 200)
				p.Author.Followers = newest.Count(f.Followers)
			}
		}
	}
	return nil
}

var errNoList = errors.New("the answer has no list")

func lookUp(ctx context.Context, client *fetch.Client, base, method string, query url.Values, into any) error {
	request := fetch.Request{URL: strings.TrimSuffix(base, "/") + "/xrpc/" + method + "?" + query.Encode()}
	_, err := client.JSON(ctx, request, into)
	return err
}

// hydrator is the AppView in use by a stream, and until when it is not to be
// asked.
type hydrator struct {
	client *fetch.Client
	base   string
	which  func(source.Post) bool
	pause  time.Time
}

// retry is how long an AppView that fails is left alone.
const retry = time.Minute

func newHydrator(s *Source) *hydrator {
	if s.appView == "" {
		return nil
	}
	config := s.config
	config.Timeout = haste
	return &hydrator{client: fetch.New(config), base: s.appView, which: s.which}
}

func (h *hydrator) close() {
	if h != nil {
		h.client.Close()
	}
}

// fill hydrates the posts that matter, as far as the AppView lets it.
func (h *hydrator) fill(ctx context.Context, posts []source.Post) {
	if h == nil || h.client.Now().Before(h.pause) {
		return
	}
	var chosen []*source.Post
	for i := range posts {
		if h.which == nil || h.which(posts[i]) {
			chosen = append(chosen, &posts[i])
		}
	}
	err := hydrate(ctx, h.client, h.base, chosen)
	if err == nil {
		return
	}
	h.pause = h.client.Now().Add(retry)
	var limit *source.RateLimitError
	if errors.As(err, &limit) && limit.Until.After(h.pause) {
		h.pause = limit.Until
	}
}

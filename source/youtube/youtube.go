// Package youtube listens to videos and to the comments under them, through
// YouTube's Data API.
//
//	comments := youtube.Channel("UCxxxxxxxxxxxxxxxxxxxxxx", web.Token(os.Getenv("YOUTUBE_KEY")))
//	videos := youtube.Search("acme kettle", 50, web.Token(os.Getenv("YOUTUBE_KEY")))
//
// New videos of one channel are seen without a key by feed.YouTubeChannel.
//
// # What it sees
//
// [Search] is new videos that match, with title, channel and the beginning of
// the description. [Channel] and [Video] are comments that open a thread, under one video or all of a channel, with their
// author, likes and number of answers as they are when read; edits within a
// day. A read without a cursor begins with the newest 100.
//
// # What it cannot see
//
// Answers within threads, deletions, subscribers of the author, and videos
// whose comments are closed.
//
// # Limits
//
// It needs a key from Google's console. A read costs one unit of the 10,000 a
// day for each 100 new comments, or one of the 100 searches a day for each 50 new
// videos. When they are used up, it is limited until midnight in California.
package youtube

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/http"
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
	server  = "https://www.googleapis.com"
	perPage = 100
	pages   = 20
	overlap = 24 * time.Hour
)

// A Source reads the comments of a video or a channel. It is safe for
// concurrent use.
type Source struct {
	kind, id string
	config   fetch.Config
}

// Video returns a source of the comments under a video.
func Video(id string, opts ...web.Option) *Source { return build("videoId", id, opts) }

// Channel returns a source of the comments under all videos of a channel.
func Channel(id string, opts ...web.Option) *Source {
	return build("allThreadsRelatedToChannelId", id, opts)
}

func build(kind, id string, opts []web.Option) *Source {
	config := web.Configure(opts)
	if config.Base == "" {
		config.Base = server
	}
	return &Source{kind, id, config}
}

// Name returns "youtube:" and the id of the video or channel.
func (s *Source) Name() string { return "youtube:" + s.id }

// Scope returns the host whose pauses count for this source.
func (s *Source) Scope() string { return fetch.Scope(s.config.Base) }

// Check returns an error where the id is empty or there is no key.
func (s *Source) Check() error {
	err := newest.Filled("youtube", newest.Argument{Name: "id", Value: s.id})
	if s.config.Token == "" {
		err = errors.Join(err, fmt.Errorf("youtube: %w: there is no key", source.ErrUnauthorized))
	}
	return err
}

// Read yields what came after from, the oldest first, in one pass.
func (s *Source) Read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	list := newest.List{
		Name: "youtube", Kind: "youtube/1", Overlap: overlap, Pages: pages, Config: s.config, Ask: s.ask,
	}
	return list.Read(ctx, from)
}

func (s *Source) ask(ctx context.Context, client *fetch.Client, _ time.Time, older string) (page newest.Page, err error) {
	query := url.Values{
		"part": {"snippet"}, s.kind: {s.id}, "order": {"time"}, "textFormat": {"plainText"},
		"maxResults": {strconv.Itoa(perPage)}, "key": {s.config.Token},
	}
	if older != "" {
		query.Set("pageToken", older)
	}
	request := fetch.Request{URL: strings.TrimSuffix(s.config.Base, "/") + "/youtube/v3/commentThreads?" + query.Encode()}
	var found struct {
		Items []thread `json:"items"`
		Next  string   `json:"nextPageToken"`
	}
	resp, err := client.JSON(ctx, request, &found)
	if err != nil {
		return page, explain(resp, err, s.id, s.Scope())
	}
	if found.Items == nil {
		return page, fmt.Errorf("%s: the answer has no list of items", fetch.Hide(request.URL))
	}
	for _, t := range found.Items {
		page.Posts = append(page.Posts, t.post(resp.Received))
	}
	page.Older = found.Next
	return page, nil
}

// explain tells what a 403 means, which YouTube says in the body.
func explain(resp *fetch.Response, err error, what, scope string) error {
	if resp == nil || resp.Status != http.StatusForbidden {
		return err
	}
	var body struct {
		Error struct {
			Errors []struct {
				Reason string `json:"reason"`
			} `json:"errors"`
		} `json:"error"`
	}
	if json.Unmarshal(resp.Body, &body) != nil || len(body.Error.Errors) == 0 {
		return err
	}
	switch body.Error.Errors[0].Reason {
	case "quotaExceeded", "dailyLimitExceeded":
		return &source.RateLimitError{Until: reset(resp.Received), Scope: scope, Err: errors.New("the quota of the day is used up")}
	case "rateLimitExceeded", "userRateLimitExceeded":
		return &source.RateLimitError{Until: fetch.ComeBack(resp.Header, resp.Received), Scope: scope, Err: errors.New("too many requests")}
	case "commentsDisabled":
		return errors.New("comments are closed at " + what)
	}
	return err
}

// reset returns the next midnight in California. Half the year that is at
// eight and half at seven in UTC; the later of both is never too early.
func reset(now time.Time) time.Time {
	at := time.Date(now.Year(), now.Month(), now.Day(), 8, 0, 0, 0, time.UTC)
	if !at.After(now) {
		at = at.AddDate(0, 0, 1)
	}
	return at
}

// thread is a comment with how many answers it has.
type thread struct {
	Snippet struct {
		Video   string `json:"videoId"`
		Replies *int64 `json:"totalReplyCount"`
		Comment struct {
			ID      string `json:"id"`
			Snippet struct {
				Text      string `json:"textDisplay"`
				Author    string `json:"authorDisplayName"`
				AuthorURL string `json:"authorChannelUrl"`
				AuthorID  struct {
					Value string `json:"value"`
				} `json:"authorChannelId"`
				Likes     *int64 `json:"likeCount"`
				Published string `json:"publishedAt"`
				Updated   string `json:"updatedAt"`
			} `json:"snippet"`
		} `json:"topLevelComment"`
	} `json:"snippet"`
}

func (t thread) post(received time.Time) source.Post {
	c := t.Snippet.Comment.Snippet
	p := source.Post{
		ID: t.Snippet.Comment.ID, Parent: t.Snippet.Video, Kind: source.KindReply,
		URL:     "https://www.youtube.com/watch?v=" + url.QueryEscape(t.Snippet.Video) + "&lc=" + url.QueryEscape(t.Snippet.Comment.ID),
		Text:    plaintext.Clean(c.Text, source.MaxText),
		Author:  source.Author{ID: c.AuthorID.Value, Handle: c.Author, URL: c.AuthorURL},
		Time:    newest.Moment(c.Published),
		Replies: newest.Count(t.Snippet.Replies), Likes: newest.Count(c.Likes),
	}
	if updated := newest.Moment(c.Updated); updated.After(p.Time) {
		p.Edited = updated
	}
	newest.Settle(&p, received)
	return p
}

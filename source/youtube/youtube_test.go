package youtube_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/listtest"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
	"github.com/earshot-go/earshot/source/youtube"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// channel is a double of the API: newest first, a hundred a page.
type channel struct{ listtest.List }

func (c *channel) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	skip, _ := strconv.Atoi(r.FormValue("pageToken"))
	found, more := c.Newest(time.Time{}, time.Time{}, skip, 100)
	items := []map[string]any{}
	for _, p := range found {
		at := p.At.Format(time.RFC3339)
		items = append(items, map[string]any{"snippet": map[string]any{
			"videoId": "v1", "totalReplyCount": 2,
			"topLevelComment": map[string]any{"id": strconv.Itoa(p.ID), "snippet": map[string]any{
				"textDisplay": "I <3 Acme " + p.Text[3:8], "authorDisplayName": "@ann", "authorChannelUrl": "http://www.youtube.com/@ann",
				"authorChannelId": map[string]any{"value": "UCann"}, "likeCount": 0, "publishedAt": at, "updatedAt": at,
			}},
		}})
	}
	answer := map[string]any{"items": items}
	if more {
		answer["nextPageToken"] = strconv.Itoa(skip + 100)
	}
	json.NewEncoder(w).Encode(answer)
}

const key = "AIza-k3y"

func comments(network *sourcetest.Network) *youtube.Source {
	return youtube.Channel("UCacme", web.Base(network.URL), web.AllowPrivate(), web.Token(key))
}

func TestConforms(t *testing.T) {
	c := &channel{}
	want := c.Publish(30)
	network := sourcetest.Serve(c)
	defer network.Close()
	sourcetest.Run(t, sourcetest.Harness{
		New: func() source.Source { return comments(network) }, Want: want, Publish: func() []string { return c.Publish(4) },
		PublishLate: func() []string { return c.Late(2) }, Edit: c.Edit, Secrets: []string{key}, Network: network,
	})
}

func TestTheFieldsOfAComment(t *testing.T) {
	c := &channel{}
	c.Publish(1)
	network := sourcetest.Serve(c)
	defer network.Close()
	for b, err := range comments(network).Read(t.Context(), nil) {
		require.NoError(t, err)
		p := b.Posts[0]
		assert.Equal(t, "I <3 Acme Acme", p.Text[:14])
		assert.Equal(t, "v1", p.Parent)
		assert.Equal(t, "https://www.youtube.com/watch?v=v1&lc=1000", p.URL)
		assert.Equal(t, "@ann", p.Author.Handle)
		assert.Equal(t, "0 2 unknown", fmt.Sprint(p.Likes, p.Replies, p.Views))
	}
}

func TestWhatA403Means(t *testing.T) {
	network := sourcetest.Serve(&channel{})
	defer network.Close()
	answer := func(reason string) error {
		network.Let(func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
			w.WriteHeader(http.StatusForbidden)
			fmt.Fprintf(w, `{"error":{"code":403,"errors":[{"domain":"youtube","reason":%q}]}}`, reason)
		})
		for _, err := range comments(network).Read(t.Context(), nil) {
			return err
		}
		return nil
	}
	var limit *source.RateLimitError
	require.ErrorAs(t, answer("quotaExceeded"), &limit)
	assert.Equal(t, 8, limit.Until.Hour())
	assert.Positive(t, time.Until(limit.Until))
	assert.LessOrEqual(t, time.Until(limit.Until), 24*time.Hour)
	assert.ErrorAs(t, answer("rateLimitExceeded"), &limit)
	assert.ErrorContains(t, answer("commentsDisabled"), "comments are closed at UCacme")
	assert.ErrorIs(t, answer("forbidden"), source.ErrUnauthorized)
}

func TestAKeyIsNeeded(t *testing.T) {
	assert.ErrorIs(t, youtube.Video("v1").Check(), source.ErrUnauthorized)
	assert.NoError(t, youtube.Video("v1", web.Token(key)).Check())
}

package gdelt_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/gdelt"
	"github.com/earshot-go/earshot/source/internal/listtest"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// archive is a double of the DOC API.
type archive struct{ listtest.List }

func (a *archive) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	since, _ := time.Parse("20060102150405", r.FormValue("startdatetime"))
	found, _ := a.Newest(since, time.Time{}, 0, 250)
	if len(found) == 0 {
		fmt.Fprint(w, "{}")
		return
	}
	articles := []map[string]any{}
	for _, p := range found {
		articles = append(articles, map[string]any{
			"url": fmt.Sprint("https://paper.example/", p.ID), "title": fmt.Sprint("Acme &amp; tea ", p.ID), "seendate": p.At.Format("20060102T150405Z"),
			"domain": "paper.example", "language": "Dutch", "sourcecountry": "Netherlands",
		})
	}
	json.NewEncoder(w).Encode(map[string]any{"articles": articles})
}

func news(network *sourcetest.Network) *gdelt.Source {
	return gdelt.Search("acme", web.Base(network.URL), web.AllowPrivate())
}

func TestConforms(t *testing.T) {
	a := &archive{}
	a.Publish(200)
	network := sourcetest.Serve(a)
	defer network.Close()
	sourcetest.Run(t, sourcetest.Harness{New: func() source.Source { return news(network) }, Network: network})
}

func read(t *testing.T, network *sourcetest.Network, cursor source.Cursor) (posts []source.Post, gap *source.Gap, next source.Cursor) {
	t.Helper()
	for b, err := range news(network).Read(t.Context(), cursor) {
		require.NoError(t, err)
		posts, next = append(posts, b.Posts...), b.Cursor
		if b.Gap != nil {
			gap = b.Gap
		}
	}
	return posts, gap, next
}

func TestNewArticlesComeAndTooManyAreToldOf(t *testing.T) {
	a := &archive{}
	network := sourcetest.Serve(a)
	defer network.Close()
	posts, _, cursor := read(t, network, nil)
	assert.Empty(t, posts, "an empty object is an empty answer")
	a.Publish(10)
	posts, gap, cursor := read(t, network, cursor)
	require.Len(t, posts, 10)
	assert.Nil(t, gap)
	assert.Contains(t, posts[0].Title, "Acme & tea 100")
	assert.Equal(t, "nl", posts[0].Language)
	assert.True(t, posts[0].TimeEstimated)
	a.Publish(20)
	posts, gap, cursor = read(t, network, cursor)
	assert.Len(t, posts, 20)
	assert.Nil(t, gap)
	a.Publish(400)
	posts, gap, _ = read(t, network, cursor)
	assert.Len(t, posts, 250)
	assert.NotNil(t, gap)
}

func TestWordsInPlaceOfJSONAreALimit(t *testing.T) {
	network := sourcetest.Serve(&archive{})
	defer network.Close()
	network.Let(func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		fmt.Fprint(w, "Please limit requests to one every 5 seconds or contact us.")
	})
	for _, err := range news(network).Read(t.Context(), nil) {
		var limit *source.RateLimitError
		require.ErrorAs(t, err, &limit)
		assert.InDelta(t, 60, time.Until(limit.Until).Seconds(), 5)
	}
}

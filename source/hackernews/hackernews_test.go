package hackernews_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/hackernews"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// algolia is a double of the search: newest first, filtered by time, a
// thousand at most.
type algolia struct {
	mu   sync.Mutex
	hits []map[string]any
	now  int64
}

func (a *algolia) publish(n int) (ids []string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for range n {
		i := len(a.hits)
		if i%5 == 0 {
			a.now++ // five share a second
		}
		h := map[string]any{"objectID": strconv.Itoa(1000 + i), "created_at_i": a.now, "author": "ann", "points": 3, "num_comments": nil}
		if i%2 == 0 {
			h["title"], h["story_text"] = "Acme &amp; kettle", "<p>How is the <i>Acme</i>?"
		} else {
			h["comment_text"], h["parent_id"], h["story_title"] = "I &lt;3 it<p>Really.", 7, "Acme"
		}
		a.hits = append(a.hits, h)
		ids = append(ids, h["objectID"].(string))
	}
	return ids
}

func (a *algolia) edit() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	h := a.hits[len(a.hits)-3]
	h["title"] = "Acme (2026)"
	return h["objectID"].(string)
}

func (a *algolia) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	defer a.mu.Unlock()
	low, high := int64(0), int64(1<<62)
	for filter := range strings.SplitSeq(r.FormValue("numericFilters"), ",") {
		if s, ok := strings.CutPrefix(filter, "created_at_i>="); ok {
			low, _ = strconv.ParseInt(s, 10, 64)
		}
		if s, ok := strings.CutPrefix(filter, "created_at_i<="); ok {
			high, _ = strconv.ParseInt(s, 10, 64)
		}
	}
	found := slices.DeleteFunc(slices.Clone(a.hits), func(h map[string]any) bool {
		at := h["created_at_i"].(int64)
		return at < low || at > high
	})
	slices.Reverse(found)
	limit, _ := strconv.Atoi(r.FormValue("hitsPerPage"))
	json.NewEncoder(w).Encode(map[string]any{"hits": found[:min(len(found), limit, 1000)], "nbHits": len(found)})
}

func TestConforms(t *testing.T) {
	a := &algolia{now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC).Unix()}
	want := a.publish(600)
	network := sourcetest.Serve(a)
	defer network.Close()
	sourcetest.Run(t, sourcetest.Harness{
		New:     func() source.Source { return hackernews.Search("acme", web.Base(network.URL), web.AllowPrivate()) },
		Want:    want,
		Publish: func() []string { return a.publish(17) },
		Edit:    a.edit,
		Network: network,
	})
}

func TestABurstIsReadToItsBeginning(t *testing.T) {
	a := &algolia{now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC).Unix()}
	network := sourcetest.Serve(a)
	defer network.Close()
	s := hackernews.Search("", web.Base(network.URL), web.AllowPrivate())
	a.publish(10)
	var cursor source.Cursor
	read := func() (ids []string, gap *source.Gap) {
		for b, err := range s.Read(t.Context(), cursor) {
			require.NoError(t, err)
			for _, p := range b.Posts {
				ids = append(ids, p.ID)
			}
			if b.Gap != nil {
				gap = b.Gap
			}
			cursor = b.Cursor
		}
		return ids, gap
	}
	ids, gap := read()
	require.Len(t, ids, 10)
	assert.Nil(t, gap)
	a.publish(2300)
	ids, gap = read()
	assert.Len(t, ids, 2300)
	assert.Nil(t, gap)
	assert.Less(t, len(cursor), 400_000)
	ids, _ = read()
	assert.Empty(t, ids)
}

func TestTheFieldsOfAPost(t *testing.T) {
	a := &algolia{now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC).Unix()}
	a.publish(2)
	network := sourcetest.Serve(a)
	defer network.Close()
	for b, err := range hackernews.Search("acme", web.Base(network.URL), web.AllowPrivate()).Read(t.Context(), nil) {
		require.NoError(t, err)
		require.Len(t, b.Posts, 2)
		story, comment := b.Posts[0], b.Posts[1]
		assert.Equal(t, "Acme & kettle", story.Title)
		assert.Equal(t, "How is the Acme?", story.Text)
		assert.Equal(t, source.KindPost, story.Kind)
		assert.Equal(t, "3", story.Likes.String())
		assert.Equal(t, "unknown", story.Replies.String())
		assert.Equal(t, "I <3 it\n\nReally.", comment.Text)
		assert.Equal(t, source.KindReply, comment.Kind)
		assert.Equal(t, "7", comment.Parent)
		assert.Equal(t, "https://news.ycombinator.com/item?id=1001", comment.URL)
		assert.Equal(t, "ann", comment.Author.Handle)
	}
}

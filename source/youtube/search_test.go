package youtube_test

import (
	"encoding/json"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/listtest"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
	"github.com/earshot-go/earshot/source/youtube"
)

// library is a double of the search: newest first, fifty a page.
type library struct{ listtest.List }

func (l *library) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	since, _ := time.Parse(time.RFC3339, r.FormValue("publishedAfter"))
	skip, _ := strconv.Atoi(r.FormValue("pageToken"))
	found, more := l.Newest(since, time.Time{}, skip, 50)
	items := []map[string]any{}
	for _, p := range found {
		items = append(items, map[string]any{
			"id": map[string]any{"kind": "youtube#video", "videoId": strconv.Itoa(p.ID)},
			"snippet": map[string]any{
				"publishedAt": p.At.Format(time.RFC3339), "channelId": "UCann", "channelTitle": "Ann &amp; tea", "title": "Is Acme&#39;s tea good?",
				"description": "We tried " + p.Text[3:7] + " ...",
			},
		})
	}
	answer := map[string]any{"items": items}
	if more {
		answer["nextPageToken"] = strconv.Itoa(skip + 50)
	}
	json.NewEncoder(w).Encode(answer)
}

func videos(network *sourcetest.Network, calls int) *youtube.Finder {
	return youtube.Search("acme", calls, web.Base(network.URL), web.AllowPrivate(), web.Token(key))
}

func TestSearchConforms(t *testing.T) {
	l := &library{}
	want := l.Publish(30)
	network := sourcetest.Serve(l)
	defer network.Close()
	sourcetest.Run(t, sourcetest.Harness{
		New: func() source.Source { return videos(network, 1000) }, Want: want, Publish: func() []string { return l.Publish(4) },
		PublishLate: func() []string { return l.Late(2) }, Edit: l.Edit, Secrets: []string{key}, Network: network,
	})
}

type outcome struct {
	posts  []source.Post
	gap    bool
	next   time.Time
	cursor source.Cursor
	err    error
}

func read(t *testing.T, s source.Source, from source.Cursor) (o outcome) {
	t.Helper()
	o.cursor = from
	for b, err := range s.Read(t.Context(), from) {
		if err != nil {
			o.err = err
			continue
		}
		o.posts, o.gap, o.next = append(o.posts, b.Posts...), o.gap || b.Gap != nil, b.Next
		if b.Cursor != nil {
			o.cursor = b.Cursor
		}
	}
	return o
}

func TestTheSearchesOfADayAreCounted(t *testing.T) {
	l := &library{}
	l.Publish(20)
	network := sourcetest.Serve(l)
	defer network.Close()
	o := read(t, videos(network, 4), nil)
	require.NoError(t, o.err)
	assert.InDelta(t, 6, time.Until(o.next).Hours(), .1, "four are spread over the day")
	l.Publish(60)
	o = read(t, videos(network, 4), o.cursor)
	assert.Len(t, o.posts, 60)
	assert.False(t, o.gap)
	l.Publish(60)
	network.Asked()
	o = read(t, videos(network, 4), o.cursor)
	require.NoError(t, o.err)
	assert.Len(t, o.posts, 50, "there was one left")
	assert.True(t, o.gap)
	assert.Len(t, network.Asked(), 1)

	o = read(t, videos(network, 4), o.cursor)
	var limit *source.RateLimitError
	require.ErrorAs(t, o.err, &limit)
	assert.Equal(t, 8, limit.Until.Hour(), "midnight in California")
	assert.Equal(t, "youtube:search/acme", limit.Scope)
	assert.Empty(t, network.Asked(), "what is used up is not asked for")
}

func TestAFailedSearchIsCounted(t *testing.T) {
	l := &library{}
	l.Publish(3)
	network := sourcetest.Serve(l)
	defer network.Close()
	network.Let(func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		http.Error(w, "no", http.StatusInternalServerError)
	})
	o := read(t, videos(network, 2), nil)
	require.Error(t, o.err)
	o = read(t, videos(network, 2), o.cursor)
	network.Let(nil)
	o = read(t, videos(network, 2), o.cursor)
	assert.ErrorAs(t, o.err, new(*source.RateLimitError))
	o = read(t, videos(network, 3), o.cursor)
	require.NoError(t, o.err)
	assert.Len(t, o.posts, 3)
}

func TestTheFieldsOfAVideo(t *testing.T) {
	l := &library{}
	l.Publish(1)
	network := sourcetest.Serve(l)
	defer network.Close()
	p := read(t, videos(network, 9), nil).posts[0]
	assert.Equal(t, "Is Acme's tea good?", p.Title)
	assert.Equal(t, "We tried Acme ...", p.Text)
	assert.Equal(t, "Ann & tea", p.Author.Name)
	assert.Equal(t, "https://www.youtube.com/channel/UCann", p.Author.URL)
	assert.Equal(t, "https://www.youtube.com/watch?v=1000", p.URL)
	assert.Equal(t, "unknown", p.Views.String())
}

func TestWhatASearchNeeds(t *testing.T) {
	err := youtube.Search("", 0).Check()
	assert.ErrorContains(t, err, "query: is empty")
	assert.ErrorContains(t, err, "calls: is less than 1")
	assert.ErrorIs(t, err, source.ErrUnauthorized)
	assert.NoError(t, youtube.Search("acme", 50, web.Token(key)).Check())
}

func FuzzSearch(f *testing.F) {
	l := &library{}
	l.Publish(2)
	listtest.FuzzAnswers(f, l, func(opts ...web.Option) source.Source { return youtube.Search("acme", 50, opts...) })
}

func FuzzComments(f *testing.F) {
	c := &channel{}
	c.Publish(2)
	listtest.FuzzAnswers(f, c, func(opts ...web.Option) source.Source { return youtube.Channel("UCacme", opts...) })
}

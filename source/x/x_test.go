package x_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/listtest"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
	"github.com/earshot-go/earshot/source/x"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const token = "AAAA-bearer-t0ken"

// api is a double of the recent search: newest first, after since_id.
type api struct {
	listtest.List
	returned atomic.Int64 // posts in all, which are paid for
}

func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	since, _ := strconv.Atoi(r.FormValue("since_id"))
	skip, _ := strconv.Atoi(r.FormValue("next_token"))
	limit, _ := strconv.Atoi(r.FormValue("max_results"))
	found, _ := a.Newest(time.Time{}, time.Time{}, skip, limit+1)
	data := []map[string]any{}
	for _, p := range found {
		if p.ID > since && len(data) < limit {
			data = append(data, map[string]any{
				"id": strconv.Itoa(p.ID), "text": fmt.Sprint("I &lt;3 Acme ", p.ID), "author_id": "7", "created_at": p.At.Format("2006-01-02T15:04:05.000Z"), "lang": "en",
				"public_metrics":    map[string]any{"like_count": 3, "retweet_count": 1, "reply_count": 0, "impression_count": 90},
				"referenced_tweets": []any{map[string]any{"type": "replied_to", "id": "5"}}, "entities": map[string]any{"hashtags": []any{map[string]any{"tag": "tea"}}},
			})
		}
	}
	a.returned.Add(int64(len(data)))
	meta := map[string]any{"result_count": len(data)}
	if len(found) > limit && found[limit].ID > since {
		meta["next_token"] = strconv.Itoa(skip + limit)
	}
	json.NewEncoder(w).Encode(map[string]any{"data": data, "meta": meta, "includes": map[string]any{
		"users": []any{map[string]any{"id": "7", "username": "ann", "name": "Ann", "public_metrics": map[string]any{"followers_count": 12}}},
	}})
}

func open(t *testing.T, network *sourcetest.Network, budget int) source.Source {
	t.Helper()
	s, err := x.Search("acme", budget, web.Base(network.URL), web.AllowPrivate(), web.Token(token))
	require.NoError(t, err)
	return s
}

func TestConforms(t *testing.T) {
	a := &api{}
	want := a.Publish(60)
	network := sourcetest.Serve(a)
	defer network.Close()
	sourcetest.Run(t, sourcetest.Harness{
		New: func() source.Source { return open(t, network, 1e6) }, Want: want, Publish: func() []string { return a.Publish(5) },
		Secrets: []string{token}, Network: network,
	})
}

type outcome struct {
	ids    []string
	posts  []source.Post
	gap    *source.Gap
	cursor source.Cursor
	err    error
}

func read(t *testing.T, s source.Source, from source.Cursor) (o outcome) {
	o.cursor = from
	for b, err := range s.Read(t.Context(), from) {
		if err != nil {
			o.err = err
			continue
		}
		for _, p := range b.Posts {
			o.ids, o.posts = append(o.ids, p.ID), append(o.posts, p)
		}
		if o.cursor = b.Cursor; b.Gap != nil {
			o.gap = b.Gap
		}
	}
	return o
}

func TestTheBudgetIsKept(t *testing.T) {
	a := &api{}
	a.Publish(20)
	network := sourcetest.Serve(a)
	defer network.Close()
	s := open(t, network, 300)
	o := read(t, s, nil)
	require.Len(t, o.ids, 20)
	a.Publish(250)
	o = read(t, s, o.cursor)
	require.NoError(t, o.err)
	assert.Len(t, o.ids, 250)
	assert.Nil(t, o.gap)
	a.Publish(100)
	o = read(t, open(t, network, 300), o.cursor)
	assert.Len(t, o.ids, 30, "the newest that the budget allows")
	assert.NotNil(t, o.gap)
	assert.EqualValues(t, 300, a.returned.Load())

	network.Asked()
	o = read(t, open(t, network, 300), o.cursor)
	var limit *source.RateLimitError
	require.ErrorAs(t, o.err, &limit)
	assert.Equal(t, 1, limit.Until.Day())
	assert.True(t, limit.Until.After(time.Now()))
	assert.Empty(t, network.Asked(), "what costs is not asked for")
}

func TestWhatWasPaidForIsCountedAfterAFailure(t *testing.T) {
	a := &api{}
	a.Publish(5)
	network := sourcetest.Serve(a)
	defer network.Close()
	s := open(t, network, 500)
	o := read(t, s, nil)
	a.Publish(150)
	network.Let(func(w http.ResponseWriter, r *http.Request, real http.Handler) {
		if r.FormValue("next_token") != "" {
			http.Error(w, "no", http.StatusInternalServerError)
			return
		}
		real.ServeHTTP(w, r)
	})
	o = read(t, s, o.cursor)
	assert.Error(t, o.err)
	assert.Contains(t, string(o.cursor), `"spent":105`)
	network.Let(nil)
	o = read(t, s, o.cursor)
	assert.NoError(t, o.err)
	assert.Len(t, o.ids, 150)
}

func TestTheFieldsOfAPost(t *testing.T) {
	a := &api{}
	a.Publish(1)
	network := sourcetest.Serve(a)
	defer network.Close()
	o := read(t, open(t, network, 100), nil)
	require.Len(t, o.posts, 1)
	p := o.posts[0]
	assert.Equal(t, "I <3 Acme 1000", p.Text)
	assert.Equal(t, "ann", p.Author.Handle)
	assert.Equal(t, source.KindReply, p.Kind)
	assert.Equal(t, "5", p.Parent)
	assert.Equal(t, []string{"tea"}, p.Tags)
	assert.Equal(t, "12 3 1 0 90", fmt.Sprint(p.Author.Followers, p.Likes, p.Shares, p.Replies, p.Views))
}

func TestBadArgumentsAreAllTold(t *testing.T) {
	_, err := x.Search("", 3)
	for _, want := range []string{"query: is empty", "budget: is less than 10", "token: is missing"} {
		assert.ErrorContains(t, err, want)
	}
}

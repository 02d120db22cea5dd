package reddit_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/listtest"
	"github.com/earshot-go/earshot/source/reddit"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const token = "eyJ-t0ken"

// api is a double of the listings: newest first, a hundred a page.
type api struct {
	listtest.List
	removed atomic.Int64 // the id of a post that was taken away
}

func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	skip, _ := strconv.Atoi(r.FormValue("after"))
	found, more := a.Newest(time.Time{}, time.Time{}, skip, 100)
	children := []map[string]any{}
	for _, p := range found {
		data := map[string]any{
			"name": fmt.Sprint("t3_", p.ID), "author": "ann", "author_fullname": "t2_7", "permalink": fmt.Sprint("/r/tea/", p.ID), "subreddit": "tea",
			"created_utc": float64(p.At.Unix()), "edited": false, "score": 3, "num_comments": 2, "title": "Acme", "selftext": "I <3 it " + p.Text,
		}
		if strings.HasSuffix(r.URL.Path, "/comments") {
			delete(data, "title")
			delete(data, "selftext")
			data["name"], data["body"], data["parent_id"], data["edited"] = fmt.Sprint("t1_", p.ID), "Agreed", "t3_5", float64(p.At.Unix()+60)
		}
		if int64(p.ID) == a.removed.Load() {
			data["selftext"], data["removed_by_category"] = "[removed]", "moderator"
		}
		children = append(children, map[string]any{"kind": "t3", "data": data})
	}
	data := map[string]any{"children": children, "after": nil}
	if more {
		data["after"] = strconv.Itoa(skip + 100)
	}
	json.NewEncoder(w).Encode(map[string]any{"kind": "Listing", "data": data})
}

func prefixed(ids []string) []string {
	for i := range ids {
		ids[i] = "t3_" + ids[i]
	}
	return ids
}

func opts(network *sourcetest.Network) []web.Option {
	return []web.Option{web.Base(network.URL), web.AllowPrivate(), web.Token(token)}
}

func TestConforms(t *testing.T) {
	a := &api{}
	want := prefixed(a.Publish(60))
	network := sourcetest.Serve(a)
	defer network.Close()
	sourcetest.Run(t, sourcetest.Harness{
		New: func() source.Source { return reddit.Search("acme", opts(network)...) }, Want: want,
		Publish:     func() []string { return prefixed(a.Publish(4)) },
		PublishLate: func() []string { return prefixed(a.Late(2)) },
		Edit:        func() string { return "t3_" + a.Edit() },
		Delete: func() string {
			a.removed.Store(1055)
			return "t3_1055"
		},
		Secrets: []string{token}, Network: network,
	})
}

func TestTheFieldsOfAPost(t *testing.T) {
	a := &api{}
	a.Publish(1)
	network := sourcetest.Serve(a)
	defer network.Close()
	read := func(s source.Source) source.Post {
		for b, err := range s.Read(t.Context(), nil) {
			require.NoError(t, err)
			return b.Posts[0]
		}
		return source.Post{}
	}
	p := read(reddit.Subreddit("tea", opts(network)...))
	assert.Equal(t, "I <3 it\n\nAcme & tea 1000", p.Text)
	assert.Equal(t, "https://www.reddit.com/r/tea/1000", p.URL)
	assert.Equal(t, []string{"tea"}, p.Tags)
	assert.Equal(t, "3 2", fmt.Sprint(p.Likes, p.Replies))
	c := read(reddit.Comments("tea", opts(network)...))
	assert.Equal(t, source.KindReply, c.Kind)
	assert.Equal(t, "t3_5", c.Parent)
	assert.Equal(t, time.Minute, c.Edited.Sub(c.Time))
	assert.Empty(t, c.Title)
}

func TestAnExhaustedQuotaIsWaitedFor(t *testing.T) {
	a := &api{}
	a.Publish(1)
	network := sourcetest.Serve(a)
	defer network.Close()
	network.Let(func(w http.ResponseWriter, r *http.Request, real http.Handler) {
		w.Header().Set("X-Ratelimit-Remaining", "0.0")
		w.Header().Set("X-Ratelimit-Reset", "45")
		real.ServeHTTP(w, r)
	})
	for b, err := range reddit.Search("acme", opts(network)...).Read(t.Context(), nil) {
		require.NoError(t, err)
		assert.InDelta(t, 45, time.Until(b.Next).Seconds(), 5)
	}
}

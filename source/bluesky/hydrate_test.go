package bluesky_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/bluesky"
	"github.com/earshot-go/earshot/source/internal/listtest"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

// lookup is a double of the AppView, which knows every post but some.
func lookup(w http.ResponseWriter, r *http.Request) {
	posts, profiles := []any{}, []any{}
	for _, uri := range r.URL.Query()["uris"] {
		if !strings.HasSuffix(uri, "/unknown") {
			posts = append(posts, map[string]any{"uri": uri, "cid": "bafy", "likeCount": 3, "repostCount": 2, "replyCount": 1, "quoteCount": 0})
		}
	}
	for _, did := range r.URL.Query()["actors"] {
		profiles = append(profiles, map[string]any{"did": did, "handle": "ann.example", "displayName": "Ann", "followersCount": 12})
	}
	if strings.HasSuffix(r.URL.Path, "getPosts") {
		json.NewEncoder(w).Encode(map[string]any{"posts": posts})
		return
	}
	json.NewEncoder(w).Encode(map[string]any{"profiles": profiles})
}

func known(n int) (posts []source.Post) {
	for i := range n {
		posts = append(posts, source.Post{ID: fmt.Sprint("at://did:plc:ann/app.bsky.feed.post/", i), Author: source.Author{ID: fmt.Sprint("did:plc:", i%7)}})
	}
	return posts
}

func TestHydrate(t *testing.T) {
	network := sourcetest.Serve(http.HandlerFunc(lookup))
	defer network.Close()
	posts := append(known(30), source.Post{ID: "at://did:plc:ann/app.bsky.feed.post/unknown"}, source.Post{ID: "at://x", Deleted: true})
	require.NoError(t, bluesky.Hydrate(t.Context(), posts, web.Base(network.URL), web.AllowPrivate()))
	for _, p := range posts[:30] {
		assert.Equal(t, "3 2 1 12", fmt.Sprint(p.Likes, p.Shares, p.Replies, p.Author.Followers))
		assert.Equal(t, "ann.example", p.Author.Handle)
	}
	assert.Equal(t, "unknown", posts[30].Likes.String(), "unknown is not zero")
	asked := network.Asked()
	require.Len(t, asked, 4, "25 at once")
	assert.Len(t, asked[0].URL.Query()["uris"], 25)
	assert.Len(t, asked[1].URL.Query()["actors"], 7, "each author once")
}

func TestAFailingLookupIsTold(t *testing.T) {
	network := sourcetest.Serve(http.HandlerFunc(lookup))
	defer network.Close()
	network.Let(func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		w.WriteHeader(http.StatusTooManyRequests)
	})
	err := bluesky.Hydrate(t.Context(), known(1), web.Base(network.URL), web.AllowPrivate())
	assert.ErrorAs(t, err, new(*source.RateLimitError))
	network.Let(func(w http.ResponseWriter, _ *http.Request, _ http.Handler) { fmt.Fprint(w, "{}") })
	assert.ErrorContains(t, bluesky.Hydrate(t.Context(), known(1), web.Base(network.URL), web.AllowPrivate()), "no list")
	assert.NoError(t, bluesky.Hydrate(t.Context(), nil), "nothing to ask")
}

func TestAStreamHydratesWhatMatters(t *testing.T) {
	view := sourcetest.Serve(http.HandlerFunc(lookup))
	defer view.Close()
	j := newJetstream(true)
	j.publish(12)
	network := sourcetest.Serve(j)
	defer network.Close()
	defer j.end()
	matters := func(p source.Post) bool { return strings.HasSuffix(p.Text, "7") }
	read := func() (handles int) {
		s := bluesky.Jetstream(web.Base(network.URL), web.AllowPrivate()).Hydrated(view.URL, matters)
		n := 0
		for b, err := range s.Read(t.Context(), before) {
			require.NoError(t, err)
			for _, p := range b.Posts {
				if n++; p.Author.Handle != "" {
					handles++
					assert.Equal(t, "Acme 7", p.Text)
				}
			}
			if n == 12 {
				return handles
			}
		}
		return handles
	}
	assert.Equal(t, 1, read())
	view.Let(func(w http.ResponseWriter, _ *http.Request, _ http.Handler) { w.WriteHeader(http.StatusBadGateway) })
	assert.Zero(t, read(), "a failing lookup costs no post")
}

// An account that is deactivated or renamed is no post, and moves the stream on.
func TestEventsOfAccountsMoveTheCursor(t *testing.T) {
	for _, exact := range []bool{true, false} {
		j := newJetstream(exact)
		j.account("account", map[string]any{"active": false, "did": "did:plc:ann", "status": "deleted"})
		j.account("identity", map[string]any{"did": "did:plc:ann", "handle": "new.example"})
		network := sourcetest.Serve(j)
		var cursor source.Cursor
		for b, err := range bluesky.Jetstream(web.Base(network.URL), web.AllowPrivate()).Read(t.Context(), before) {
			require.NoError(t, err)
			assert.Empty(t, b.Posts)
			cursor = b.Cursor
			break
		}
		assert.NotEqual(t, string(before), string(cursor))
		j.end()
		network.Close()
	}
}

func (j *jetstream) account(kind string, what map[string]any) {
	j.mu.Lock()
	defer j.mu.Unlock()
	e := map[string]any{"did": "did:plc:ann", "time_us": begun + int64(len(j.log)), "kind": kind, kind: what}
	if j.exact {
		e["cursor"] = len(j.log) + 1
	}
	j.log = append(j.log, e)
	j.grown.Broadcast()
}

// TestLiveHydrate asks a real AppView, whose address EARSHOT_APPVIEW gives, for
// what an account has just posted.
func TestLiveHydrate(t *testing.T) {
	address := os.Getenv("EARSHOT_APPVIEW")
	if address == "" {
		t.Skip("EARSHOT_APPVIEW names no server")
	}
	ann := join(t)
	id := ann.publish(1)[0]
	require.Eventually(t, func() bool {
		posts := []source.Post{{ID: id, Author: source.Author{ID: ann.did}}}
		require.NoError(t, bluesky.Hydrate(t.Context(), posts, web.Base(address), web.AllowPrivate()))
		_, known := posts[0].Likes.Value()
		return known && posts[0].Author.Handle != "" && posts[0].Author.Followers.String() == "0"
	}, 10*time.Second, 500*time.Millisecond)
}

func FuzzHydrate(f *testing.F) {
	f.Add([]byte(`{"posts":[{"uri":"at://did:plc:ann/app.bsky.feed.post/0","likeCount":-1}],"profiles":[{"did":"did:plc:0","handle":"a","followersCount":3}]}`))
	f.Fuzz(func(t *testing.T, answer []byte) {
		posts := known(2)
		_ = bluesky.Hydrate(t.Context(), posts, web.Transport(listtest.Always(answer)))
		for _, p := range posts {
			require.NoError(t, p.Check())
		}
	})
}

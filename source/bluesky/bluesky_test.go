package bluesky_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
	"golang.org/x/net/websocket"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/bluesky"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// jetstream is a double of a server: a log of events that is played from a
// cursor on and then goes on as it grows.
type jetstream struct {
	exact bool // count events, as newer servers do
	mu    sync.Mutex
	log   []map[string]any
	grown *sync.Cond
	ended bool
}

func newJetstream(exact bool) *jetstream {
	j := &jetstream{exact: exact}
	j.grown = sync.NewCond(&j.mu)
	return j
}

var begun = time.Now().Add(-time.Minute).UnixMicro()

func (j *jetstream) event(operation, key string, record any) string {
	j.mu.Lock()
	defer j.mu.Unlock()
	n := len(j.log)
	commit := map[string]any{"rev": fmt.Sprint("r", n), "operation": operation, "collection": "app.bsky.feed.post", "rkey": key}
	if record != nil {
		commit["record"], commit["cid"] = record, fmt.Sprint("bafy", n)
	}
	// Three events share a microsecond, as in a burst from one server.
	e := map[string]any{"did": "did:plc:ann", "time_us": begun + int64(n/3), "kind": "commit", "commit": commit}
	if j.exact {
		e["cursor"] = n + 1
	}
	j.log = append(j.log, e)
	j.grown.Broadcast()
	return "at://did:plc:ann/app.bsky.feed.post/" + key
}

func (j *jetstream) publish(n int) (ids []string) {
	for range n {
		key := strconv.Itoa(len(j.log))
		ids = append(ids, j.event("create", key, map[string]any{"text": "Acme " + key, "langs": []string{"en"}, "createdAt": "2026-03-02T09:00:00.5Z"}))
	}
	return ids
}

func (j *jetstream) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	cursor, _ := strconv.ParseInt(r.FormValue("cursor"), 10, 64)
	websocket.Server{Handler: func(ws *websocket.Conn) {
		for i := j.first(cursor); ; i++ {
			e := j.wait(i)
			if e == nil || websocket.JSON.Send(ws, e) != nil {
				return
			}
		}
	}}.ServeHTTP(w, r)
}

// first returns where a playback begins: with the event of the cursor.
func (j *jetstream) first(cursor int64) int {
	j.mu.Lock()
	defer j.mu.Unlock()
	for i, e := range j.log {
		if exact, ok := e["cursor"].(int); ok && cursor < begun && int64(exact) >= cursor || e["time_us"].(int64) >= cursor {
			return i
		}
	}
	return len(j.log)
}

func (j *jetstream) wait(i int) map[string]any {
	j.mu.Lock()
	defer j.mu.Unlock()
	for len(j.log) <= i && !j.ended {
		j.grown.Wait()
	}
	if j.ended {
		return nil
	}
	return j.log[i]
}

func (j *jetstream) end() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.ended = true
	j.grown.Broadcast()
}

// before is the cursor before all events.
var before = source.Cursor(`{"kind":"bluesky/1","at":{"time":1}}`)

func TestConforms(t *testing.T) {
	for name, exact := range map[string]bool{"exact cursors": true, "microseconds": false} {
		t.Run(name, func(t *testing.T) {
			j := newJetstream(exact)
			want := j.publish(100)
			network := sourcetest.Serve(j)
			defer network.Close()
			defer j.end()
			sourcetest.Run(t, sourcetest.Harness{
				New:     func() source.Source { return bluesky.Jetstream(web.Base(network.URL), web.AllowPrivate()) },
				Want:    want,
				Stream:  true,
				From:    before,
				Publish: func() []string { return j.publish(20) },
				Edit: func() string {
					return j.event("update", "5", map[string]any{"text": "edited", "createdAt": "2026-03-02T09:00:00Z"})
				},
				Delete:  func() string { return j.event("delete", "6", nil) },
				Network: network,
				// The double answers at once; a tenth of it is silence each time.
				Patience: 2500 * time.Millisecond,
			})
		})
	}
}

func TestTheFieldsOfAPost(t *testing.T) {
	j := newJetstream(true)
	var record any
	require.NoError(t, json.Unmarshal([]byte(`{"text":"My #Acme phone 😀","createdAt":"2026-03-02T09:00:00.123Z","langs":["nl","en"],
		"facets":[{"features":[{"$type":"app.bsky.richtext.facet#tag","tag":"Acme"}],"index":{"byteStart":3,"byteEnd":8}}],"tags":["phones"],
		"reply":{"parent":{"uri":"at://did:plc:bob/app.bsky.feed.post/1"},"root":{"uri":"at://x"}}}`), &record))
	j.event("create", "a", record)
	j.event("create", "b", map[string]any{"text": "from the future", "createdAt": "2999-01-01T00:00:00Z"})
	j.event("delete", "a", nil)
	network := sourcetest.Serve(j)
	defer network.Close()
	defer j.end()
	var posts []source.Post
	for b, err := range bluesky.Jetstream(web.Base(network.URL), web.AllowPrivate()).Read(t.Context(), before) {
		require.NoError(t, err)
		if posts = append(posts, b.Posts...); len(posts) == 3 {
			break
		}
	}
	require.Len(t, posts, 3)
	assert.Equal(t, source.Post{
		ID: "at://did:plc:ann/app.bsky.feed.post/a", Version: "bafy0", URL: "https://bsky.app/profile/did:plc:ann/post/a",
		Author: source.Author{ID: "did:plc:ann", URL: "https://bsky.app/profile/did:plc:ann"},
		Text:   "My #Acme phone 😀", Language: "nl", Time: time.Date(2026, 3, 2, 9, 0, 0, 123e6, time.UTC),
		Kind: source.KindReply, Parent: "at://did:plc:bob/app.bsky.feed.post/1", Tags: []string{"Acme", "phones"},
	}, posts[0])
	assert.True(t, posts[1].TimeEstimated)
	assert.WithinDuration(t, time.UnixMicro(begun), posts[1].Time, time.Second)
	assert.True(t, posts[2].Deleted)
	assert.Equal(t, posts[0].ID, posts[2].ID)
}

func TestAnOldCursorReportsAGap(t *testing.T) {
	j := newJetstream(false)
	j.publish(1)
	network := sourcetest.Serve(j)
	defer network.Close()
	defer j.end()
	s := bluesky.Jetstream(web.Base(network.URL), web.AllowPrivate())
	old := source.Cursor(fmt.Sprintf(`{"kind":"bluesky/1","at":{"time":%d}}`, begun-3*3600*1e6))
	for b, err := range s.Read(t.Context(), old) {
		require.NoError(t, err)
		require.NotNil(t, b.Gap)
		assert.Equal(t, 3*time.Hour, b.Gap.To.Sub(b.Gap.From))
		break
	}
}

func TestWithoutPostsThereIsACursorAtOnce(t *testing.T) {
	j := newJetstream(true)
	network := sourcetest.Serve(j)
	defer network.Close()
	defer j.end()
	for b, err := range bluesky.Jetstream(web.Base(network.URL), web.AllowPrivate()).Read(t.Context(), nil) {
		require.NoError(t, err)
		assert.Empty(t, b.Posts)
		assert.NotNil(t, b.Cursor)
		break
	}
}

package mastodon_test

import (
	"encoding/json"
	"fmt"
	"math"
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
	"golang.org/x/net/websocket"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/mastodon"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const token = "t0ken-of-ann"

// server is a double of an instance: timelines that page by id in both
// directions, a search and a stream.
type server struct {
	mu       sync.Mutex
	statuses []map[string]any // the newest last
	unlisted []map[string]any // and in no timeline
	events   []map[string]string
	grown    *sync.Cond
	ended    bool
}

func newServer() *server {
	s := &server{}
	s.grown = sync.NewCond(&s.mu)
	return s
}

var begun = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func (s *server) publish(n int) (ids []string) {
	for range n {
		s.mu.Lock()
		i := len(s.statuses)
		s.mu.Unlock()
		ids = append(ids, s.add(1000000+10*i, begun.Add(time.Duration(i/4)*time.Second)))
	}
	return ids
}

// add puts a status where its id belongs, as a server does with one that
// arrives late.
func (s *server) add(id int, at time.Time) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	status := map[string]any{
		"id": strconv.Itoa(id), "created_at": at.Format("2006-01-02T15:04:05.000Z"), "edited_at": nil, "in_reply_to_id": nil,
		"spoiler_text": "", "visibility": "public", "language": "en", "url": fmt.Sprint("https://social.example/@ann/", id),
		"content": fmt.Sprintf(`<p>Acme %d <a href="x" class="hashtag">#<span>coffee</span></a></p>`, id), "reblog": nil,
		"replies_count": 0, "reblogs_count": 1, "favourites_count": 2,
		"account": map[string]any{"id": "7", "acct": "ann", "display_name": "Ann 😀", "url": "https://social.example/@ann", "followers_count": 12},
		"tags":    []map[string]any{{"name": "coffee"}},
	}
	s.statuses = append(s.statuses, status)
	slices.SortFunc(s.statuses, func(a, b map[string]any) int { return strings.Compare(a["id"].(string), b["id"].(string)) })
	s.tell("update", status)
	return status["id"].(string)
}

func (s *server) tell(event string, payload any) {
	text, ok := payload.(string)
	if !ok {
		raw, _ := json.Marshal(payload)
		text = string(raw)
	}
	s.events = append(s.events, map[string]string{"event": event, "payload": text})
	s.grown.Broadcast()
}

func (s *server) edit() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	status := s.statuses[len(s.statuses)-5]
	status["content"], status["edited_at"] = "<p>edited</p>", begun.Add(time.Hour).Format(time.RFC3339)
	s.tell("status.update", status)
	return status["id"].(string)
}

func (s *server) remove() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.statuses[len(s.statuses)-6]["id"].(string)
	s.tell("delete", id)
	return id
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") != "Bearer "+token {
		http.Error(w, `{"error":"The access token is invalid"}`, http.StatusUnauthorized)
		return
	}
	switch r.URL.Path {
	case "/api/v1/streaming":
		s.stream(w, r)
	case "/api/v1/accounts/lookup":
		fmt.Fprint(w, `{"id":"7","acct":"ann"}`)
	case "/api/v2/search":
		json.NewEncoder(w).Encode(map[string]any{"accounts": []any{}, "statuses": s.page(r), "hashtags": []any{}})
	case "/api/v1/timelines/tag/coffee", "/api/v1/timelines/public", "/api/v1/accounts/7/statuses":
		json.NewEncoder(w).Encode(s.page(r))
	default:
		s.status(w, r)
	}
}

func (s *server) status(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, status := range append(s.statuses, s.unlisted...) {
		if r.URL.Path == "/api/v1/statuses/"+status["id"].(string) {
			json.NewEncoder(w).Encode(status)
			return
		}
	}
	http.NotFound(w, r)
}

// take takes the newest status out of the timeline, and leaves it on the server
// or not.
func (s *server) take(keep bool) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	last := len(s.statuses) - 1
	taken := s.statuses[last]
	if s.statuses = s.statuses[:last]; keep {
		s.unlisted = append(s.unlisted, taken)
	}
	return taken["id"].(string)
}

// page answers as the API does: min_id gives what directly follows, max_id
// what directly precedes, the newest first in either case.
func (s *server) page(r *http.Request) []map[string]any {
	s.mu.Lock()
	defer s.mu.Unlock()
	limit, _ := strconv.Atoi(r.FormValue("limit"))
	low, _ := strconv.Atoi(r.FormValue("min_id"))
	high, err := strconv.Atoi(r.FormValue("max_id"))
	if err != nil {
		high = math.MaxInt
	}
	found := []map[string]any{}
	for _, status := range s.statuses {
		if id, _ := strconv.Atoi(status["id"].(string)); id > low && id < high {
			found = append(found, status)
		}
	}
	if len(found) > limit && r.FormValue("min_id") != "" {
		found = found[:limit]
	}
	found = slices.Clone(found[max(0, len(found)-limit):])
	slices.Reverse(found)
	return found
}

func (s *server) stream(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	next := len(s.events)
	s.mu.Unlock()
	websocket.Server{Handler: func(ws *websocket.Conn) {
		for ; ; next++ {
			s.mu.Lock()
			for len(s.events) <= next && !s.ended {
				s.grown.Wait()
			}
			if s.ended {
				s.mu.Unlock()
				return
			}
			event := s.events[next]
			s.mu.Unlock()
			if websocket.JSON.Send(ws, event) != nil {
				return
			}
		}
	}}.ServeHTTP(w, r)
}

func (s *server) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ended = true
	s.grown.Broadcast()
}

func TestConforms(t *testing.T) {
	opts := func(base string) []web.Option {
		return []web.Option{web.Base(base), web.AllowPrivate(), web.Token(token)}
	}
	for name, tc := range map[string]struct {
		make   func(base string) source.Source
		stream bool
	}{
		"tag":     {make: func(base string) source.Source { return mastodon.Tag("", "#coffee", opts(base)...) }},
		"public":  {make: func(base string) source.Source { return mastodon.Public("", opts(base)...) }},
		"account": {make: func(base string) source.Source { return mastodon.Account("", "@ann", opts(base)...) }},
		"search":  {make: func(base string) source.Source { return mastodon.Search("", "acme", opts(base)...) }},
		"stream":  {make: func(base string) source.Source { return mastodon.Tag("", "coffee", opts(base)...).Stream() }, stream: true},
	} {
		t.Run(name, func(t *testing.T) {
			s := newServer()
			s.publish(40)
			network := sourcetest.Serve(s)
			defer network.Close()
			defer s.end()
			// A first read begins with the newest page, which is all here.
			var want []string
			for _, status := range s.statuses {
				want = append(want, status["id"].(string))
			}
			sourcetest.Run(t, sourcetest.Harness{
				New:     func() source.Source { return tc.make(network.URL) },
				Want:    want,
				Stream:  tc.stream,
				Edit:    s.edit,
				Secrets: []string{token},
				Network: network,
				// The double answers at once; a tenth of it is silence each time.
				Patience: 2500 * time.Millisecond,
			})
		})
	}
}

// reader keeps a cursor between reads.
type reader struct {
	t      *testing.T
	source source.Source
	cursor source.Cursor
}

func (r *reader) read() (ids []string) {
	r.t.Helper()
	for b, err := range r.source.Read(r.t.Context(), r.cursor) {
		require.NoError(r.t, err)
		for _, p := range b.Posts {
			ids = append(ids, p.ID)
		}
		if b.Cursor != nil {
			r.cursor = b.Cursor
		}
	}
	return ids
}

func tag(network *sourcetest.Network) *mastodon.Source {
	return mastodon.Tag("social.example", "coffee", web.Base(network.URL), web.AllowPrivate(), web.Token(token))
}

func TestNothingInTheMiddleIsLeftOut(t *testing.T) {
	s := newServer()
	network := sourcetest.Serve(s)
	defer network.Close()
	r := &reader{t: t, source: tag(network)}
	assert.Empty(t, r.read(), "an empty timeline is a place to go on from")
	want := s.publish(333)
	assert.Equal(t, want, r.read())
	want = s.publish(90)
	assert.Equal(t, want, r.read())
	assert.Empty(t, r.read())
}

func TestAPostThatArrivesLateIsRead(t *testing.T) {
	s := newServer()
	s.publish(30)
	network := sourcetest.Serve(s)
	defer network.Close()
	r := &reader{t: t, source: tag(network)}
	require.Len(t, r.read(), 30)
	late := s.add(1000000+10*20+5, begun.Add(5*time.Second))
	assert.Equal(t, []string{late}, r.read())
	assert.Empty(t, r.read())
}

func TestWhatIsNoLongerListedIsLookedUp(t *testing.T) {
	s := newServer()
	s.publish(30)
	network := sourcetest.Serve(s)
	defer network.Close()
	r := &reader{t: t, source: tag(network)}
	require.Len(t, r.read(), 30)
	s.take(true)
	network.Asked()
	for range 5 {
		assert.Empty(t, r.read(), "its hashtag may have been edited away")
	}
	lookups := 0
	for _, asked := range network.Asked() {
		if strings.HasPrefix(asked.URL.Path, "/api/v1/statuses/") {
			lookups++
		}
	}
	assert.Equal(t, 3, lookups)
	gone := s.take(false)
	var last source.Post
	for b, err := range r.source.Read(t.Context(), r.cursor) {
		require.NoError(t, err)
		if r.cursor = b.Cursor; len(b.Posts) > 0 {
			last = b.Posts[0]
		}
	}
	assert.Equal(t, gone, last.ID)
	assert.True(t, last.Deleted)
	assert.Empty(t, r.read(), "it is told once")
	for range 20 {
		s.take(false)
	}
	assert.Len(t, r.read(), 8, "a pass looks up a few")
	assert.Len(t, r.read(), 8)
	assert.Len(t, r.read(), 4)
}

func TestAStreamTellsOfEditsAndDeletions(t *testing.T) {
	s := newServer()
	s.publish(10)
	network := sourcetest.Serve(s)
	defer network.Close()
	defer s.end()
	var edited, deleted string
	for b, err := range tag(network).Stream().Read(t.Context(), nil) {
		require.NoError(t, err)
		switch p := b.Posts; {
		case len(p) == 10:
			edited, deleted = s.edit(), s.remove()
		case len(p) == 1 && !p[0].Deleted:
			assert.Equal(t, edited, p[0].ID)
			assert.Equal(t, "edited", p[0].Text)
			assert.False(t, p[0].Edited.IsZero())
		case len(p) == 1:
			assert.Equal(t, deleted, p[0].ID)
			return
		}
	}
	t.Fatal("the stream ended")
}

func TestTheFieldsOfAPost(t *testing.T) {
	s := newServer()
	s.publish(3)
	s.statuses[0]["spoiler_text"], s.statuses[0]["in_reply_to_id"] = "spoiler", "5"
	s.statuses[1]["visibility"] = "private"
	s.statuses[2]["reblog"], s.statuses[2]["content"] = map[string]any{"id": "9", "content": "<p>boosted</p>"}, ""
	network := sourcetest.Serve(s)
	defer network.Close()
	for b, err := range tag(network).Read(t.Context(), nil) {
		require.NoError(t, err)
		require.Len(t, b.Posts, 2, "what is not public is left out")
		p := b.Posts[0]
		assert.Equal(t, "Acme 1000000 #coffee", p.Text)
		assert.Equal(t, "spoiler", p.Title)
		assert.Equal(t, source.KindReply, p.Kind)
		assert.Equal(t, "5", p.Parent)
		assert.Equal(t, []string{"coffee"}, p.Tags)
		assert.Equal(t, "ann@127.0.0.1", p.Author.Handle)
		assert.Equal(t, "Ann 😀", p.Author.Name)
		assert.Equal(t, "12 2 1 0 unknown", fmt.Sprint(p.Author.Followers, p.Likes, p.Shares, p.Replies, p.Views))
		assert.Equal(t, source.KindRepost, b.Posts[1].Kind)
		assert.Equal(t, "boosted", b.Posts[1].Text)
		assert.Equal(t, "9", b.Posts[1].Parent)
		break
	}
}

func TestAnExhaustedQuotaEndsThePass(t *testing.T) {
	s := newServer()
	s.publish(40)
	network := sourcetest.Serve(s)
	defer network.Close()
	reset := time.Now().Add(4 * time.Minute).UTC().Truncate(time.Second)
	network.Let(func(w http.ResponseWriter, r *http.Request, real http.Handler) {
		w.Header().Set("X-RateLimit-Remaining", "0")
		w.Header().Set("X-RateLimit-Reset", reset.Format("2006-01-02T15:04:05.000Z"))
		real.ServeHTTP(w, r)
	})
	network.Asked()
	for b, err := range tag(network).Read(t.Context(), nil) {
		require.NoError(t, err)
		assert.Equal(t, reset, b.Next)
	}
	assert.Len(t, network.Asked(), 1)
}

func TestAWrongTokenIsTold(t *testing.T) {
	network := sourcetest.Serve(newServer())
	defer network.Close()
	for _, err := range mastodon.Public("", web.Base(network.URL), web.AllowPrivate(), web.Token("wrong-t0ken")).Read(t.Context(), nil) {
		assert.ErrorIs(t, err, source.ErrUnauthorized)
		assert.ErrorContains(t, err, "127.0.0.1")
		assert.NotContains(t, err.Error(), "wrong-t0ken")
	}
}

func TestNames(t *testing.T) {
	assert.Equal(t, "mastodon:social.example/tag/coffee", mastodon.Tag("social.example", "#coffee").Name())
	assert.Equal(t, "mastodon:social.example/account/ann@b.example", mastodon.Account("https://social.example/", "@ann@b.example").Name())
	assert.Equal(t, "social.example", mastodon.Local("social.example").Scope())
}

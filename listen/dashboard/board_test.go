package dashboard_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/dashboard"
	"github.com/earshot-go/earshot/source"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var start = time.Date(2026, time.March, 2, 0, 0, 0, 0, time.UTC)

// pages are all addresses that can be read.
var pages = []string{"", "now", "normal", "alerts", "voice", "people", "topics", "channels", "conversations", "coverage", "board.css", "board.js", "icon.svg"}

// A room is a board with a listener behind it.
type room struct {
	t        testing.TB
	listener *listen.Listener
	board    *dashboard.Board
	posts    int
}

func newRoom(t testing.TB, opts *dashboard.Options, brands ...listen.Brand) *room {
	t.Helper()
	if len(brands) == 0 {
		brands = []listen.Brand{{Name: "Brewpoint", Handles: []string{"brewpoint"}}, {Name: "Kettleworks", Competitor: true}}
	}
	r := &room{t: t}
	var err error
	r.listener, err = listen.New(brands, nil, &listen.Options{Hooks: listen.Hooks{Judged: func(w *listen.Window) { r.board.Judge(w) }}})
	require.NoError(t, err)
	r.board = dashboard.New(r.listener, opts)
	t.Cleanup(r.board.Close)
	return r
}

func (r *room) feed(p source.Post) {
	for _, err := range r.board.Follow(r.listener.Feed(r.t.Context(), "forum:cups.example", p)) {
		require.NoError(r.t, err)
	}
}

func (r *room) say(text string, at time.Time) source.Post {
	r.posts++
	p := source.Post{
		ID: fmt.Sprint("p", r.posts), Text: text, Time: at, URL: fmt.Sprint("https://cups.example/", r.posts),
		Author: source.Author{ID: fmt.Sprint("u", r.posts%31), Name: fmt.Sprint("Reader ", r.posts%31), Followers: source.Known(int64(r.posts % 500))},
	}
	r.feed(p)
	return p
}

// weeks tells of eight quiet days and a bad hour at their end.
func (r *room) weeks() {
	for h := range 8 * 24 {
		at := start.Add(time.Duration(h) * time.Hour)
		for i := range 2 + h%24/8 {
			text := "the new Brewpoint is great, love it"
			if i%3 == 1 {
				text = fmt.Sprintf("my Brewpoint leaks again, terrible (%d)", h)
			}
			r.say(text, at.Add(time.Duration(i)*time.Minute))
		}
		r.say("a Kettleworks kettle whistles", at.Add(30*time.Minute))
	}
	bad := start.Add(8 * 24 * time.Hour)
	for i := range 60 {
		r.say(fmt.Sprintf("the valve of my Brewpoint broke, awful, I want a refund (%d)", i), bad.Add(time.Duration(i)*time.Minute/2))
	}
	for range r.board.Follow(r.listener.Advance(r.t.Context(), bad.Add(90*time.Minute))) {
	}
}

func (r *room) get(address string, header ...string) *http.Response {
	req := httptest.NewRequest("GET", "/listen/"+address, nil)
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	r.board.ServeHTTP(w, req)
	return w.Result()
}

func body(t testing.TB, resp *http.Response) string {
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return string(text)
}

func TestEveryPageIsServedWhereverTheBoardIsMounted(t *testing.T) {
	r := newRoom(t, nil)
	r.weeks()
	mux := http.NewServeMux()
	mux.Handle("/listen/", r.board)
	mux.Handle("/deep/er/", http.StripPrefix("/deep/er", r.board))
	for _, prefix := range []string{"/listen/", "/deep/er/"} {
		for _, page := range pages {
			w := httptest.NewRecorder()
			mux.ServeHTTP(w, httptest.NewRequest("GET", prefix+page, nil))
			assert.Equal(t, http.StatusOK, w.Code, prefix+page)
			assert.NotZero(t, w.Body.Len(), prefix+page)
		}
	}
	assert.Equal(t, http.StatusNotFound, r.get("nothing").StatusCode)
	assert.Equal(t, http.StatusNotFound, r.get("alert?id=nothing").StatusCode)
	assert.Equal(t, http.StatusNotFound, r.get("normal?brand=nobody").StatusCode)
}

func TestAnEmptyBoardHasEveryPage(t *testing.T) {
	r := newRoom(t, nil)
	for _, page := range pages {
		assert.Equal(t, http.StatusOK, r.get(page).StatusCode, page)
	}
}

func TestAnAlertIsFoundWithItsEvidence(t *testing.T) {
	r := newRoom(t, nil)
	r.weeks()
	list := body(t, r.get("alerts"))
	assert.Contains(t, list, "volume spike")
	_, rest, found := strings.Cut(list, `href="alert?id=`)
	require.True(t, found)
	id, _, _ := strings.Cut(rest, `"`)
	page := body(t, r.get("alert?id="+id))
	assert.Contains(t, page, "valve")
	assert.Contains(t, page, "Around it")
}

func TestADeletedPostLeavesEveryPage(t *testing.T) {
	r := newRoom(t, nil)
	r.weeks()
	p := r.say("unheard of: Brewpoint cures hiccups", start.Add(15*24*time.Hour))
	require.Contains(t, body(t, r.get("now")), "hiccups")
	r.feed(source.Post{ID: p.ID, Deleted: true})
	for _, page := range pages[:10] {
		assert.NotContains(t, body(t, r.get(page)), "hiccups", page)
	}
}

func TestAnEditTakesThePlaceOfThePost(t *testing.T) {
	r := newRoom(t, nil)
	p := r.say("Brewpoint is fine", start)
	p.Text, p.Version = "Brewpoint is awful, in fact", "2"
	r.feed(p)
	page := body(t, r.get("now"))
	assert.NotContains(t, page, "is fine")
	assert.Contains(t, page, "in fact")
	assert.Contains(t, page, "edited")
}

func TestErrorsAreTold(t *testing.T) {
	r := newRoom(t, nil)
	for range 3 {
		for range r.board.Follow(r.listener.Feed(t.Context(), "forum:cups.example", source.Post{Text: "Brewpoint"})) {
		}
	}
	page := body(t, r.get("coverage"))
	assert.Contains(t, page, "has no id")
	assert.Contains(t, page, "(3 times)")
}

func TestFollowingEndsWithTheLoop(t *testing.T) {
	r := newRoom(t, nil)
	n := 0
	for range r.board.Follow(r.listener.Feed(t.Context(), "a", source.Post{ID: "1", Text: "Brewpoint or Kettleworks?", Time: start})) {
		n++
		break
	}
	assert.Equal(t, 1, n)
}

func TestFiguresStayOfThePeriodThatWasAskedFor(t *testing.T) {
	r := newRoom(t, nil)
	r.weeks()
	assert.NotContains(t, body(t, r.get("voice?days=1")), `scope="row"><bdi>Nobody`)
	week, day := body(t, r.get("voice?days=7")), body(t, r.get("voice?days=1"))
	assert.NotEqual(t, week, day)
	assert.Contains(t, week, "Brewpoint")
	r.say("Brewpoint once more", start.Add(16*24*time.Hour))
	assert.Equal(t, http.StatusOK, r.get("voice?days=7&by=reach&count=fractional&copies=cluster").StatusCode)
}

func TestCopiesAreShownAndCountedOnce(t *testing.T) {
	r := newRoom(t, nil)
	for i := range 3 {
		r.say("a press release about the Brewpoint that everybody prints, word for word, on the same day", start.Add(time.Duration(i)*time.Minute))
	}
	assert.Contains(t, body(t, r.get("now")), "said in 3 posts")
	once := body(t, r.get("voice?copies=cluster"))
	assert.Contains(t, once, `data-label="mentions">1<`)
	assert.Contains(t, body(t, r.get("voice")), `data-label="mentions">`)
}

func TestWhatASourceHoldsBackIsTold(t *testing.T) {
	r := newRoom(t, nil)
	from, to := start.Add(time.Hour), start.Add(4*time.Hour)
	records := func(yield func(listen.Record, error) bool) {
		for h := range 8 {
			p := source.Post{ID: fmt.Sprint(h), Text: "Brewpoint", Time: start.Add(time.Duration(h) * time.Hour)}
			if h == 5 && !yield(listen.Record{Source: "forum:cups.example", Gap: &source.Gap{From: from, To: to, Reason: "it was down"}}, nil) {
				return
			}
			if !yield(listen.Record{Source: "forum:cups.example", Post: &p}, nil) {
				return
			}
		}
	}
	for _, err := range r.board.Follow(r.listener.Replay(t.Context(), records)) {
		require.NoError(t, err)
	}
	page := body(t, r.get("coverage"))
	assert.Contains(t, page, "3 not heard")
	assert.Contains(t, page, `class="step absent"`)
}

package dashboard_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen/dashboard"
	"github.com/earshot-go/earshot/listen/insight"
)

func TestEveryRouteAsksWhetherItMayBeRead(t *testing.T) {
	var asked []string
	r := newRoom(t, &dashboard.Options{
		Authorize: func(req *http.Request) error {
			asked = append(asked, req.Method+" "+req.URL.Path)
			return errors.New("ask at the <desk>")
		},
		Act: func(*http.Request, dashboard.Action) error { t.Error("acted"); return nil },
	})
	r.weeks()
	for _, page := range append(pages, "events", "alert", "nothing") {
		resp := r.get(page)
		assert.Equal(t, http.StatusForbidden, resp.StatusCode, page)
		assert.Equal(t, "ask at the <desk>\n", body(t, resp), page)
		assert.Contains(t, resp.Header.Get("Content-Type"), "text/plain", page)
		assert.Contains(t, asked, "GET /listen/"+page)
	}
	assert.Equal(t, http.StatusForbidden, r.post("conversations", form("acknowledge", "p1"), "same-origin").StatusCode)
	assert.Contains(t, asked, "POST /listen/conversations")
}

func TestEveryAnswerForbidsForeignCode(t *testing.T) {
	r := newRoom(t, nil)
	for _, page := range append(pages, "nothing") {
		resp := r.get(page)
		policy := resp.Header.Get("Content-Security-Policy")
		assert.Contains(t, policy, "default-src 'none'", page)
		assert.NotContains(t, policy, "unsafe", page)
		assert.Equal(t, "nosniff", resp.Header.Get("X-Content-Type-Options"), page)
		assert.Empty(t, resp.Header.Get("Set-Cookie"), page)
	}
}

func TestPagesNameNothingOutside(t *testing.T) {
	r := newRoom(t, nil)
	r.weeks()
	for _, page := range pages[:10] {
		text := body(t, r.get(page))
		for _, loads := range []string{` src="http`, ` src="//`, `<link rel="stylesheet" href="http`, "<style", " style=", " onclick=", "<iframe"} {
			assert.NotContains(t, text, loads, page)
		}
	}
}

func TestFilesAreSentOnce(t *testing.T) {
	r := newRoom(t, nil)
	first := r.get("board.css")
	require.NotEmpty(t, first.Header.Get("Etag"))
	assert.Equal(t, http.StatusNotModified, r.get("board.css", "If-None-Match", first.Header.Get("Etag")).StatusCode)
}

func form(verb, post string) url.Values {
	return url.Values{"verb": {verb}, "source": {"forum:cups.example"}, "post": {post}, "brand": {"Brewpoint"}, "to": {"Noor"}}
}

func (r *room) post(page string, values url.Values, site string) *http.Response {
	req := httptest.NewRequest("POST", "/listen/"+page, strings.NewReader(values.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if site != "" {
		req.Header.Set("Sec-Fetch-Site", site)
	}
	w := httptest.NewRecorder()
	r.board.ServeHTTP(w, req)
	return w.Result()
}

func TestABoardWithoutHookCanOnlyBeRead(t *testing.T) {
	r := newRoom(t, nil)
	r.say("my Brewpoint leaks, terrible", start)
	assert.Equal(t, http.StatusForbidden, r.post("conversations", form("acknowledge", "p1"), "same-origin").StatusCode)
	assert.NotContains(t, body(t, r.get("conversations")), "<button name")
	req := httptest.NewRequest("DELETE", "/listen/now", nil)
	w := httptest.NewRecorder()
	r.board.ServeHTTP(w, req)
	assert.Equal(t, http.StatusMethodNotAllowed, w.Code)
}

func TestActionsReachTheServiceAndTheBoard(t *testing.T) {
	var acts []dashboard.Action
	r := newRoom(t, &dashboard.Options{Act: func(_ *http.Request, a dashboard.Action) error {
		acts = append(acts, a)
		return nil
	}})
	r.say("my Brewpoint leaks, terrible", start)
	page := body(t, r.get("conversations"))
	require.Contains(t, page, "leaks")
	assert.Contains(t, page, "No answers of the brand were heard (<bdi>Brewpoint</bdi>)")
	assert.NotContains(t, page, "<span>waits <b>", "nobody knows")

	resp := r.post("conversations", form("assign", "p1"), "same-origin")
	require.Equal(t, http.StatusSeeOther, resp.StatusCode)
	assert.Contains(t, resp.Header.Get("Location"), "conversations?done=assign")
	assert.Equal(t, dashboard.Action{Verb: dashboard.Assign, To: "Noor", Conversation: insight.Ref{Source: "forum:cups.example", Post: "p1", Brand: "Brewpoint"}}, acts[0])
	page = body(t, r.get("conversations?done=assign"))
	assert.Contains(t, page, "Noor")
	assert.NotContains(t, page, "No answers of the brand")
	assert.Contains(t, page, "<span>waits <b>")

	r.say("Kettleworks whistles", start.Add(time.Hour))
	require.Equal(t, http.StatusSeeOther, r.post("conversations", form("answered", "p1"), "").StatusCode)
	assert.Contains(t, body(t, r.get("conversations")), "Nobody waits")
	assert.Len(t, acts, 2)
}

func TestBadActionsChangeNothing(t *testing.T) {
	acted := 0
	r := newRoom(t, &dashboard.Options{Act: func(_ *http.Request, a dashboard.Action) error {
		acted++
		return errors.New("the desk is closed")
	}})
	r.say("my Brewpoint leaks, terrible", start)
	long := form("assign", "p1")
	long.Set("to", strings.Repeat("x", 81))
	huge := form("assign", "p1")
	huge.Set("more", strings.Repeat("x", 1<<20))
	for name, c := range map[string]struct {
		page   string
		values url.Values
		site   string
		status int
	}{
		"another site":         {"conversations", form("acknowledge", "p1"), "cross-site", http.StatusForbidden},
		"no such verb":         {"conversations", form("burn", "p1"), "same-origin", http.StatusBadRequest},
		"no such conversation": {"conversations", form("acknowledge", "p9"), "same-origin", http.StatusBadRequest},
		"a long name":          {"conversations", long, "same-origin", http.StatusBadRequest},
		"a huge form":          {"conversations", huge, "same-origin", http.StatusBadRequest},
		"another page":         {"now", form("acknowledge", "p1"), "same-origin", http.StatusMethodNotAllowed},
	} {
		assert.Equal(t, c.status, r.post(c.page, c.values, c.site).StatusCode, name)
	}
	assert.Zero(t, acted)
	assert.Equal(t, http.StatusConflict, r.post("conversations", form("answered", "p1"), "same-origin").StatusCode)
	assert.Equal(t, 1, acted)
	assert.Contains(t, body(t, r.get("conversations")), "leaks", "it still waits")
}

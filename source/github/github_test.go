package github_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/github"
	"github.com/earshot-go/earshot/source/internal/listtest"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// hub is a double of the search: newest first, a hundred a page.
type hub struct{ listtest.List }

func (h *hub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	page, _ := strconv.Atoi(r.FormValue("page"))
	since := time.Time{}
	if _, from, ok := strings.Cut(r.FormValue("q"), "created:>="); ok {
		since, _ = time.Parse(time.RFC3339, from)
	}
	posts, _ := h.Newest(since, time.Time{}, 100*(page-1), 100)
	all, _ := h.Newest(since, time.Time{}, 0, 1<<30)
	items := []map[string]any{}
	for _, p := range posts {
		items = append(items, map[string]any{
			"id": p.ID, "html_url": fmt.Sprint("https://github.com/acme/tea/issues/", p.ID), "title": "List<Tea> breaks", "body": p.Text,
			"created_at": p.At.Format(time.RFC3339), "comments": 2, "reactions": map[string]any{"total_count": 5, "+1": 5},
			"user": map[string]any{"id": 7, "login": "ann", "html_url": "https://github.com/ann"}, "labels": []any{map[string]any{"name": "bug"}},
		})
	}
	json.NewEncoder(w).Encode(map[string]any{"total_count": len(all), "incomplete_results": false, "items": items})
}

const token = "ghp_t0ken"

func issues(network *sourcetest.Network) *github.Source {
	return github.Search("acme", web.Base(network.URL), web.AllowPrivate(), web.Token(token))
}

func TestConforms(t *testing.T) {
	h := &hub{}
	want := h.Publish(30)
	network := sourcetest.Serve(h)
	defer network.Close()
	sourcetest.Run(t, sourcetest.Harness{
		New: func() source.Source { return issues(network) }, Want: want, Publish: func() []string { return h.Publish(4) },
		PublishLate: func() []string { return h.Late(2) }, Edit: h.Edit, Secrets: []string{token}, Network: network,
	})
}

func TestManyNewIssuesAreReadPageByPage(t *testing.T) {
	h := &hub{}
	h.Publish(5)
	network := sourcetest.Serve(h)
	defer network.Close()
	var cursor source.Cursor
	read := func() (n int, gap *source.Gap) {
		for b, err := range issues(network).Read(t.Context(), cursor) {
			require.NoError(t, err)
			n += len(b.Posts)
			cursor = b.Cursor
			if b.Gap != nil {
				gap = b.Gap
			}
		}
		return n, gap
	}
	read()
	h.Publish(720)
	n, gap := read()
	assert.Equal(t, 720, n)
	assert.Nil(t, gap)
	h.Publish(3000)
	n, gap = read()
	assert.Equal(t, 1000, n)
	require.NotNil(t, gap, "GitHub shows no more than a thousand")
}

func TestTheFieldsOfAPost(t *testing.T) {
	h := &hub{}
	h.Publish(1)
	network := sourcetest.Serve(h)
	defer network.Close()
	for b, err := range issues(network).Read(t.Context(), nil) {
		require.NoError(t, err)
		p := b.Posts[0]
		assert.Equal(t, "List<Tea> breaks", p.Title)
		assert.Equal(t, []string{"bug"}, p.Tags)
		assert.Equal(t, "ann", p.Author.Handle)
		assert.Equal(t, "5 2", fmt.Sprint(p.Likes, p.Replies))
	}
	assert.Equal(t, "Bearer "+token, network.Asked()[0].Header.Get("Authorization"))
}

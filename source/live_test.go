package source_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/feed"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

// TestLiveWordPress runs the kit against a real WordPress, whose address
// EARSHOT_WORDPRESS gives, and lets a person there (EARSHOT_WORDPRESS_USER,
// EARSHOT_WORDPRESS_PASSWORD, one for applications) publish and edit. Make it a
// site of your own: .ci/servers/wordpress starts one.
func TestLiveWordPress(t *testing.T) {
	ann := signIn(t)
	server, err := url.Parse(ann.address)
	require.NoError(t, err)
	network := sourcetest.Serve(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(server) }})
	defer network.Close()
	open := func() source.Source { return feed.WordPress(network.URL, web.AllowPrivate()) }
	t.Run("kit", func(t *testing.T) {
		want := ann.publish(8)
		sourcetest.Run(t, sourcetest.Harness{
			New: open, Publish: func() []string { return ann.publish(1) }, Edit: func() string { return ann.edit(want[7]) }, Network: network,
		})
	})
	t.Run("more than a feed lists", func(t *testing.T) {
		_, cursor := readAll(t, open(), nil)
		want := ann.publish(25) // a feed lists ten
		found, cursor := readAll(t, open(), cursor)
		for _, id := range want {
			assert.NotEmpty(t, found[id].ID, "what has left the feed's window is on its further pages")
		}
		found, _ = readAll(t, open(), cursor)
		assert.Empty(t, found)
	})
	t.Run("comments", func(t *testing.T) {
		comments := func() source.Source { return feed.WordPressComments(network.URL, web.AllowPrivate()) }
		_, cursor := readAll(t, comments(), nil)
		unlike := time.Now().Format(time.TimeOnly) // WordPress refuses what was said before
		ann.ask("/wp/v2/comments", url.Values{"post": {"1"}, "content": {"I like this <b>kettle</b> " + unlike}})
		found, _ := readAll(t, comments(), cursor)
		require.Len(t, found, 1)
		for _, p := range found {
			assert.Equal(t, "I like this kettle "+unlike, p.Text)
		}
	})
}

func readAll(t *testing.T, s source.Source, from source.Cursor) (found map[string]source.Post, cursor source.Cursor) {
	t.Helper()
	found, cursor = map[string]source.Post{}, from
	for b, err := range s.Read(t.Context(), from) {
		require.NoError(t, err)
		assert.Nil(t, b.Gap)
		for _, p := range b.Posts {
			found[p.ID] = p
		}
		if b.Cursor != nil {
			cursor = b.Cursor
		}
	}
	return found, cursor
}

// writer is somebody on a real WordPress.
type writer struct {
	t       *testing.T
	address string
	numbers map[string]int // of posts, by their ids in the feed
}

func signIn(t *testing.T) *writer {
	address := os.Getenv("EARSHOT_WORDPRESS")
	if address == "" {
		t.Skip("EARSHOT_WORDPRESS names no site")
	}
	return &writer{t, address, map[string]int{}}
}

// ask posts a form and returns the number and the id of what came of it.
func (w *writer) ask(route string, form url.Values) (number int, id string) {
	r, err := http.NewRequest(http.MethodPost, w.address+"/?rest_route="+url.QueryEscape(route), strings.NewReader(form.Encode()))
	require.NoError(w.t, err)
	r.Close = true // so that no connection looks like a leak of the source's
	r.SetBasicAuth(os.Getenv("EARSHOT_WORDPRESS_USER"), os.Getenv("EARSHOT_WORDPRESS_PASSWORD"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := http.DefaultClient.Do(r)
	require.NoError(w.t, err)
	defer resp.Body.Close()
	require.Less(w.t, resp.StatusCode, 300, route)
	var answer struct {
		ID   int `json:"id"`
		GUID struct {
			Rendered string `json:"rendered"`
		} `json:"guid"`
	}
	require.NoError(w.t, json.NewDecoder(resp.Body).Decode(&answer))
	// A feed that changes from http to https keeps its ids.
	return answer.ID, strings.Replace(answer.GUID.Rendered, "http:", "https:", 1)
}

func (w *writer) publish(n int) (ids []string) {
	for i := range n {
		number, id := w.ask("/wp/v2/posts", url.Values{
			"title": {fmt.Sprintf("Acme kettle %d & co", len(w.numbers))}, "content": {fmt.Sprintf("<p>It <em>boils</em> %d.</p>", i)}, "status": {"publish"},
		})
		w.numbers[id] = number
		ids = append(ids, id)
	}
	return ids
}

func (w *writer) edit(id string) string {
	w.ask(fmt.Sprint("/wp/v2/posts/", w.numbers[id]), url.Values{"content": {"<p>Edited</p>"}})
	return id
}

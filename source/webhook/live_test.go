package webhook_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/webhook"
)

// TestLiveMiniflux takes what a real Miniflux posts, whose address
// EARSHOT_MINIFLUX gives and whose webhook leads to EARSHOT_MINIFLUX_HOOK. It
// must be one of your own: .ci/servers/miniflux starts one.
func TestLiveMiniflux(t *testing.T) {
	address := os.Getenv("EARSHOT_MINIFLUX")
	if address == "" {
		t.Skip("EARSHOT_MINIFLUX names no server")
	}
	hook, err := webhook.New("miniflux", os.Getenv("EARSHOT_MINIFLUX_SECRET"), &webhook.Options{Header: "X-Miniflux-Signature", Decode: webhook.Miniflux})
	require.NoError(t, err)
	heard := make(chan source.Post, 100)
	read(t, hook, func(b source.Batch) {
		for _, p := range b.Posts {
			heard <- p
		}
		b.Done(nil)
	})
	listener, err := net.Listen("tcp", os.Getenv("EARSHOT_MINIFLUX_HOOK"))
	require.NoError(t, err)
	server := &httptest.Server{Listener: listener, Config: &http.Server{Handler: hook}}
	server.Start()
	defer server.Close()

	var items atomic.Int64
	items.Store(2)
	feed := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { writeFeed(w, int(items.Load())) }))
	defer feed.Close()
	var made struct {
		ID int64 `json:"feed_id"`
	}
	askMiniflux(t, address, http.MethodPost, "/v1/feeds", map[string]any{"feed_url": feed.URL, "category_id": 1}, &made)
	defer askMiniflux(t, address, http.MethodDelete, fmt.Sprint("/v1/feeds/", made.ID), nil, nil)
	for len(heard) > 0 {
		<-heard // some versions tell of what a new feed has, some do not
	}
	items.Store(5)
	askMiniflux(t, address, http.MethodPut, fmt.Sprint("/v1/feeds/", made.ID, "/refresh"), nil, nil)
	found := map[string]source.Post{}
	for len(found) < 3 {
		select {
		case p := <-heard:
			if strings.HasPrefix(p.Title, "Acme kettle") {
				found[p.Title] = p
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("of three new articles %d came", len(found))
		}
	}
	p := found["Acme kettle 4 & co"]
	assert.NoError(t, p.Check())
	assert.Equal(t, "It boils 👍", p.Text)
	assert.Equal(t, "https://acme.example/4", p.URL)
	assert.Equal(t, "Ann", p.Author.Name)
	assert.Equal(t, time.Date(2026, 3, 2, 9, 4, 0, 0, time.UTC), p.Time)
}

func writeFeed(w io.Writer, n int) {
	fmt.Fprint(w, `<?xml version="1.0"?><rss version="2.0"><channel><title>Acme</title><link>https://acme.example/</link>`)
	for i := range n {
		fmt.Fprintf(w, `<item><guid>%d</guid><title>Acme kettle %d &amp; co</title><link>https://acme.example/%d</link><author>Ann</author>
			<description>&lt;p&gt;It &lt;b&gt;boils&lt;/b&gt; 👍&lt;/p&gt;</description><pubDate>Mon, 02 Mar 2026 09:%02d:00 GMT</pubDate></item>`, i, i, i, i)
	}
	fmt.Fprint(w, `</channel></rss>`)
}

func askMiniflux(t *testing.T, address, method, path string, body, into any) {
	t.Helper()
	raw, err := json.Marshal(body)
	require.NoError(t, err)
	r, err := http.NewRequest(method, address+path, bytes.NewReader(raw))
	require.NoError(t, err)
	r.Close = true
	r.SetBasicAuth(os.Getenv("EARSHOT_MINIFLUX_USER"), os.Getenv("EARSHOT_MINIFLUX_PASSWORD"))
	r.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	require.Less(t, resp.StatusCode, 300, string(answer))
	if into != nil {
		require.NoError(t, json.Unmarshal(answer, into))
	}
}

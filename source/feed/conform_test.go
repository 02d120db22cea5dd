package feed_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/feed"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

// blog is a double of a publisher: a list of articles of which the newest
// stand in the feed.
type blog struct {
	mu       sync.Mutex
	articles []string // bodies; the number is the id
	window   int
	write    func(b *blog, from int) string
}

var begun = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func newBlog(n int, write func(*blog, int) string) *blog {
	b := &blog{window: n + 1000, write: write}
	b.publish(n)
	return b
}

func (b *blog) publish(n int) (ids []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for range n {
		ids = append(ids, fmt.Sprintf("https://blog.example/%d", len(b.articles)))
		b.articles = append(b.articles, fmt.Sprintf("<p>Acme &amp; <b>article</b> %d</p>", len(b.articles)))
	}
	return ids
}

func (b *blog) edit() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.articles[7] += "<p>Correction.</p>"
	return "https://blog.example/7"
}

func (b *blog) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.write(b, max(0, len(b.articles)-b.window))
}

func (b *blog) ServeHTTP(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, b) }

func asRSS(b *blog, from int) string {
	var s strings.Builder
	s.WriteString(`<?xml version="1.0"?><rss version="2.0"><channel><title>Blog</title>`)
	for i := len(b.articles) - 1; i >= from; i-- {
		// Ten articles share a minute, so that their times tell nothing.
		fmt.Fprintf(&s, `<item><title>No. %d</title><guid>http://blog.example/%d</guid><pubDate>%s</pubDate><description><![CDATA[%s]]></description></item>`,
			i, i, begun.Add(time.Duration(i/10)*time.Minute).Format(time.RFC1123Z), b.articles[i])
	}
	return s.String() + `</channel></rss>`
}

func asAtom(b *blog, from int) string {
	var s strings.Builder
	s.WriteString(`<feed xmlns="http://www.w3.org/2005/Atom"><title>Blog</title>`)
	for i := len(b.articles) - 1; i >= from; i-- {
		fmt.Fprintf(&s, `<entry><title>No. %d</title><id>https://blog.example/%d</id><updated>%s</updated><content type="html"><![CDATA[%s]]></content></entry>`,
			i, i, begun.Add(time.Duration(i)*time.Minute).Format(time.RFC3339), b.articles[i])
	}
	return s.String() + `</feed>`
}

func asJSON(b *blog, from int) string {
	items := []map[string]any{}
	for i := len(b.articles) - 1; i >= from; i-- {
		items = append(items, map[string]any{"id": fmt.Sprintf("https://blog.example/%d", i), "title": "A <b> title",
			"content_html": b.articles[i], "date_published": begun.Add(time.Duration(i) * time.Minute)})
	}
	text, _ := json.Marshal(map[string]any{"version": "https://jsonfeed.org/version/1.1", "title": "Blog", "items": items})
	return string(text)
}

var formats = map[string]func(*blog, int) string{"rss": asRSS, "atom": asAtom, "json": asJSON}

func TestURLConforms(t *testing.T) {
	for name, write := range formats {
		t.Run(name, func(t *testing.T) {
			n := 300
			if name != "rss" { // more than one batch need not be tried in each format
				n = 40
			}
			b := newBlog(n, write)
			network := sourcetest.Serve(b)
			defer network.Close()
			address := strings.Replace(network.URL, "://", "://ann:hunter2secret@", 1) + "/feed?api_key=s3cr3tvalue"
			want := make([]string, n)
			for i := range want {
				want[i] = fmt.Sprintf("https://blog.example/%d", i)
			}
			sourcetest.Run(t, sourcetest.Harness{
				New:     func() source.Source { return feed.URL(address, web.AllowPrivate()) },
				Want:    want,
				Publish: func() []string { return b.publish(20) },
				Edit:    b.edit,
				Secrets: []string{"hunter2secret", "s3cr3tvalue"},
				Network: network,
			})
		})
	}
}

func TestFileConforms(t *testing.T) {
	b := newBlog(300, asRSS)
	path := filepath.Join(t.TempDir(), "feed.xml")
	save := func() { require.NoError(t, os.WriteFile(path, []byte(b.String()), 0o600)) }
	save()
	sourcetest.Run(t, sourcetest.Harness{
		New:     func() source.Source { return feed.File(path) },
		Publish: func() []string { defer save(); return b.publish(20) },
		Edit:    func() string { defer save(); return b.edit() },
	})
}

func TestReaderConforms(t *testing.T) {
	text := newBlog(300, asAtom).String()
	sourcetest.Run(t, sourcetest.Harness{
		New:  func() source.Source { return feed.Reader("mail", strings.NewReader(text)) },
		Once: true,
	})
}

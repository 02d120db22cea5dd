package feed_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/feed"
	"github.com/earshot-go/earshot/source/web"
)

// press is a publisher in memory, asked through a transport, so that days pass
// in a test without passing.
type press struct {
	status int
	header http.Header
	body   string
	pages  map[string]string // older pages by their address
	links  map[string]string // what a page gives as the next in its header
	asked  []*http.Request
}

func (p *press) RoundTrip(r *http.Request) (*http.Response, error) {
	p.asked = append(p.asked, r)
	resp := &http.Response{StatusCode: p.status, Header: p.header.Clone(), Request: r}
	body := p.body
	if page, ok := p.pages[r.URL.String()]; ok {
		resp.StatusCode, body = http.StatusOK, page
		if to, ok := strings.CutPrefix(page, "moved to "); ok {
			resp.StatusCode, resp.Header = http.StatusMovedPermanently, http.Header{"Location": {to}}
		}
	}
	if next, ok := p.links[r.URL.String()]; ok {
		resp.Header.Set("Link", `<`+next+`>; rel="next"`)
	}
	if resp.StatusCode == 0 {
		resp.StatusCode = http.StatusOK
	}
	resp.Header.Set("Date", time.Now().UTC().Format(http.TimeFormat))
	resp.Body = io.NopCloser(strings.NewReader(body))
	return resp, nil
}

const pressAddress = "https://press.example/feed"

// days runs a test at the third of March 2026, on a clock that can be moved.
func days(t *testing.T, test func(t *testing.T, p *press)) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(came))
		test(t, &press{header: http.Header{}})
	})
}

// rss makes a feed of items that were written at the given times.
func rss(channel string, items ...string) string {
	return `<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>` +
		channel + strings.Join(items, "") + `</channel></rss>`
}

func entry(id string, at time.Time) string {
	return fmt.Sprintf("<item><title>Item %s</title><guid>%s</guid><pubDate>%s</pubDate></item>", id, id, at.Format(time.RFC1123Z))
}

type outcome struct {
	posts  []source.Post
	ids    []string
	cursor source.Cursor
	gap    *source.Gap
	next   time.Time
	err    error
}

func (p *press) read(from source.Cursor) outcome {
	o := outcome{cursor: from}
	for b, err := range feed.URL(pressAddress, web.Transport(p)).Read(context.Background(), from) {
		if err != nil {
			o.err = errors.Join(o.err, err)
			continue
		}
		for _, post := range b.Posts {
			o.posts = append(o.posts, post)
			o.ids = append(o.ids, post.ID)
		}
		if b.Cursor != nil {
			o.cursor = b.Cursor
		}
		if b.Gap != nil {
			o.gap = b.Gap
		}
		o.next = b.Next
	}
	return o
}

func (p *press) last() *http.Request { return p.asked[len(p.asked)-1] }

package main

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// answer is what a feed says, each in its own manner.
func (v *village) answer(w http.ResponseWriter, r *http.Request, n int) {
	switch mannerOf(n) {
	case missing:
		http.NotFound(w, r)
		return
	case page:
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, "<!doctype html><html><body>Welcome</body></html>")
		return
	case hanging:
		// Whoever gives up after the usual 20 seconds is not to be told from
		// one who asks twice, so that the connection breaks a little before.
		select {
		case <-time.After(19500 * time.Millisecond):
		case <-r.Context().Done():
		}
		panic(http.ErrAbortHandler)
	case slow:
		time.Sleep(2 * time.Second)
	case maxAge:
		w.Header().Set("Cache-Control", "max-age=900")
	}
	items := 20
	if mannerOf(n) == large {
		items = 500
	}
	newest := v.newest(n)
	tag := fmt.Sprintf(`"%d-%d"`, n, newest)
	w.Header().Set("ETag", tag)
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	body := v.document(n, newest, items)
	if mannerOf(n) == cutOff {
		w.Header().Set("Content-Length", fmt.Sprint(len(body)))
		body = body[:len(body)/2]
	}
	io.WriteString(w, body)
}

// every is how often a feed has something new: from each ten minutes to each
// day.
func every(n int) time.Duration { return 10 * time.Minute * time.Duration(1+n*n%144) }

// firstItem is the number of the item that was newest at the beginning.
const firstItem = 100000

// newest is the number of a feed's newest item.
func (v *village) newest(n int) int { return firstItem + int(time.Since(v.begun)/every(n)) }

var lorem = strings.Repeat("<p>The shop at the corner has <b>new</b> kettles, and all who came in &amp; looked were glad of the warm tea.</p>", 10)

// document writes the newest items of a feed, each of about a kilobyte.
func (v *village) document(n, newest, items int) string {
	var s strings.Builder
	stated := ""
	if mannerOf(n) == ttl {
		stated = "<ttl>30</ttl>"
	}
	fmt.Fprintf(&s, `<?xml version="1.0"?><rss version="2.0"><channel><title>Feed %d</title>%s`, n, stated)
	for k := range items {
		number := newest - k
		brand := ""
		if (n+number)%10 == 0 {
			brand = brands[(n+number)/10%len(brands)].Name + " again. "
		}
		fmt.Fprintf(&s, "<item><title>Item %d of %d</title><guid>https://feeds.example/%d/%d</guid><pubDate>%s</pubDate><description>%s%s</description></item>",
			number, n, n, number, v.begun.Add(time.Duration(number-firstItem)*every(n)).UTC().Format(time.RFC1123Z), brand, escaped)
	}
	s.WriteString("</channel></rss>")
	return s.String()
}

var escaped = strings.NewReplacer("<", "&lt;", ">", "&gt;", "&", "&amp;").Replace(lorem)

package feed_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/earshot-go/earshot/source/feed"
	"github.com/earshot-go/earshot/source/web"
)

const shopNews = `<?xml version="1.0"?>
<rss version="2.0"><channel><title>Shop news</title>
<item><title>Acme opens in Delft</title><link>https://shop.example/2</link>
  <pubDate>Tue, 03 Mar 2026 09:00:00 +0100</pubDate>
  <description>&lt;p&gt;The &lt;b&gt;Acme&lt;/b&gt; caf&amp;eacute; is open.&lt;/p&gt;</description></item>
<item><title>Ben & Jerry's <3 Acme</title><link>https://shop.example/1</link>
  <pubDate>Mon, 02 Mar 2026 09:00:00 +0100</pubDate></item>
</channel></rss>`

func ExampleURL() {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, shopNews)
	}))
	defer server.Close()

	// Leave AllowPrivate out for the web; here the server is on loopback.
	news := feed.URL(server.URL, web.AllowPrivate())
	for batch, err := range news.Read(context.Background(), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		for _, post := range batch.Posts {
			fmt.Println(post.Time.Format("Jan 2 15:04"), post.Title)
		}
	}
	// Output:
	// Mar 2 08:00 Ben & Jerry's <3 Acme
	// Mar 3 08:00 Acme opens in Delft
}

func ExampleReader() {
	for batch, err := range feed.Reader("shop", strings.NewReader(shopNews)).Read(context.Background(), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(batch.Posts[1].Text)
	}
	// Output: The Acme café is open.
}

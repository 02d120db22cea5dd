package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/earshot-go/earshot/source/feed"
	"github.com/earshot-go/earshot/source/web"
)

// Addresses inside your network are asked only where you say so.
func ExampleAllowPrivate() {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, `<rss version="2.0"><channel><item><guid>1</guid><title>Brewpoint opens</title></item></channel></rss>`)
	}))
	defer server.Close()

	for batch, err := range feed.URL(server.URL).Read(context.Background(), nil) {
		fmt.Println(len(batch.Posts), err != nil)
	}
	for batch, err := range feed.URL(server.URL, web.AllowPrivate()).Read(context.Background(), nil) {
		fmt.Println(batch.Posts[0].Title, err)
	}
	// Output:
	// 0 true
	// Brewpoint opens <nil>
}

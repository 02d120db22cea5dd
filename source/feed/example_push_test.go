package feed_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"

	"github.com/earshot-go/earshot/source/feed"
	"github.com/earshot-go/earshot/source/web"
)

// The shop's feed names a hub, which brings what is new.
func ExampleSubscriber() {
	hubs, err := feed.NewSubscriber("https://listener.example/hub/", []byte("0123456789abcdef"))
	if err != nil {
		fmt.Println(err)
		return
	}
	// In a service: http.Handle("/hub/", hubs). Here the hub below calls it.

	shop := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/news.xml":
			w.Header().Set("Link", `</hub>; rel="hub"`)
			fmt.Fprint(w, shopNews)
		case "/hub":
			w.WriteHeader(http.StatusAccepted)
			go actAsHub(hubs, r.FormValue("hub.callback"), r.FormValue("hub.topic"), r.FormValue("hub.secret"))
		}
	}))
	defer shop.Close()

	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	for batch, err := range hubs.URL(shop.URL+"/news.xml", web.AllowPrivate()).Read(ctx, nil) {
		if err != nil {
			return // cancelled below
		}
		for _, post := range batch.Posts {
			fmt.Println(post.Title)
			if strings.Contains(post.Title, "Leiden") {
				cancel()
			}
		}
		if batch.Done != nil {
			batch.Done(nil) // the hub is answered; package listen does this
		}
	}
	// Output:
	// Ben & Jerry's <3 Acme
	// Acme opens in Delft
	// Acme opens in Leiden
}

// actAsHub asks whether the subscription is wanted, and brings an item.
func actAsHub(listener http.Handler, callback, topic, secret string) {
	q := url.Values{"hub.mode": {"subscribe"}, "hub.topic": {topic}, "hub.challenge": {"42"}}
	listener.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, callback+"?"+q.Encode(), nil))

	news := `<rss><channel><item><title>Acme opens in Leiden</title><guid>3</guid></item></channel></rss>`
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(news))
	r := httptest.NewRequest(http.MethodPost, callback, strings.NewReader(news))
	r.Header.Set("X-Hub-Signature", "sha256="+hex.EncodeToString(mac.Sum(nil)))
	listener.ServeHTTP(httptest.NewRecorder(), r)
}

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
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/feed"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

// blogHub is the double of a blog with a hub, on loopback, for the kit.
type blogHub struct {
	*blog
	base       func() string
	subscriber *feed.Subscriber

	mu             sync.Mutex
	target, secret string
}

func (h *blogHub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/hub" {
		w.Header().Add("Link", "<"+h.base()+"/hub>; rel=hub")
		w.Header().Add("Link", "<"+h.base()+"/feed>; rel=self")
		h.blog.ServeHTTP(w, r)
		return
	}
	h.mu.Lock()
	h.target, h.secret = r.FormValue("hub.callback"), r.FormValue("hub.secret")
	h.mu.Unlock()
	w.WriteHeader(http.StatusAccepted)
	q := url.Values{"hub.mode": {"subscribe"}, "hub.topic": {r.FormValue("hub.topic")}, "hub.challenge": {"x"}, "hub.lease_seconds": {"864000"}}
	h.subscriber.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, h.target+"?"+q.Encode(), nil))
}

func TestPushedConforms(t *testing.T) {
	n := 60
	var network *sourcetest.Network
	subscriber, err := feed.NewSubscriber("https://me.example/hub/", []byte(hubKey))
	require.NoError(t, err)
	b := &blogHub{blog: newBlog(n, asRSS), base: func() string { return network.URL }, subscriber: subscriber}
	network = sourcetest.Serve(b)
	defer network.Close()
	want := make([]string, n)
	for i := range want {
		want[i] = fmt.Sprintf("https://blog.example/%d", i)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var pushes sync.WaitGroup
	defer pushes.Wait()
	defer cancel()
	sourcetest.Run(t, sourcetest.Harness{
		New:  func() source.Source { return subscriber.URL(network.URL+"/feed", web.AllowPrivate()) },
		Want: want, Stream: true, Secrets: []string{hubKey}, Network: network,
		Patience: 3 * time.Second,
		Publish: func() []string {
			ids := b.publish(20)
			pushes.Go(func() { b.push(ctx) })
			return ids
		},
	})
}

// push brings what stands in the feed now.
func (h *blogHub) push(ctx context.Context) {
	h.mu.Lock()
	mac := hmac.New(sha256.New, []byte(h.secret))
	target := h.target
	h.mu.Unlock()
	body := h.blog.String()
	mac.Write([]byte(body))
	r := httptest.NewRequestWithContext(ctx, http.MethodPost, target, strings.NewReader(body))
	r.Header.Set("X-Hub-Signature", "sha256="+hex.EncodeToString(mac.Sum(nil)))
	h.subscriber.ServeHTTP(httptest.NewRecorder(), r)
}

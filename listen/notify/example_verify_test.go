package notify_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/earshot-go/earshot/listen/notify"
)

// The program that receives a webhook checks the signature, and drops what it
// has had already.
func ExampleVerify() {
	const secret = "at least twenty-four bytes"
	known := make(map[string]bool)
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
		if err != nil {
			return
		}
		m, err := notify.Verify(secret, r.Header, body, time.Now())
		if err != nil {
			http.Error(w, "not signed", http.StatusUnauthorized)
			return
		}
		if !known[m.Key] {
			known[m.Key] = true
			fmt.Println("received:", m.Title)
		}
	}))
	defer receiver.Close()

	hook := &notify.Webhook{URL: receiver.URL, Secret: secret, Client: notify.Client{AllowPrivate: true}}
	m := notify.Message{Key: "1/firing", Title: "Fernhill: volume spike"}
	for range 2 { // the second time as after a crash
		if err := hook.Send(context.Background(), m); err != nil {
			fmt.Println(err)
		}
	}
	// Output:
	// received: Fernhill: volume spike
}

package webhook_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/earshot-go/earshot/source/webhook"
)

func Example() {
	hook, err := webhook.New("tickets", secret, nil)
	if err != nil {
		panic(err)
	}
	server := httptest.NewServer(hook) // in your program: http.Handle("POST /hooks/tickets", hook)
	defer server.Close()

	answered := make(chan string)
	go func() {
		body := `{"id": "42", "text": "Acme app crashes"}`
		r, _ := http.NewRequest(http.MethodPost, server.URL, strings.NewReader(body))
		r.Header.Set("X-Hub-Signature-256", sign(body))
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			panic(err)
		}
		resp.Body.Close()
		http.DefaultClient.CloseIdleConnections()
		answered <- resp.Status
	}()

	for batch, err := range hook.Read(context.Background(), nil) {
		if err != nil {
			panic(err)
		}
		fmt.Println(batch.Posts[0].Text)
		batch.Done(nil) // the posts are safe
		break
	}
	fmt.Println(<-answered)
	// Output:
	// Acme app crashes
	// 204 No Content
}

package dashboard_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/dashboard"
	"github.com/earshot-go/earshot/source"
)

// Let those who are logged in assign conversations, and others see nothing.
func Example_act() {
	l, err := listen.New([]listen.Brand{{Name: "Brewpoint"}}, nil, nil)
	if err != nil {
		log.Fatal(err)
	}
	board := dashboard.New(l, &dashboard.Options{
		Authorize: func(r *http.Request) error {
			if user, _, _ := r.BasicAuth(); user == "" {
				return errors.New("log in first")
			}
			return nil
		},
		Act: func(r *http.Request, a dashboard.Action) error {
			user, _, _ := r.BasicAuth()
			fmt.Println(user, a.Verb, a.Conversation.Post, a.To) // here it would go into a ticket system
			return nil
		},
	})
	post := source.Post{ID: "17", Text: "My Brewpoint leaks again, terrible!", Time: time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC)}
	for range board.Follow(l.Feed(context.Background(), "forum", post)) {
	}

	send := func(user string) {
		form := url.Values{"verb": {"assign"}, "to": {"Noor"}, "source": {"forum"}, "post": {"17"}, "brand": {"Brewpoint"}}
		r := httptest.NewRequest("POST", "/listen/conversations", strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin") // as browsers do
		if user != "" {
			r.SetBasicAuth(user, "secret")
		}
		w := httptest.NewRecorder()
		board.ServeHTTP(w, r)
		fmt.Println(w.Code, strings.TrimSpace(w.Body.String()))
	}
	send("")
	send("anna")
	// Output:
	// 403 log in first
	// anna assign 17 Noor
	// 303
}

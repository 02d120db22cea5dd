package dashboard_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"regexp"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/dashboard"
	"github.com/earshot-go/earshot/source"
)

// Mount a board in a service, and look at a page as a browser would.
func Example_mount() {
	var board *dashboard.Board
	brands := []listen.Brand{{Name: "Brewpoint"}, {Name: "Kettleworks", Competitor: true}}
	l, err := listen.New(brands, nil, &listen.Options{
		Hooks: listen.Hooks{Judged: func(w *listen.Window) { board.Judge(w) }}, // for the page Normal?
	})
	if err != nil {
		log.Fatal(err)
	}
	board = dashboard.New(l, nil)

	mux := http.NewServeMux()
	mux.Handle("/listen/", board)
	server := httptest.NewServer(mux)
	defer server.Close()

	post := source.Post{ID: "1", Text: "My Brewpoint leaks again!", Time: time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC), Author: source.Author{Name: "Anna"}}
	for event, err := range board.Follow(l.Feed(context.Background(), "forum", post)) {
		if err != nil {
			log.Print(err)
			continue
		}
		fmt.Printf("%T\n", event) // the service's own loop
	}

	resp, err := http.Get(server.URL + "/listen/now")
	if err != nil {
		log.Fatal(err)
	}
	defer resp.Body.Close()
	page, err := io.ReadAll(resp.Body)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(resp.Status)
	fmt.Println(regexp.MustCompile(`<mark>.*?</mark>[^<]*`).FindString(string(page)))
	// Output:
	// *listen.Mention
	// 200 OK
	// <mark>Brewpoint</mark> leaks again!
}

package listen_test

import (
	"context"
	"fmt"
	"log"
	"strings"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/jsonl"
)

// Once reads every source to its end and stops, which suits files. A line that
// cannot be read is told, and its neighbours are read.
func ExampleListener_Events() {
	file := strings.NewReader(`{"id":"1","time":"2026-03-02T09:00:00Z","text":"I love the breakfast at Brewpoint"}
{"id":"2","time":"2026-03-02T09:05:
{"id":"3","time":"2026-03-02T09:07:00Z","text":"nothing open here"}
{"id":"4","time":"2026-03-02T09:10:00Z","text":"45 minutes in the queue at brew point, never again"}
`)
	l, err := listen.New(
		[]listen.Brand{{Name: "Brewpoint"}},
		[]source.Source{jsonl.Reader("posts", file)},
		&listen.Options{Once: true},
	)
	if err != nil {
		log.Fatal(err)
	}
	for event, err := range l.Events(context.Background()) {
		switch e := event.(type) {
		case *listen.Mention:
			fmt.Println(e.Post.ID, e.Hit.Kind, e.Sentiment.Label())
		case nil:
			fmt.Println(err != nil)
		}
	}
	fmt.Println(l.Stats().Dropped[listen.NoBrand], "post named no brand")
	// Output:
	// 1 exact positive
	// true
	// 4 split negative
	// 1 post named no brand
}

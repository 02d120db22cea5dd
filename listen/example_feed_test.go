package listen_test

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/source"
)

// A service that has posts of its own passes them one by one.
func ExampleListener_Feed() {
	l, err := listen.New([]listen.Brand{{Name: "Brewpoint"}, {Name: "Zonnova", Competitor: true}}, nil, nil)
	if err != nil {
		log.Fatal(err)
	}
	post := source.Post{
		ID:   "1042",
		Text: "Brewpoint's coffee is awful, but I love #zonnova!",
		Time: time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC),
	}
	for event, err := range l.Feed(context.Background(), "tickets", post) {
		if err != nil {
			log.Fatal(err)
		}
		if m, ok := event.(*listen.Mention); ok {
			fmt.Printf("%s (%s) as %q: %s\n", m.Brand, m.Hit.Kind, m.Text[m.Hit.Start:m.Hit.End], m.Sentiment.Label())
		}
	}
	// Output:
	// Brewpoint (possessive) as "Brewpoint's": negative
	// Zonnova (hashtag) as "#zonnova": positive
}

package listen_test

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/source"
)

// Once a day is often enough for whoever is not on duty.
func ExampleDigest() {
	l, err := listen.New([]listen.Brand{{Name: "Brewpoint"}, {Name: "Zonnova", Competitor: true}}, nil, nil)
	if err != nil {
		log.Fatal(err)
	}
	nine := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	var digest listen.Digest
	for i, text := range []string{"I love Brewpoint", "Brewpoint is terrible", "Brewpoint opens at ten", "Zonnova has new cards"} {
		post := source.Post{ID: fmt.Sprint(i), Text: text, Time: nine.Add(time.Duration(i) * time.Hour)}
		for event, err := range l.Feed(context.Background(), "tickets", post) {
			digest.Fail(err)
			digest.Add(event)
		}
	}
	fmt.Print(digest.Take())
	// Output:
	// 2026-03-02 09:00 to 2026-03-02 12:00
	// Brewpoint: 3 mentions, 1 positive, 1 negative
	// Zonnova: 1 mentions, 0 positive, 0 negative
}

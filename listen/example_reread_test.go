package listen_test

import (
	"bytes"
	"context"
	"fmt"
	"log"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/storetest"
	"github.com/earshot-go/earshot/source"
)

// A brand gets a nickname after a year of listening; the year is read again.
func ExampleListener_Reread() {
	ctx := context.Background()
	var recording bytes.Buffer // a file
	store := new(storetest.Memory)
	l, err := listen.New([]listen.Brand{{Name: "Brewpoint"}}, nil, &listen.Options{Store: store, Record: &recording})
	if err != nil {
		log.Fatal(err)
	}
	for i, text := range []string{"coffee at Brewpoint", "meet me at the Brewpo", "Brewpo or Brewpoint?"} {
		post := source.Post{ID: fmt.Sprint(i), Text: text, Time: time.Date(2026, 3, 2, 9+i, 0, 0, 0, time.UTC)}
		for range l.Feed(ctx, "tickets", post) {
		}
	}
	if err := l.Save(ctx); err != nil {
		log.Fatal(err)
	}

	l, err = listen.New([]listen.Brand{{Name: "Brewpoint", Terms: []string{"Brewpo"}}}, nil, &listen.Options{Store: store})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("changed:", l.Changed())
	for event, err := range l.Reread(ctx, listen.Records(&recording)) {
		if err != nil {
			log.Fatal(err)
		}
		if m, ok := event.(*listen.Mention); ok {
			fmt.Println(m.Change, m.Text)
		}
	}
	fmt.Println("changed:", l.Changed())
	// Output:
	// changed: [Brewpoint]
	// added meet me at the Brewpo
	// changed: []
}

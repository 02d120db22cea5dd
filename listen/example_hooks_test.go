package listen_test

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/source"
)

// A chart of what is normal is drawn from the judged windows.
func ExampleHooks() {
	start := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	var last *listen.Window
	l, err := listen.New([]listen.Brand{{Name: "Brewpoint"}}, nil, &listen.Options{
		Hooks: listen.Hooks{Judged: func(w *listen.Window) { last = w }},
	})
	if err != nil {
		log.Fatal(err)
	}
	for minute := 0; minute < 14*24*60; minute += 10 { // six mentions an hour
		post := source.Post{ID: fmt.Sprint(minute), Text: "Brewpoint", Time: start.Add(time.Duration(minute) * time.Minute)}
		for _, err := range l.Feed(context.Background(), "tickets", post) {
			if err != nil {
				log.Fatal(err)
			}
		}
	}
	v := last.Volume
	fmt.Printf("%s: %v mentions, %.0f expected, odd: %t\n", last.Start.Format("2 January 15:04"), v.Value, v.Expected, v.Odd)
	fmt.Println("the tone is known:", last.Tone != nil)
	// Output:
	// 15 March 22:00: 6 mentions, 6 expected, odd: false
	// the tone is known: false
}

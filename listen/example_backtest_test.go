package listen_test

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/source"
)

// A recording with a known incident tells how well alerts would have told it.
func ExampleBacktest() {
	start := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	incident := listen.Incident{Brand: "Brewpoint", Kind: listen.VolumeSpike, Start: start.Add(18 * 24 * time.Hour), End: start.Add(18*24*time.Hour + 2*time.Hour)}
	recording := func(yield func(listen.Record, error) bool) {
		for minute := 0; minute < 20*24*60; minute += 10 { // six mentions an hour, and thirty times as many in the incident
			at := start.Add(time.Duration(minute) * time.Minute)
			times := 1
			if !at.Before(incident.Start) && at.Before(incident.End) {
				times = 30
			}
			for i := range times {
				p := source.Post{ID: fmt.Sprint(minute, "/", i), Text: "Brewpoint", Time: at}
				if !yield(listen.Record{Source: "s", Post: &p}, nil) {
					return
				}
			}
		}
	}
	l, err := listen.New([]listen.Brand{{Name: "Brewpoint"}}, nil, nil)
	if err != nil {
		log.Fatal(err)
	}
	b, err := listen.Backtest(l.Replay(context.Background(), recording), []listen.Incident{incident}, time.Hour)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("recall %.0f %%, precision %.0f %%, told after %s, %.1f alerts a week\n", 100*b.Recall, 100*b.Precision, b.Delay, b.PerWeek)
	// Output:
	// recall 100 %, precision 100 %, told after 1h0m0s, 0.4 alerts a week
}

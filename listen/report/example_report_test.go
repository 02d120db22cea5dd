package report_test

import (
	"context"
	"fmt"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/report"
	"github.com/earshot-go/earshot/source"
)

// A report on a day, made while the posts of a service of one's own are read.
func ExampleCollector() {
	ctx := context.Background()
	day := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	collector, err := report.New(&report.Options{From: day, To: day.AddDate(0, 0, 1)})
	if err != nil {
		fmt.Println(err)
		return
	}
	l, err := listen.New([]listen.Brand{{Name: "Fernhill"}}, nil, &listen.Options{Hooks: listen.Hooks{Judged: collector.Judged}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, text := range []string{"Fernhill jam is wonderful", "my Fernhill jar was broken, terrible", "I love Fernhill!"} {
		post := source.Post{ID: fmt.Sprint(i), Text: text, Time: day.Add(time.Duration(9+i) * time.Hour)}
		for event := range l.Feed(ctx, "shop", post) {
			collector.Add(event)
		}
	}
	for event := range l.Advance(ctx, day.Add(25*time.Hour)) { // the day is over: its windows are judged
		collector.Add(event)
	}
	r, err := collector.Report(l.Coverage(day, day.AddDate(0, 0, 1)))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Title)
	for _, sentence := range r.Summary {
		fmt.Println("-", sentence)
	}
	// Output:
	// Fernhill: Monday 2026-03-02
	// - Fernhill: 3 mentions, 33 % negative of those with a tone (6 % to 79 %).
	// - No alerts.
	// - No answers of the brand were heard (Fernhill): whether somebody still waits cannot be told.
}

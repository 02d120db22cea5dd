// Command desk is a support desk on a friday morning: who goes to which
// department and why, who waits and for how long, what people complain of. It
// reads a recording and needs no network:
//
//	go run ./examples/desk
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"text/tabwriter"
	"time"

	"github.com/earshot-go/earshot/examples/internal/heard"
	"github.com/earshot-go/earshot/examples/internal/recording"
	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/insight"
	"github.com/earshot-go/earshot/sentiment"
)

var now = time.Date(2026, time.March, 20, 8, 0, 0, 0, time.UTC)

// hours are when the desk is staffed.
var hours = insight.Weekdays("UTC", 8*time.Hour, 20*time.Hour)

var routes = []insight.Route{
	{Name: "press office", Reach: 2000, Urgency: 20},
	{Name: "billing", Query: `bill OR invoice OR charg* OR refund OR rekening OR factuur OR terugbetal* OR bolletta OR rimborso OR قبض`},
	{Name: "retention", Intents: sentiment.Leaving},
	{Name: "Persian desk", Languages: []string{"fa"}, Intents: sentiment.Complaint | sentiment.Question},
	{Name: "shop", Intents: sentiment.Purchase},
	{Name: "network", Query: `signal OR coverage OR outage OR offline OR network OR bereik OR storing OR netwerk OR segnale OR rete OR copertura OR آنتن OR شبکه`, Intents: sentiment.Complaint},
}

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, out io.Writer) error {
	r, err := heard.Replay(ctx)
	if err != nil {
		return err
	}
	if err := departments(out, r); err != nil {
		return err
	}
	if err := waiting(out, r); err != nil {
		return err
	}
	return wishes(out, r)
}

// departments prints where yesterday's mentions went.
func departments(out io.Writer, r *heard.Recording) error {
	router, err := insight.NewRouter(routes, &insight.RouterOptions{Default: "front desk"})
	if err != nil {
		return err
	}
	count, shown := map[string]int{}, map[string]insight.Decision{}
	text := map[string]*listen.Mention{}
	all := 0
	for m := range r.Until(now) {
		if m.Own || m.Competitor || m.Post.Time.Before(now.AddDate(0, 0, -2)) {
			continue
		}
		d := router.Route(m)
		all++
		count[d.To[0]]++
		if before, seen := shown[d.To[0]]; !d.Default && (!seen || d.Case.Urgency > before.Case.Urgency) {
			shown[d.To[0]], text[d.To[0]] = d, m
		}
	}
	fmt.Fprintf(out, "DEPARTMENTS  %d mentions in two days\n", all)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, route := range routes {
		fmt.Fprintf(w, "  %s\t%d\t", route.Name, count[route.Name])
		if m := text[route.Name]; m != nil {
			fmt.Fprintf(w, "the most urgent: %q, because it %s", m.Text, last(shown[route.Name].Steps).Why)
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintf(w, "  front desk\t%d\tno route takes them\n", count["front desk"])
	w.Flush()
	fmt.Fprintln(out)
	return nil
}

func last(steps []insight.Step) insight.Step { return steps[len(steps)-1] }

// waiting prints how long answers take, with those that have not come counted.
func waiting(out io.Writer, r *heard.Recording) error {
	report, err := insight.ConversationsOf(r.Until(now), &insight.ConversationOptions{
		Selection: insight.Selection{Brands: []string{recording.Telmira}, Query: "source:mastodon*"},
		Hours:     hours, Target: 8 * time.Hour,
	}, now)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "CONVERSATIONS WITH %s ON MASTODON  in staffed hours\n", recording.Telmira)
	fmt.Fprintf(out, "  %d wanted an answer, %d got one; %d within the target of %s, %d not\n",
		report.First.Waits, report.First.Answered, report.Met, report.Target, report.Breached)
	fmt.Fprintf(out, "  a quarter is answered within %s, half within %s; of the answered alone, half within %s\n",
		long(report.First.Quarter), long(report.First.Median), long(report.First.AnsweredMedian))
	fmt.Fprintln(out, "  the longest without an answer:")
	for _, p := range report.Waiting[:min(4, len(report.Waiting))] {
		fmt.Fprintf(out, "    since %s, %s of them staffed: %s: %s\n", p.Opened.Format("2 Jan 15:04"), long(&p.Wait), p.Post.Author, p.Post.Text)
	}
	fmt.Fprintln(out)
	return nil
}

// long is a wait in hours; one that cannot be told yet says so.
func long(d *time.Duration) string {
	if d == nil {
		return "a time that cannot be told yet"
	}
	return d.Round(time.Minute).String()
}

// wishes prints what people do not like, by how many say so.
func wishes(out io.Writer, r *heard.Recording) error {
	report, err := insight.WishesOf(r.Until(now), &insight.WishOptions{Selection: insight.Selection{Brands: []string{recording.Telmira}, Query: "lang:en OR lang:nl"}})
	if err != nil {
		return err
	}
	for _, list := range []struct {
		title  string
		topics []insight.WishTopic
	}{{"WHAT PEOPLE COMPLAIN OF", report.Pains}, {"WHAT PEOPLE ASK", report.Questions}} {
		fmt.Fprintln(out, list.title)
		for _, t := range list.topics[:min(5, len(list.topics))] {
			fmt.Fprintf(out, "  %s: %.0f people, %.0f %% of them (%.0f–%.0f)\n", t.Name, t.Authors, 100*t.Share.Value, 100*t.Share.Low, 100*t.Share.High)
			if len(t.Posts) > 0 {
				fmt.Fprintf(out, "      %s\n", t.Posts[0].Text)
			}
		}
	}
	return nil
}

// Command morning is the first look at a screen after a bad evening: what
// happened, why, who is behind it, and whom to answer first. It reads a
// recording as it stood on the morning of 19 March 2026, and needs no network:
//
//	go run ./examples/morning
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/earshot-go/earshot/examples/internal/heard"
	"github.com/earshot-go/earshot/examples/internal/recording"
	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/insight"
)

var (
	morning = time.Date(2026, time.March, 19, 7, 0, 0, 0, time.UTC)
	evening = morning.AddDate(0, 0, -1)
	ours    = []string{recording.Telmira, recording.Linnet}
)

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
	fmt.Fprintf(out, "GOOD MORNING  it is %s\n\n", morning.Format("Monday 2 January, 15:04 MST"))
	happened(out, r)
	if err := why(out, r); err != nil {
		return err
	}
	if err := strangers(out, r); err != nil {
		return err
	}
	return answerFirst(out, r)
}

// happened prints the alerts since yesterday: what happened once is told once,
// with the other signs of it below.
func happened(out io.Writer, r *heard.Recording) {
	fmt.Fprintln(out, "WHAT HAPPENED")
	told := map[string]bool{}
	for _, a := range r.Alerts {
		if a.State != listen.Firing || a.Time.Before(evening) || a.Time.After(morning) {
			continue
		}
		if !told[a.Incident] {
			told[a.Incident] = true
			fmt.Fprintf(out, "  %s: %s at %s, severity %d: %s\n", a.Brand, a.Kind, a.Start.Format("15:04"), a.Severity, a.Why)
			continue
		}
		fmt.Fprintf(out, "    and a %s, severity %d: a %s of %.0f %%, where %.0f %% is normal\n", a.Kind, a.Severity, a.Why.Measure, 100*a.Value, 100*a.Expected)
	}
	fmt.Fprintln(out)
}

// why prints what was talked about more than in the weeks before.
func why(out io.Writer, r *heard.Recording) error {
	topics, err := insight.TopicsOf(r.Until(morning),
		&insight.TopicOptions{Selection: insight.Selection{Brands: []string{recording.Telmira}}},
		&insight.TopicRequest{From: time.Date(2026, time.March, 18, 0, 0, 0, 0, time.UTC), Limit: 4})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "WHAT IT IS ABOUT  topics of yesterday and today beside %d days before\n", topics.Past)
	for _, t := range topics.Rising {
		fmt.Fprintf(out, "  %s: %.0f people, %.0f %% of all (%.1f %% before), %.0f %% of it negative\n",
			t.Name, t.Authors, 100*t.Share.Value, 100*t.Usual.Value, 100*t.Negative.Value)
		for _, p := range t.Posts[:min(1, len(t.Posts))] {
			fmt.Fprintf(out, "      %s: %s\n", p.Author, p.Text)
		}
	}
	fmt.Fprintln(out)
	return nil
}

// strangers prints posts that spread further than such posts do.
func strangers(out io.Writer, r *heard.Recording) error {
	p, err := insight.PeopleOf(r.Until(morning), &insight.PeopleOptions{Selection: insight.Selection{From: evening, Brands: ours}}, nil)
	if err != nil {
		return err
	}
	fmt.Fprintln(out, "WHO IS HEARD")
	for _, who := range p.Ranked[:min(3, len(p.Ranked))] {
		fmt.Fprintf(out, "  %s, %s followers, %s: %s\n", who.Handle, who.Followers, tone(who.Tone), who.Posts[0].Text)
	}
	if len(p.Outliers) == 0 {
		fmt.Fprintln(out, "  no single post spread further than such posts do")
	}
	for _, who := range p.Outliers {
		fmt.Fprintf(out, "  a stranger, %s: %s\n", who.Handle, who.Why)
	}
	fmt.Fprintln(out)
	return nil
}

func tone(t insight.Tone) string {
	switch {
	case t.Negative > t.Positive:
		return "negative"
	case t.Positive > t.Negative:
		return "positive"
	}
	return "neutral"
}

// answerFirst prints who waits, the most urgent first, and who is better left
// alone.
func answerFirst(out io.Writer, r *heard.Recording) error {
	triage, err := insight.NewTriage(nil)
	if err != nil {
		return err
	}
	var cases []insight.Case
	alone := map[string]int{}
	for m := range r.Until(morning) {
		if m.Own || m.Post.Time.Before(evening) || !slices.Contains(ours, m.Brand) {
			continue
		}
		c := triage.Judge(m)
		if c.LeaveAlone != "" {
			alone[c.LeaveAlone]++
		} else if c.Urgency > 0 {
			cases = append(cases, c)
		}
	}
	insight.First(cases)
	fmt.Fprintf(out, "WHOM TO ANSWER FIRST  %d want something\n", len(cases))
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, c := range cases[:min(8, len(cases))] {
		fmt.Fprintf(w, "  %d\t%s\t%s\t%s\n", c.Urgency, c.Post.Time.Format("15:04"), c.Post.Author, c.Post.Text)
		fmt.Fprintf(w, "  \t\t\t(%s)\n", reasons(c))
	}
	return w.Flush()
}

// reasons lists what the points are for, with the words that tell.
func reasons(c insight.Case) string {
	var out []string
	for _, p := range c.Points {
		text := fmt.Sprintf("%s %d", p.For, p.Worth)
		for _, l := range c.Labels {
			if l.Name == p.For && l.Cue != "" {
				text += fmt.Sprintf(" %q", l.Cue)
			}
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}

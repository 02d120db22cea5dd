// Command competitors compares brands: whose voice is how loud, what moved from
// one week to the next and what only seems to, and what the others do where the
// own brand is silent. It reads a recording and needs no network:
//
//	go run ./examples/competitors
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"text/tabwriter"

	"github.com/earshot-go/earshot/examples/internal/heard"
	"github.com/earshot-go/earshot/examples/internal/recording"
	"github.com/earshot-go/earshot/listen/insight"
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
	last := recording.End.AddDate(0, 0, -7)
	now, err := insight.VoiceOf(r.All(), &insight.VoiceOptions{Selection: insight.Selection{From: last}})
	if err != nil {
		return err
	}
	before, err := insight.VoiceOf(r.All(), &insight.VoiceOptions{Selection: insight.Selection{From: last.AddDate(0, 0, -7), To: last}})
	if err != nil {
		return err
	}
	voices(out, now)
	if err := moves(out, now, before); err != nil {
		return err
	}
	b, err := insight.BenchmarkOf(r.All(), &insight.BenchmarkOptions{Brand: recording.Linnet}, recording.End)
	if err != nil {
		return err
	}
	benchmark(out, b)
	return nil
}

// voices prints the shares by four measures, each with the bounds that hold it
// 95 times in 100.
func voices(out io.Writer, r *insight.VoiceReport) {
	fmt.Fprintf(out, "SHARE OF VOICE  %s to %s, %d mentions in %d posts\n", r.Basis.First.Format("2 Jan"), r.Basis.Last.Format("2 Jan"), r.Basis.Mentions, r.Trade)
	w := tabwriter.NewWriter(out, 0, 0, 3, ' ', 0)
	fmt.Fprintln(w, "  \tmentions\tauthors\treach\tengagement\tnegative")
	for i := range r.Brands {
		b := &r.Brands[i]
		fmt.Fprintf(w, "  %s\t%s\t%s\t%s\t%s\t%s\n", b.Brand,
			percent(b.Mentions.Share), percent(b.Authors.Share), percent(b.Reach.Share), percent(b.Engagement.Share), percent(b.Tone.NegativeShare()))
	}
	w.Flush()
	fmt.Fprintf(out, "  %s\n\n", r.Basis.Rule)
}

func percent(i insight.Interval) string {
	return fmt.Sprintf("%.0f %% (%.0f–%.0f)", 100*i.Value, 100*i.Low, 100*i.High)
}

// moves prints what changed since the week before, and what did not.
func moves(out io.Writer, now, before *insight.VoiceReport) error {
	fmt.Fprintln(out, "SINCE THE WEEK BEFORE")
	for _, measure := range []insight.Measure{insight.ByMentions, insight.ByAuthors} {
		changes, err := now.Since(before, measure)
		if err != nil {
			return err
		}
		for _, c := range changes {
			fmt.Fprintln(out, "  "+c.String())
		}
	}
	fmt.Fprintln(out)
	return nil
}

// benchmark prints how a brand stands beside the others.
func benchmark(out io.Writer, r *insight.BenchmarkReport) {
	fmt.Fprintf(out, "%s BESIDE THE OTHERS\n", r.Brand)
	w := tabwriter.NewWriter(out, 0, 0, 3, ' ', 0)
	fmt.Fprintln(w, "  \town posts\tanswers\tto act on\tanswered")
	for _, row := range r.Rows {
		fmt.Fprintf(w, "  %s\t%d\t%s\t%s\t%d of %d\n", row.Brand, row.Own, percent(row.Answers), percent(row.Fruitful), row.Response.Answered, row.Response.Waits)
	}
	w.Flush()
	for _, h := range r.Silent[:min(5, len(r.Silent))] {
		fmt.Fprintf(out, "  at %02d:00 the others posted %d times and it never did, while %d people spoke of it\n", h.Hour, h.Theirs, h.Audience)
	}
	for _, g := range r.Heard[:min(5, len(r.Heard))] {
		fmt.Fprintf(out, "  %q is brought up about others by %.0f people, about it by %.0f\n", g.Term, g.Theirs, g.Ours)
	}
}

// Command people tells who matters for a brand, in the different ways in which
// somebody can matter. It reads a recording and needs no network:
//
//	go run ./examples/people
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
	"github.com/earshot-go/earshot/listen/insight/network"
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
	people, err := insight.PeopleOf(r.All(), nil, &insight.PeopleRequest{Brand: recording.Telmira, Limit: 5})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "WHO SPEAKS OF %s  %d people; of %d nobody knows the followers\n\n", recording.Telmira, people.People, people.Unknown)
	list(out, "THE LARGEST REACH", people.Ranked)
	list(out, "NOBODY BEATS THEM IN REACH, RESONANCE AND FOCUS AT ONCE", people.Front)
	list(out, "INFLUENCERS  heard again and again, with reach or resonance", people.Influencers)
	list(out, "STRANGERS WITH A POST THAT SPREADS", people.Outliers)

	ties, err := insight.TiesOf(r.All(), nil)
	if err != nil {
		return err
	}
	central, err := network.Of(ties, &network.Options{Limit: 5})
	if err != nil {
		return err
	}
	circles(out, central)
	return nil
}

// list prints people beside their figures; an unknown figure is a dash, not a
// zero.
func list(out io.Writer, title string, people []insight.Person) {
	fmt.Fprintln(out, title)
	if len(people) == 0 {
		fmt.Fprint(out, "  nobody\n\n")
		return
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "  \treach\tmentions\tengagement per post\tresonance\tfocus\tnegative\t")
	for _, p := range people {
		figure := func(t insight.Trait, format string) string {
			if v, known := p.Traits[t]; known {
				return fmt.Sprintf(format, v)
			}
			return "–"
		}
		fmt.Fprintf(w, "  %s\t%s\t%s\t%s\t%s\t%s\t%s\t %s\n", p.Handle, figure(insight.Reach, "%.0f"), figure(insight.Mentions, "%.0f"),
			figure(insight.PerPost, "%.1f"), figure(insight.Resonance, "%.1f"), figure(insight.Focus, "%.2f"), figure(insight.Negative, "%.2f"), p.Why)
	}
	w.Flush()
	fmt.Fprintln(out)
}

// circles prints who is central among those who answer each other.
func circles(out io.Writer, r *network.Report) {
	fmt.Fprintf(out, "WHO ANSWERS WHOM  %d people, %d ties, %d circles\n", r.Known, r.Ties, len(r.Circles))
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "  \tanswered by\tanswers\trank\tbetween\tcircle of\t")
	for _, p := range r.People {
		fmt.Fprintf(w, "  %s\t%d\t%d\t%.4f\t%.4f\t%s\t\n", p.ID, p.By, p.To, p.Rank, p.Between, r.Circles[p.Circle].Head)
	}
	w.Flush()
}

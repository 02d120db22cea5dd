// Command backtest tries settings on a recording before they go live: which of
// the incidents that are known would have been told, how late, and how many
// other alerts there would have been each week.
//
//	go run ./examples/backtest
package main

import (
	"context"
	"fmt"
	"io"
	"iter"
	"log"
	"os"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/earshot-go/earshot/examples/internal/recording"
	"github.com/earshot-go/earshot/listen"
)

// incidents are those that somebody at the desk remembers.
func incidents() []listen.Incident {
	var known []listen.Incident
	for _, s := range recording.Scenes() {
		kind, ok := map[recording.SceneKind]listen.AlertKind{
			recording.Outage: listen.ComplaintSurge, recording.Campaign: listen.VolumeSpike, recording.Silence: listen.Silence,
		}[s.Kind]
		if ok {
			known = append(known, listen.Incident{Brand: s.Brand, Kind: kind, Start: s.From, End: s.To})
		}
	}
	return known
}

// settings to choose among.
var settings = []struct {
	name    string
	options listen.Options
}{
	{"as built in", listen.Options{}},
	{"bold: one false alarm a week", listen.Options{Alerts: listen.Damping{PerWeek: 1}}},
	{"calm: three odd hours in a row", listen.Options{Alerts: listen.Damping{Hold: 3}}},
	{"by quarter hours", listen.Options{Interval: 15 * time.Minute}},
}

func main() {
	log.SetFlags(0)
	if err := run(os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(out io.Writer) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "SETTING\tRECALL\tPRECISION\tDELAY\tALERTS A WEEK")
	for _, s := range settings {
		b, err := backtest(s.options)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		fmt.Fprintf(table, "%s\t%.0f %%\t%.0f %%\t%s\t%.1f\n", s.name, 100*b.Recall, 100*b.Precision, b.Delay, b.PerWeek)
	}
	return table.Flush()
}

func backtest(options listen.Options) (*listen.BacktestResult, error) {
	options.Once = true
	l, err := listen.New(recording.Brands(), recording.Sources(), &options)
	if err != nil {
		return nil, err
	}
	return listen.Backtest(volumeAndComplaints(l.Events(context.Background())), incidents(), time.Hour)
}

var listed = []listen.AlertKind{listen.VolumeSpike, listen.CompetitorSurge, listen.VolumeDrop, listen.Silence, listen.ComplaintSurge}

// volumeAndComplaints leaves out alerts of which nobody keeps a list.
func volumeAndComplaints(events iter.Seq2[listen.Event, error]) iter.Seq2[listen.Event, error] {
	return func(yield func(listen.Event, error) bool) {
		for event, err := range events {
			if err != nil {
				continue // the source that was lost for an hour, as planned
			}
			if a, ok := event.(*listen.Alert); ok && !slices.Contains(listed, a.Kind) {
				continue
			}
			if !yield(event, nil) {
				return
			}
		}
	}
}

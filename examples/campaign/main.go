// Command campaign tells what a campaign did: to the talk, by a recording, and
// to the visits of a shop, by figures that are made up here: a quarter more on
// campaign days, an eighth less since the opening hours were cut. It says what is too short to tell, and what is coming up. It
// needs no network:
//
//	go run ./examples/campaign
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"math"
	"math/rand/v2"
	"os"
	"time"

	"github.com/earshot-go/earshot/examples/internal/heard"
	"github.com/earshot-go/earshot/examples/internal/recording"
	"github.com/earshot-go/earshot/listen/insight"
	"github.com/earshot-go/earshot/listen/insight/calendar"
)

var (
	// day is when the campaign ran.
	day = time.Date(2026, time.March, 14, 0, 0, 0, 0, time.UTC)
	// cut is when the shop began to close earlier.
	cut = time.Date(2026, time.January, 26, 0, 0, 0, 0, time.UTC)
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
	if err := talk(out, r); err != nil {
		return err
	}
	visits, marked := shop()
	if err := business(out, r, visits, marked); err != nil {
		return err
	}
	return outlook(out, visits)
}

// talk prints what the day did to the brand's voice, and about what people
// talked.
func talk(out io.Writer, r *heard.Recording) error {
	voice := func(from, to time.Time) (*insight.VoiceReport, error) {
		return insight.VoiceOf(r.All(), &insight.VoiceOptions{Selection: insight.Selection{From: from, To: to}})
	}
	during, err := voice(day, day.AddDate(0, 0, 1))
	if err != nil {
		return err
	}
	before, err := voice(day.AddDate(0, 0, -7), day)
	if err != nil {
		return err
	}
	after, err := voice(day.AddDate(0, 0, 1), day.AddDate(0, 0, 4))
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "THE TALK ABOUT %s ON %s\n", recording.Linnet, day.Format("2 January"))
	for _, step := range []struct {
		what           string
		before, during *insight.VoiceReport
	}{{"the day, beside the week before", before, during}, {"the days after, beside the week before", before, after}} {
		changes, err := step.during.Since(step.before, insight.ByMentions)
		if err != nil {
			return err
		}
		for _, c := range changes {
			if c.Brand == recording.Linnet {
				fmt.Fprintf(out, "  %s: %s\n", step.what, c)
			}
		}
	}
	topics, err := insight.TopicsOf(r.All(), &insight.TopicOptions{Selection: insight.Selection{Brands: []string{recording.Linnet}}},
		&insight.TopicRequest{From: day, To: day.AddDate(0, 0, 1), Limit: 3})
	if err != nil {
		return err
	}
	for _, t := range topics.Rising {
		fmt.Fprintf(out, "  talked about: %s (%.0f people, %.0f %% of them; %.1f %% before)\n", t.Name, t.Authors, 100*t.Share.Value, 100*t.Usual.Value)
	}
	fmt.Fprintln(out)
	return nil
}

// business prints what the shop's figures say, and what they cannot.
func business(out io.Writer, r *heard.Recording, visits *insight.Series, marked []string) error {
	effect, err := insight.DaysWith(visits, marked)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "THE SHOP\n  %s\n", effect.Words)
	since, err := insight.Interrupted(visits, cut, nil)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "  after the hours were cut: %s\n", since.Words)

	days, err := insight.DaysOf(r.All(), &insight.DayOptions{Selection: insight.Selection{Brands: []string{recording.Linnet}}})
	if err != nil {
		return err
	}
	days.Cover(r.Coverage)
	var short *insight.ShortError
	if _, err := insight.Associate(days.Mentions(), visits, nil); errors.As(err, &short) {
		fmt.Fprintf(out, "  mentions beside visits: %s\n\n", short)
	} else if err != nil {
		return err
	}
	return nil
}

// shop makes up a year of visits: quiet sundays, busy saturdays, a quarter more
// on every thirty-third day, which has a campaign, and the king's day.
func shop() (*insight.Series, []string) {
	chance := rand.New(rand.NewPCG(2026, 314))
	week := [7]float64{.6, .8, .95, 1, 1.05, 1.2, 1.4}
	s := &insight.Series{Name: "visits", Values: map[string]float64{}}
	var marked []string
	for d := day.AddDate(-1, 0, -30); d.Before(recording.End); d = d.AddDate(0, 0, 1) {
		date := d.Format(time.DateOnly)
		v := 900 * week[d.Weekday()] * math.Exp(.08*chance.NormFloat64())
		if d.Sub(day)%(33*24*time.Hour) == 0 {
			marked = append(marked, date)
			v *= 1.25
		}
		if d.Month() == time.April && d.Day() == 27 {
			v *= 2.2
		}
		if !d.Before(cut) {
			v *= .88
		}
		s.Values[date] = math.Round(v)
	}
	return s, marked
}

// outlook prints what to expect of the next days, and which days ahead moved
// the shop a year ago.
func outlook(out io.Writer, visits *insight.Series) error {
	events, err := calendar.Between("NL", recording.End.AddDate(-1, -2, 0), recording.End.AddDate(0, 3, 0))
	if err != nil {
		return err
	}
	o, err := insight.Outlook(visits, events, 7)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "WHAT IS COMING  learned from %d days\n", o.Learned)
	for _, d := range o.Days {
		fmt.Fprintf(out, "  %s  %.0f visits, between %.0f and %.0f eight times in ten", d.Date, d.Expected, d.Low80, d.High80)
		for _, e := range d.Events {
			fmt.Fprintf(out, "  %s", e)
		}
		fmt.Fprintln(out)
	}
	for _, c := range o.Coming {
		if c.Moved {
			fmt.Fprintf(out, "  ahead: %s on %s; last time, on %s, there were %.1f times the usual visits\n", c.Event.Name, c.Event.From, c.Before[0].Event.From, c.Before[0].Factor)
		}
	}
	return nil
}

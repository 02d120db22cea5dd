package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/earshot-go/earshot/listen"
)

// incidents are the alerts so far, each as it was told last, in the order in
// which they began.
type incidents []*incident

type incident struct {
	*listen.Alert
	fired bool
}

func (all *incidents) add(a *listen.Alert) {
	i := slices.IndexFunc(*all, func(i *incident) bool { return i.ID == a.ID })
	if i < 0 {
		i = len(*all)
		*all = append(*all, &incident{})
	}
	in := (*all)[i]
	in.Alert = a
	in.fired = in.fired || a.State == listen.Firing
}

func (r *report) printIncidents() {
	fired := slices.DeleteFunc(slices.Clone(r.incidents), func(i *incident) bool { return !i.fired })
	if len(fired) == 0 {
		r.head("ALERTS", "none: nothing was out of the ordinary, or there was too little history to know")
		return
	}
	r.head("ALERTS", fmt.Sprintf("%d", len(fired)))
	for _, i := range fired {
		r.printAlert(i.Alert)
	}
}

// printAlert prints what happened, when, and why it was told.
func (r *report) printAlert(a *listen.Alert) {
	title, color := clean(cmp.Or(a.Brand, a.Source))+": "+string(a.Kind), red
	switch {
	case a.Kind == listen.VolumeSpike:
		color = bold // good or bad, who knows
	case a.Kind == listen.SentimentTurn && a.Value < a.Expected:
		title, color = title+" for the better", green
	}
	fmt.Fprintf(r, "  %s  %s\n", r.paint(color, title), r.paint(dim, when(a)))
	for _, reason := range r.news(reasons(a)) {
		for _, line := range wrap(clean(reason), min(r.width, plainWidth)-6) {
			fmt.Fprintln(r, "      "+line)
		}
	}
}

// news leaves the words and posts out that the alert before has shown: one
// incident may raise several.
func (r *report) news(reasons []string) []string {
	evidence := strings.Join(reasons[1:], "\n")
	if evidence == r.shown {
		return reasons[:1]
	}
	r.shown = evidence
	return reasons
}

// reasons are what speaks for an alert, a line each: the figures, the words and
// the sources that stand out, and a post that stands for all. Of those who are
// silent, nobody stands for the others.
func reasons(a *listen.Alert) []string {
	figures := a.Why
	figures.Terms, figures.Sources, figures.Posts = nil, nil, nil
	lines := []string{figures.String()}
	if a.Kind == listen.VolumeDrop || a.Kind == listen.Silence {
		return lines
	}
	if len(a.Why.Terms) > 0 {
		lines = append(lines, "words: "+drivers(a.Why.Terms))
	}
	if odd := slices.DeleteFunc(slices.Clone(a.Why.Sources), usual); len(odd) > 0 {
		lines = append(lines, "sources: "+drivers(odd))
	}
	if len(a.Why.Posts) > 0 {
		p := a.Why.Posts[0]
		lines = append(lines, fmt.Sprintf("for instance %s: %s", cmp.Or(p.Author, "somebody"), p.Text))
	}
	return lines
}

// usual reports whether a source brought about as much as it always does.
func usual(d listen.Driver) bool { return math.Abs(d.Share-d.Usual) < .15 }

func drivers(all []listen.Driver) string {
	words := make([]string, len(all))
	for i, d := range all {
		words[i] = fmt.Sprintf("%s %.0f %% (usually %.0f %%)", d.Name, 100*d.Share, 100*d.Usual)
	}
	return strings.Join(words, ", ")
}

func when(a *listen.Alert) string {
	parts := []string{"since " + stamp(a.Start)}
	if !a.End.IsZero() {
		parts = []string{stamp(a.Start) + " to " + stamp(a.End)}
	}
	return strings.Join(append(parts, string(a.State)), ", ")
}

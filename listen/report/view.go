package report

import (
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"

	"github.com/earshot-go/earshot/internal/chart"
	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/insight"
)

// A view is a report with what its templates ask for.
type view struct {
	*Report
	words
	CSS template.CSS
}

// Period is the period in words.
func (v view) Period() string { return period(v.From, v.To) }

// Local is a time in the zone of the report.
func (v view) Local(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.In(v.From.Location())
}

// Volume draws the mentions of a brand before what is normal.
func (v view) Volume(b Brand) template.HTML {
	return chart.Line{Title: "Mentions of " + b.Name, Points: volume(b.Windows)}.SVG()
}

// Top is the scale of that drawing.
func (v view) Top(b Brand) string {
	return v.Whole(chart.Scale(chart.Fold(volume(b.Windows), mostDrawn)))
}

// mostDrawn is into how many points package chart folds a line.
const mostDrawn = 240

func volume(windows []*listen.Window) []chart.Point {
	points := make([]chart.Point, len(windows))
	for i, w := range windows {
		points[i] = chart.Point{Time: w.Start, Value: float64(w.Mentions), Known: w.Volume != nil}
		if l := w.Volume; l != nil && l.Ready {
			points[i].Low, points[i].Expected, points[i].High, points[i].Judged, points[i].Odd = l.Low, l.Expected, l.High, true, l.Odd
		}
	}
	return points
}

// Tones draws the share of negative mentions of a brand. In a single window
// there are too few for a share to mean much: they are added up.
func (v view) Tones(b Brand) template.HTML {
	const most = 42 // points: six a day for a week
	var points []chart.Point
	per := (len(b.Windows) + most - 1) / most
	for windows := range slices.Chunk(b.Windows, max(per, 1)) {
		points = append(points, tone(windows))
	}
	return chart.Line{Title: "Share of negative mentions of " + b.Name, Points: points, Top: 1}.SVG()
}

// tone is the share of negative ones among the mentions of some windows.
func tone(windows []*listen.Window) chart.Point {
	p := chart.Point{Time: windows[0].Start}
	negative, scored := 0, 0
	for _, w := range windows {
		negative, scored = negative+w.Negative, scored+w.Scored
		p.Odd = p.Odd || w.Tone != nil && w.Tone.Odd
	}
	if p.Known = scored > 0; p.Known {
		p.Value = float64(negative) / float64(scored)
	}
	return p
}

// ShareBar draws an interval of shares.
func (v view) ShareBar(i insight.Interval) template.HTML {
	return chart.Bar{Value: i.Value, Low: i.Low, High: i.High, Top: 1}.SVG()
}

// ToneBar draws what part of the mentions has which tone.
func (v view) ToneBar(t insight.Tone) template.HTML {
	return chart.Stack{Parts: []chart.Part{
		{Class: "negative", Value: float64(t.Negative)}, {Class: "neutral", Value: float64(t.Neutral)},
		{Class: "positive", Value: float64(t.Positive)}, {Class: "unknown", Value: float64(t.Unknown)},
	}}.SVG()
}

// Figures say an alert in a line.
func (v view) Figures(a *listen.Alert) string {
	if a.Kind == listen.SourceLost || a.Kind == listen.SourceSilent {
		return fmt.Sprintf("%s: %s", a.Kind, a.Why)
	}
	if a.Kind == listen.UnusualReach {
		return fmt.Sprintf("%s: %s followers, %s usual (%s to %s), %s", a.Kind,
			v.Whole(a.Value), v.Whole(a.Expected), v.Whole(a.Low), v.Whole(a.High), stamp(a.Why.From))
	}
	value := func(f float64) string {
		if a.Why.Measure == listen.Mentions {
			return v.Whole(f)
		}
		return v.Percent(f)
	}
	return fmt.Sprintf("%s: %s in the oddest window, %s expected (%s to %s), %s to %s", a.Kind,
		value(a.Value), value(a.Expected), value(a.Low), value(a.High), stamp(a.Why.From), stamp(a.Why.To))
}

// Drivers lists what an alert's mentions share.
func (v view) Drivers(drivers []listen.Driver) string {
	said := make([]string, len(drivers))
	for i, d := range drivers {
		said[i] = isolate(d.Name) + " " + v.Percent(d.Share) + " (usually " + v.Percent(d.Usual) + ")"
	}
	return strings.Join(said, ", ")
}

// isolate keeps a name of another direction from turning what stands beside it.
func isolate(name string) string { return "\u2068" + name + "\u2069" }

// Incidents are the alerts, those of one incident together.
func (v view) Incidents() []*incident { return incidents(v.Alerts) }

// Web is an address that a browser may open, or nothing.
func (v view) Web(address string) string {
	if strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://") {
		return address
	}
	return ""
}

// Before, Marked and After are the text of a post around the brand.
func (v view) Before(p insight.Post) string { start, _ := span(p); return p.Text[:start] }
func (v view) Marked(p insight.Post) string { start, end := span(p); return p.Text[start:end] }
func (v view) After(p insight.Post) string  { _, end := span(p); return p.Text[end:] }

func span(p insight.Post) (start, end int) {
	if p.Start < 0 || p.End > len(p.Text) || p.Start > p.End {
		return 0, 0
	}
	return p.Start, p.End
}

// A group is people who matter in one way.
type group struct {
	Name   string
	People []insight.Person
}

// Groups lists those who matter, each under the first of the groups that has
// them.
func (v view) Groups() []group {
	groups := []group{{"Influencers", v.Report.People.Influencers}, {"Strangers whose post spreads", v.Report.People.Outliers}, {"Most followed", v.Report.People.Ranked}}
	seen := make(map[string]bool)
	for i := range groups {
		groups[i].People = slices.DeleteFunc(slices.Clone(groups[i].People), func(p insight.Person) bool {
			key := p.Source + "\x00" + p.ID + "\x00" + p.Handle
			again := seen[key]
			seen[key] = true
			return again
		})
	}
	return slices.DeleteFunc(groups, func(g group) bool { return len(g.People) == 0 })
}

// Name is how a person is called.
func (v view) Name(p insight.Person) string {
	switch {
	case p.Handle != "":
		return p.Handle
	case p.Profile.Name != "":
		return p.Profile.Name
	}
	return "unknown author"
}

// Median is what Kaplan and Meier's estimate says, as far as it says anything.
func (v view) Median(w insight.Waiting) string {
	if w.Median == nil {
		return "more than half still wait"
	}
	said := long(*w.Median)
	switch {
	case w.Low != nil && w.High != nil:
		said += " (" + long(*w.Low) + " to " + long(*w.High) + ")"
	case w.Low != nil:
		said += " (" + long(*w.Low) + " or more)"
	case w.High != nil:
		said += " (" + long(*w.High) + " or less)"
	}
	return said
}

// Unanswering says of which brands no answer was heard.
func (v view) Unanswering() string { return v.unanswering() }

// Answering tells whether answers of any brand were heard.
func (v view) Answering() bool {
	return len(v.Conversations.NoAnswers) < len(v.Conversations.ByBrand)
}

// FirstWaiting are the conversations to answer first.
func (v view) FirstWaiting() []insight.Pending {
	const most = 10
	waiting := v.waiting()
	return waiting[:min(len(waiting), most)]
}

// With hands a post to a template together with the view.
func (v view) With(p insight.Post) any {
	return struct {
		V view
		P insight.Post
	}{v, p}
}

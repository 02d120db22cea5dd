package dashboard

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"time"

	"github.com/earshot-go/earshot/internal/chart"
	"github.com/earshot-go/earshot/listen"
)

// coverageDays is how far back the page Coverage looks.
const coverageDays = 7

// mostSteps bounds how finely a strip is drawn.
const mostSteps = 336

// books is the data of the page Coverage.
type books struct {
	Sources  []sourceBook
	From, To time.Time
	Stats    listen.Stats
	Drops    []drop
	Faults   []fault
}

// A sourceBook is one source with its windows.
type sourceBook struct {
	Name      string
	Health    *listen.Health
	Err       string
	Strip     template.HTML
	Complete  int
	Partial   int
	Absent    int
	Silent    int
	Missed    int64   // posts that the source says it held back
	Share     float64 // the least part of its posts that it says it gives
	Posts     int64
	Mentioned int64
	Drops     []drop
	Outages   []outage
}

// A drop is how many posts made no mention for one reason.
type drop struct {
	Reason string
	Count  int64
}

// An outage is a stretch of windows that are not complete.
type outage struct {
	From, To time.Time
	Heard    float64 // the least share of one of its windows
}

func coveragePage(v *visit) any {
	b := v.board
	to := b.asOf().Add(b.listener.Interval())
	c := &books{From: to.AddDate(0, 0, -coverageDays), To: to, Stats: b.listener.Stats(), Faults: b.lastFaults()}
	c.Drops = drops(c.Stats.Dropped)
	windows := make(map[string][]listen.Coverage)
	for _, h := range b.listener.Health() {
		s := sourceBook{Name: h.Source, Health: &h}
		if h.Err != nil {
			s.Err = clip(h.Err.Error(), 300)
		}
		c.Sources = append(c.Sources, s)
		windows[h.Source] = nil
	}
	for _, w := range b.listener.Coverage(c.From, c.To) {
		if _, known := windows[w.Source]; !known {
			c.Sources = append(c.Sources, sourceBook{Name: w.Source})
		}
		windows[w.Source] = append(windows[w.Source], w)
	}
	for i := range c.Sources {
		v.fill(&c.Sources[i], windows[c.Sources[i].Name], c)
	}
	return c
}

func (v *visit) fill(s *sourceBook, windows []listen.Coverage, c *books) {
	dropped := make(map[listen.Reason]int64)
	s.Share = 1
	for _, w := range windows {
		s.Missed += w.Missed
		if w.Share > 0 {
			s.Share = min(s.Share, w.Share)
		}
		s.Posts, s.Mentioned = s.Posts+w.Posts, s.Mentioned+w.Mentioned
		for reason, n := range w.Dropped {
			dropped[reason] += n
		}
		switch w.State {
		case listen.Complete:
			s.Complete++
		case listen.Partial:
			s.Partial++
		case listen.Absent:
			s.Absent++
		}
		if w.Silent {
			s.Silent++
		}
	}
	s.Drops, s.Outages = drops(dropped), outages(windows)
	s.Strip = v.strip(s.Name, windows, c)
}

// outages are the stretches that were not heard whole, newest first, ten at
// most.
func outages(windows []listen.Coverage) []outage {
	var out []outage
	for i, w := range windows {
		switch {
		case w.State == listen.Complete:
		case i > 0 && windows[i-1].State != listen.Complete && len(out) > 0:
			last := &out[len(out)-1]
			last.To, last.Heard = w.End, min(last.Heard, w.Heard)
		default:
			out = append(out, outage{w.Start, w.End, w.Heard})
		}
	}
	slices.Reverse(out)
	return out[:min(len(out), 10)]
}

// strip draws the windows between two times; several in one step look like the
// worst of them, and where there is none it is empty.
func (v *visit) strip(name string, windows []listen.Coverage, c *books) template.HTML {
	interval := v.board.listener.Interval()
	n := int(min(mostSteps, c.To.Sub(c.From)/interval))
	steps := make([]chart.Step, n)
	for _, w := range windows {
		i := int(int64(n) * int64(w.Start.Sub(c.From)) / int64(c.To.Sub(c.From)))
		if i >= 0 && i < n {
			state := worse(steps[i].Class, stateOf(w))
			steps[i] = chart.Step{Class: state, Title: state}
		}
	}
	title := clip(name, 80) + ": " + strconv.Itoa(len(windows)) + " windows, as heard"
	return chart.Strip{Title: title, Steps: steps}.SVG()
}

var fromBest = []string{"", "complete", "silent", "partial", "absent"}

func worse(a, b string) string {
	if slices.Index(fromBest, b) > slices.Index(fromBest, a) {
		return b
	}
	return a
}

func stateOf(w listen.Coverage) string {
	if w.Silent {
		return "silent"
	}
	return string(w.State)
}

// drops are the reasons, the commonest first.
func drops(counts map[listen.Reason]int64) []drop {
	var out []drop
	for reason, n := range counts {
		if n > 0 {
			out = append(out, drop{string(reason), n})
		}
	}
	slices.SortFunc(out, func(a, b drop) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Reason, b.Reason))
	})
	return out
}

// lastFaults are the last errors among the events, newest first.
func (b *Board) lastFaults() []fault {
	b.mu.RLock()
	defer b.mu.RUnlock()
	out := slices.Clone(b.faults)
	slices.Reverse(out)
	return out
}

package dashboard

import (
	"html/template"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/earshot-go/earshot/internal/chart"
	"github.com/earshot-go/earshot/listen"
)

const (
	brandsAPage = 24
	normalDays  = 7 // shown at first
)

// spans are the stretches of time to choose from, in days.
var spans = []int{1, 3, 7, 14, 30, 90}

// normal is the data of the page Normal?: all brands small, or one large.
type normal struct {
	Brand   string
	Search  string
	Days    int
	Spans   []int
	Cards   []brandCard
	Page    int
	Pages   int
	Found   int
	Waiting bool // nothing was judged yet
}

// A brandCard is one brand with its three measures.
type brandCard struct {
	Name       string
	Competitor bool
	Up         int
	Charts     []brandChart
	Others     []*listen.Alert // of which there is no series
	Ready      bool
}

// A brandChart is one measure of one brand.
type brandChart struct {
	Name     string
	Share    bool
	SVG      template.HTML
	Top      float64
	From, To time.Time
	Last     *listen.Level // of the newest judged window
	LastAt   time.Time
	Odd      bool
	Ready    bool
	Marks    []*listen.Alert
	Together int // how many windows one point holds, where it is more than one
}

func normalPage(v *visit) any {
	n := &normal{Brand: v.query.Get("brand"), Search: strings.TrimSpace(v.query.Get("find")), Days: normalDays, Spans: spans}
	if days, err := strconv.Atoi(v.query.Get("days")); err == nil && slices.Contains(spans, days) {
		n.Days = days
	}
	from := v.board.asOf().AddDate(0, 0, -n.Days)
	if n.Brand != "" {
		brand, ok := v.board.brand(n.Brand)
		if !ok {
			return v.missing("There is no brand of that name.")
		}
		n.Cards = []brandCard{v.card(brand, from, false)}
		return n
	}
	for _, brand := range n.choose(v) {
		n.Cards = append(n.Cards, v.card(brand, from, true))
	}
	n.Waiting = !v.board.judged()
	return n
}

// choose returns the brands of the page that was asked for: those that are out
// of line first.
func (n *normal) choose(v *visit) []listen.Brand {
	up := v.board.upByBrand()
	brands := slices.DeleteFunc(slices.Clone(v.board.brands), func(b listen.Brand) bool {
		return !strings.Contains(strings.ToLower(b.Name), strings.ToLower(n.Search))
	})
	slices.SortStableFunc(brands, func(a, b listen.Brand) int { return up[b.Name] - up[a.Name] })
	n.Found = len(brands)
	n.Pages = max(1, (len(brands)+brandsAPage-1)/brandsAPage)
	n.Page, _ = strconv.Atoi(v.query.Get("page"))
	n.Page = max(1, min(n.Page, n.Pages))
	return brands[(n.Page-1)*brandsAPage : min(len(brands), n.Page*brandsAPage)]
}

// Turn is the address of another page of brands.
func (n *normal) Turn(by int) string {
	return "normal?" + url.Values{"page": {strconv.Itoa(n.Page + by)}, "days": {strconv.Itoa(n.Days)}, "find": {n.Search}}.Encode()
}

// Previous and Next tell whether there is one.
func (n *normal) Previous() bool { return n.Page > 1 }
func (n *normal) Next() bool     { return n.Page < n.Pages }

func (v *visit) card(brand listen.Brand, from time.Time, small bool) brandCard {
	windows := v.board.windows(brand.Name, from)
	alerts := v.board.heardAlerts(func(a *listen.Alert) bool { return a.Brand == brand.Name && !a.Time.Before(from) })
	card := brandCard{Name: brand.Name, Competitor: brand.Competitor}
	for _, a := range alerts {
		if isUp(a) {
			card.Up++
		}
		if _, drawn := measureOf(a.Why.Measure); !drawn {
			card.Others = append(card.Others, a)
		}
	}
	for m := range measures {
		c := v.chart(brand.Name, windows, m, alerts, small)
		card.Ready = card.Ready || c.Ready
		card.Charts = append(card.Charts, c)
	}
	return card
}

func (v *visit) chart(brand string, windows []window, m measure, alerts []*listen.Alert, small bool) brandChart {
	c := brandChart{Name: measureNames[m], Share: m != volume}
	points, together := pointsOf(windows, m, v.board.listener.Interval())
	if len(points) == 0 {
		return c
	}
	if together > 1 {
		c.Together = together
	}
	line := chart.Line{Title: c.Name + " of " + clip(brand, 80) + " beside what is normal", Points: points, Top: chart.Scale(points), Spark: small}
	for _, a := range alerts {
		if of, drawn := measureOf(a.Why.Measure); drawn && of == m {
			c.Marks = append(c.Marks, a)
			if !small {
				line.Marks = append(line.Marks, chart.Mark{Time: a.Start, Label: clip(a.String(), 200), Href: "alert?id=" + alertKey(a.ID)})
			}
		}
	}
	c.SVG, c.Top, c.From, c.To = line.SVG(), line.Top, points[0].Time, points[len(points)-1].Time
	for _, w := range slices.Backward(windows) {
		if l := w.levels[m]; l.known {
			c.Last = &listen.Level{Value: float64(l.value), Expected: float64(l.expected), Low: float64(l.low), High: float64(l.high)}
			c.LastAt, c.Odd, c.Ready = time.Unix(w.start, 0), l.odd, l.ready
			break
		}
	}
	return c
}

// Half is the middle of the scale.
func (c brandChart) Half() float64 { return c.Top / 2 }

// Of writes a value in the measure's unit.
func (c brandChart) Of(l *locale, v float64) string {
	if c.Share {
		return l.Percent(v)
	}
	if v >= 10 {
		v = math.Round(v)
	}
	return l.Number(v, 1)
}

// judged reports whether any window was told.
func (b *Board) judged() bool {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return len(b.histories) > 0
}

// upByBrand counts the alerts that are up.
func (b *Board) upByBrand() map[string]int {
	up := make(map[string]int)
	for _, a := range b.heardAlerts(isUp) {
		up[a.Brand]++
	}
	return up
}

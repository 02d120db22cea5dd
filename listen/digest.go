package listen

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/earshot-go/earshot/sentiment"
)

// A Digest gathers what happens between two looks at it: every alert with all
// that was told of it, also what the cool-down held back, how many mentions
// there were, and what failed. Nothing that was added is missing from it: what
// it has no room for is counted in More. The zero Digest is empty and ready to use.
//
//	var digest listen.Digest
//	opts.Hooks.Held = digest.Hold
//	for event, err := range l.Events(ctx) {
//		digest.Fail(err)
//		digest.Add(event)
//		if ... { // it is nine o'clock
//			send(digest.Take())
//		}
//	}
//
// Its JSON form keeps it over a restart. It is not safe for concurrent use; a
// Digest that is a hook of a Listener is used by its loop alone.
type Digest struct {
	From   time.Time               `json:"from,omitzero"` // of the first thing in it
	To     time.Time               `json:"to,omitzero"`   // and the last
	Brands map[string]BrandSummary `json:"brands,omitempty"`
	// Alerts are in the order in which they were told first. Those that were
	// still up when the digest before was taken stand in this one as well.
	Alerts []AlertStory `json:"alerts,omitempty"`
	// Failures is how often each source failed, or the listener itself under
	// the empty name.
	Failures map[string]int `json:"failures,omitempty"`
	// More is how many tellings of alerts there were beyond the bound of 1,000
	// alerts with 32 tellings each.
	More int `json:"more,omitzero"`
}

// Bounds of a digest.
const (
	maxStories  = 1000
	maxTellings = 32
)

// A BrandSummary counts a brand's mentions in a digest: those seen for the
// first time that are not the brand's own.
type BrandSummary struct {
	Mentions int `json:"mentions"`
	Positive int `json:"positive"`
	Negative int `json:"negative"`
}

// An AlertStory is one alert and all that was told of it.
type AlertStory struct {
	Last     *Alert    `json:"last"` // as it was told last
	Tellings []Telling `json:"tellings"`
}

// A Telling is one time that an alert was told.
type Telling struct {
	Time     time.Time  `json:"time"`
	State    AlertState `json:"state"`
	Value    float64    `json:"value"`
	Severity int        `json:"severity"`
}

// Open tells whether the alert goes on.
func (s AlertStory) Open() bool {
	return s.Last.State == Pending || s.Last.State == Firing || s.Last.State == Worse
}

// Add takes an event; nil is nothing.
func (d *Digest) Add(e Event) {
	switch e := e.(type) {
	case *Mention:
		d.saw(e.When())
		d.mention(e)
	case *Alert:
		d.saw(e.When())
		d.alert(e)
	}
}

// Hold takes an alert that the cool-down keeps back; it suits [Hooks.Held].
func (d *Digest) Hold(a *Alert) { d.Add(a) }

// Fail takes an error of the loop; nil is nothing.
func (d *Digest) Fail(err error) {
	if err == nil {
		return
	}
	name := ""
	var src *SourceError
	if errors.As(err, &src) {
		name = src.Source
	}
	if d.Failures == nil {
		d.Failures = make(map[string]int)
	}
	d.Failures[name]++
}

// Take returns what was gathered and begins the next digest with the alerts
// that are still up.
func (d *Digest) Take() Digest {
	taken := *d
	*d = Digest{}
	for _, s := range taken.Alerts {
		if s.Open() {
			d.Alerts = append(d.Alerts, AlertStory{Last: s.Last})
		}
	}
	return taken
}

func (d *Digest) saw(t time.Time) {
	d.From, d.To = earlier(d.From, t), later(d.To, t)
}

func (d *Digest) mention(m *Mention) {
	if m.Change != Added || m.Own {
		return
	}
	if d.Brands == nil {
		d.Brands = make(map[string]BrandSummary)
	}
	b := d.Brands[m.Brand]
	b.Mentions++
	switch m.Sentiment.Label() {
	case sentiment.Positive:
		b.Positive++
	case sentiment.Negative:
		b.Negative++
	}
	d.Brands[m.Brand] = b
}

func (d *Digest) alert(a *Alert) {
	i := slices.IndexFunc(d.Alerts, func(s AlertStory) bool { return s.Last.ID == a.ID })
	if i < 0 {
		if len(d.Alerts) == maxStories {
			d.More++
			return
		}
		i = len(d.Alerts)
		d.Alerts = append(d.Alerts, AlertStory{})
	}
	s := &d.Alerts[i]
	s.Last = a
	if len(s.Tellings) == maxTellings {
		d.More++
		return
	}
	s.Tellings = append(s.Tellings, Telling{a.Time, a.State, a.Value, a.Severity})
}

// String is the digest as plain text: the alerts, gravest first, then a line
// for each brand, then what failed.
func (d Digest) String() string {
	var b strings.Builder
	if !d.From.IsZero() {
		fmt.Fprintf(&b, "%s to %s\n", d.From.Format("2006-01-02 15:04"), d.To.Format("2006-01-02 15:04"))
	}
	gravest := slices.Clone(d.Alerts)
	slices.SortStableFunc(gravest, func(a, b AlertStory) int { return cmp.Compare(b.Last.Severity, a.Last.Severity) })
	for _, s := range gravest {
		fmt.Fprintf(&b, "[%d] %s\n", s.Last.Severity, s.Last)
	}
	for _, name := range slices.Sorted(maps.Keys(d.Brands)) {
		c := d.Brands[name]
		fmt.Fprintf(&b, "%s: %d mentions, %d positive, %d negative\n", name, c.Mentions, c.Positive, c.Negative)
	}
	for _, name := range slices.Sorted(maps.Keys(d.Failures)) {
		fmt.Fprintf(&b, "%s failed %d times\n", cmp.Or(name, "the listener"), d.Failures[name])
	}
	if d.More > 0 {
		fmt.Fprintf(&b, "and %d more tellings of alerts\n", d.More)
	}
	return b.String()
}

package insight

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/earshot-go/earshot/baseline"
)

// An Event is something that is known to happen: a holiday, a festival, a
// launch, a match. Events of the same Name are the same thing again. Package
// calendar lists holidays.
type Event struct {
	Name string    `json:"name"`
	Kind EventKind `json:"kind,omitempty"` // empty is Planned
	From string    `json:"from"`           // the first day, such as "2026-12-25"
	To   string    `json:"to,omitzero"`    // the last day; empty is From
	// Estimated tells that the date was computed and may be off by a day, as
	// those of lunar holidays are before they are announced.
	Estimated bool `json:"estimated,omitzero"`
}

// EventKind tells how events are learned: those of a kind are taken to move a
// brand alike.
type EventKind string

// The kinds of event, each learned by itself.
const (
	Holiday  EventKind = "holiday"  // a day off
	Festival EventKind = "festival" // a day to celebrate, not always off
	Planned  EventKind = "planned"  // an event of the user's own
)

var eventClasses = map[EventKind]int{Holiday: 0, Festival: 1, Planned: 2}

const maxEventDays = 366

func (e *Event) check() error {
	from, err := time.Parse(time.DateOnly, e.From)
	if err != nil {
		return &OptionError{"Event.From", e.From, fmt.Sprintf("of %s is no date like 2006-01-02", e.Name)}
	}
	to, err := time.Parse(time.DateOnly, cmp.Or(e.To, e.From))
	if err != nil || to.Before(from) || to.Sub(from) > maxEventDays*oneDay {
		return &OptionError{"Event.To", e.To, fmt.Sprintf("of %s is no date within a year after %s", e.Name, e.From)}
	}
	if _, known := eventClasses[cmp.Or(e.Kind, Planned)]; !known {
		return &OptionError{"Event.Kind", e.Kind, fmt.Sprintf("of %s is none of holiday, festival and planned", e.Name)}
	}
	return nil
}

func (e *Event) dates() []string { return datesBetween(e.From, cmp.Or(e.To, e.From)) }

// An OutlookReport is what is to be expected in the next days.
type OutlookReport struct {
	Series  string        `json:"series"`
	Learned int           `json:"learned"` // days
	Days    []ExpectedDay `json:"days"`
	// Coming are events ahead that were seen before, those that moved the
	// series first.
	Coming []Coming `json:"coming,omitempty"`
}

// An ExpectedDay is one day to come. 80 and 95 in 100 outcomes lie within the
// bounds.
type ExpectedDay struct {
	Date     string   `json:"date"`
	Expected float64  `json:"expected"`
	Low80    float64  `json:"low80"`
	High80   float64  `json:"high80"`
	Low95    float64  `json:"low95"`
	High95   float64  `json:"high95"`
	Events   []string `json:"events,omitempty"`
}

// A Coming is an event ahead, and what the series did when it was there before.
type Coming struct {
	Event  Event     `json:"event"`
	Before []Earlier `json:"before"` // the newest first
	Moved  bool      `json:"moved"`  // one of them at least
}

// An Earlier is an event in the past.
type Earlier struct {
	Event Event `json:"event"`
	// Factor is what the series was times what was to be expected, over the
	// days of the event; Moved tells that one day at least left the bounds that
	// hold 95 in 100 normal days.
	Factor float64 `json:"factor"`
	Moved  bool    `json:"moved"`
}

// ahead is how far ahead events are looked for, beside the days asked for.
const ahead = 45

// Outlook learns a series with its events and tells of the next days. Events
// may lie in the past and ahead; what those of a kind did is expected of the
// next. Fewer than 28 days give a [*ShortError].
func Outlook(s *Series, events []Event, days int) (*OutlookReport, error) {
	var errs []error
	errs = append(errs, s.check("series"))
	if days < 1 || days > 366 {
		errs = append(errs, &OptionError{"days", days, "is not between 1 and 366"})
	}
	for i := range events {
		errs = append(errs, events[i].check())
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	if len(s.Values) < effectDays {
		return nil, &ShortError{"days", len(s.Values), effectDays}
	}
	options := baseline.Options{Step: oneDay, Kind: s.kind(), Calendar: marked(events)}
	b, err := baseline.New(options)
	if err != nil {
		return nil, fmt.Errorf("insight: %w", err)
	}
	for _, o := range s.observations() {
		if err := b.Learn(o); err != nil {
			return nil, fmt.Errorf("insight: %w", err)
		}
	}
	r := &OutlookReport{Series: s.Name, Learned: len(s.Values)}
	for _, u := range b.Forecast(nil, days) {
		date := u.Time.UTC().Format(time.DateOnly)
		r.Days = append(r.Days, ExpectedDay{date, u.Expected, u.Low80, u.High80, u.Low95, u.High95, named(events, date)})
	}
	r.Coming, err = coming(s, events, b.Last())
	return r, err
}

// marked are the events' days for a baseline: one class a day, the user's own
// event before a festival before a holiday.
func marked(events []Event) (out []baseline.Event) {
	class := make(map[string]int)
	var dates []string
	for i := range events {
		c := eventClasses[cmp.Or(events[i].Kind, Planned)]
		for _, date := range events[i].dates() {
			if before, there := class[date]; !there {
				dates = append(dates, date)
				class[date] = c
			} else {
				class[date] = max(before, c)
			}
		}
	}
	slices.Sort(dates)
	for _, date := range dates {
		day, _ := time.Parse(time.DateOnly, date)
		out = append(out, baseline.Event{Class: class[date], Start: day, End: day.Add(oneDay)})
	}
	return out
}

func named(events []Event, date string) (names []string) {
	for i := range events {
		if slices.Contains(events[i].dates(), date) {
			names = append(names, events[i].Name)
		}
	}
	return names
}

// coming are the events after the last day, with the same ones before it.
func coming(s *Series, events []Event, last time.Time) (out []Coming, err error) {
	verdicts, err := baseline.Decompose(baseline.Options{Step: oneDay, Kind: s.kind()}, s.observations())
	if err != nil {
		return nil, fmt.Errorf("insight: %w", err)
	}
	usual := make(map[string]*baseline.Verdict, len(verdicts))
	for i := range verdicts {
		usual[verdicts[i].Time.UTC().Format(time.DateOnly)] = &verdicts[i]
	}
	now, horizon := last.UTC().Format(time.DateOnly), last.UTC().AddDate(0, 0, ahead).Format(time.DateOnly)
	for _, e := range events {
		if e.From <= now || e.From > horizon {
			continue
		}
		if c := seenBefore(e, s, events, now, usual); len(c.Before) > 0 {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b Coming) int {
		if a.Moved != b.Moved {
			if a.Moved {
				return -1
			}
			return 1
		}
		return strings.Compare(a.Event.From, b.Event.From)
	})
	return out, nil
}

// seenBefore lists the events of the same name up to now.
func seenBefore(e Event, s *Series, events []Event, now string, usual map[string]*baseline.Verdict) Coming {
	c := Coming{Event: e}
	for _, before := range events {
		if before.Name != e.Name || before.From > now {
			continue
		}
		if earlier, told := recalled(before, s, usual); told {
			c.Before = append(c.Before, earlier)
			c.Moved = c.Moved || earlier.Moved
		}
	}
	slices.SortFunc(c.Before, func(a, b Earlier) int { return strings.Compare(b.Event.From, a.Event.From) })
	return c
}

// recalled is what the series did during a past event.
func recalled(e Event, s *Series, usual map[string]*baseline.Verdict) (Earlier, bool) {
	value, expected := 0.0, 0.0
	out := Earlier{Event: e}
	days := 0
	for _, date := range e.dates() {
		v := usual[date]
		if v == nil || !v.Ready {
			continue
		}
		days++
		value += s.Values[date]
		expected += v.Expected
		out.Moved = out.Moved || s.Values[date] > v.High || s.Values[date] < v.Low
	}
	if expected > 0 {
		out.Factor = value / expected
	}
	return out, days > 0 && expected > 0
}

package listen

import (
	"errors"
	"iter"
	"slices"
	"time"
)

// An Incident is something that an alert should have told, for [Backtest].
type Incident struct {
	Brand string `json:"brand"`
	// Kind is the kind of alert that is asked for; empty takes any.
	Kind  AlertKind `json:"kind,omitzero"`
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
}

// A BacktestResult compares the alerts of a replay with incidents that are
// known to have been.
type BacktestResult struct {
	Weeks     float64 `json:"weeks"` // from the first to the last event
	Incidents int     `json:"incidents"`
	Caught    int     `json:"caught"`
	Alerts    int     `json:"alerts"` // that fired
	// Precision is the share of the alerts that tell of an incident, Recall
	// the share of the incidents that were told, each in [0, 1]. A share of
	// none is 0.
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	// Delay is the median time from the start of a caught incident to the
	// first alert.
	Delay time.Duration `json:"delay"`
	// PerWeek is how many alerts fire in a week, over all brands.
	PerWeek float64 `json:"perWeek"`

	Missed []Incident `json:"missed,omitempty"`
	False  []*Alert   `json:"false,omitempty"`
}

// Backtest takes the events of a replay and the incidents that should have
// been told. An alert tells of an incident of its brand when it fires between
// the incident's start and grace after its end. The first error among the
// events that is not about a single post or line ends it.
func Backtest(events iter.Seq2[Event, error], incidents []Incident, grace time.Duration) (*BacktestResult, error) {
	b := &BacktestResult{Incidents: len(incidents)}
	first := make([]time.Time, len(incidents)) // when each was told first
	var from, to time.Time
	right := 0
	for e, err := range events {
		if err != nil {
			if passing(err) {
				continue
			}
			return nil, err
		}
		if t := e.When(); !t.IsZero() {
			from, to = earlier(from, t), later(to, t)
		}
		a, ok := e.(*Alert)
		if !ok || a.State != Firing {
			continue
		}
		b.Alerts++
		if told(a, incidents, grace, first) {
			right++
		} else {
			b.False = append(b.False, a)
		}
	}
	b.conclude(incidents, first, right, to.Sub(from))
	return b, nil
}

func passing(err error) bool {
	var post *PostError
	return errors.As(err, &post) || skipped(err)
}

// told marks the incidents that an alert tells of.
func told(a *Alert, incidents []Incident, grace time.Duration, first []time.Time) (any bool) {
	for i, in := range incidents {
		if in.Brand != a.Brand || in.Kind != "" && in.Kind != a.Kind || a.Time.Before(in.Start) || a.Time.After(in.End.Add(grace)) {
			continue
		}
		any = true
		first[i] = earlier(first[i], a.Time)
	}
	return any
}

func (b *BacktestResult) conclude(incidents []Incident, first []time.Time, right int, span time.Duration) {
	var delays []time.Duration
	for i, t := range first {
		if t.IsZero() {
			b.Missed = append(b.Missed, incidents[i])
			continue
		}
		delays = append(delays, t.Sub(incidents[i].Start))
	}
	b.Caught = len(delays)
	b.Precision, b.Recall = share(right, b.Alerts), share(b.Caught, b.Incidents)
	if slices.Sort(delays); len(delays) > 0 {
		b.Delay = (delays[(len(delays)-1)/2] + delays[len(delays)/2]) / 2
	}
	if b.Weeks = span.Hours() / (7 * 24); b.Weeks > 0 {
		b.PerWeek = float64(b.Alerts) / b.Weeks
	}
}

// earlier and later leave the zero time out.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

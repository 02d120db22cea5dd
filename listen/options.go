package listen

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"reflect"
	"time"

	"github.com/earshot-go/earshot/match"
	"github.com/earshot-go/earshot/sentiment"
	"github.com/earshot-go/earshot/source"
)

// Options tune a Listener. Nil and the zero Options are fine; each field says
// what its zero value means.
type Options struct {
	// Once makes [Listener.Events] read every source to its end once and
	// return, instead of listening on. Meant for files and for programs run
	// by a timer; a source that streams without end never ends.
	Once bool
	// Interval is the length of the windows in which mentions are counted
	// and judged, between a minute and a day; zero is one hour. A day must
	// be a multiple of it. With a Store, another Interval begins anew.
	Interval time.Duration
	// Lateness is how long after its end a window still takes posts, by the
	// posts' own times; zero is 15 minutes. A later post is reported with
	// Late set and not counted. Windows are judged that much later.
	Lateness time.Duration
	// Poll is the shortest wait between two passes over the same source;
	// zero is 5 minutes. A source may ask for longer.
	Poll time.Duration
	// Match says how brands are found, among other things the least
	// confidence of a hit that makes a mention.
	Match match.Options
	// Scorer says how posts speak and what they want; nil is
	// [sentiment.Default]. Give one that learned from posts of your own.
	Scorer Scorer
	// Duplicates says which mentions that repeat others are counted; the empty
	// one leaves out posts that two sources gave.
	Duplicates Duplicates
	// Store keeps the state between runs of the program; nil keeps it in
	// memory alone. What a brand has learned is kept for one Interval,
	// Brand.Location and Damping.PerWeek: with others it learns anew.
	Store Store
	// Record takes everything that the results depend on, as lines of JSON,
	// for [Replay]. Nil records nothing.
	Record io.Writer
	// Alerts says when an odd window becomes an alert.
	Alerts Damping
	// Hooks are told what the Listener does, for metrics and charts.
	Hooks Hooks
	// Log takes what somebody who keeps a service running has to know:
	// sources that fail and are back, alerts, a store that is full. Nil logs
	// nothing.
	Log *slog.Logger
}

// Damping keeps alerts calm. The zero Damping has the stated defaults.
type Damping struct {
	// PerWeek is the budget: how many false alarms a series may raise in a
	// week of normal weather. Every brand has six series: volume, silence,
	// tone, complaints, reach and topics.
	// Zero is 0.1, one in ten weeks.
	PerWeek float64
	// Hold is how many windows in a row must be odd before a pending alert
	// fires; zero is 1, which fires at once. A post with unusual reach is told
	// without waiting for others.
	Hold int
	// Release is how many windows after the end of the incident a firing alert
	// waits before it is resolved; zero is 1, which resolves at once. An
	// incident ends when the last few windows look normal again.
	Release int
	// CoolDown is how long after an alert was resolved the same kind stays
	// quiet for the same brand; zero is 6 hours.
	CoolDown time.Duration
}

// An OptionError tells which field of an Options is wrong and why.
type OptionError struct {
	Field  string
	Value  any
	Reason string
}

func (e *OptionError) Error() string {
	return fmt.Sprintf("listen: option %s = %v: %s", e.Field, e.Value, e.Reason)
}

// withDefaults returns a complete copy of o, or every wrong field, joined.
func (o *Options) withDefaults() (Options, error) {
	var c Options
	if o != nil {
		c = *o
	}
	setDefault(&c.Scorer, Scorer(sentiment.Default()))
	setDefault(&c.Interval, time.Hour)
	setDefault(&c.Lateness, 15*time.Minute)
	setDefault(&c.Poll, 5*time.Minute)
	setDefault(&c.Alerts.PerWeek, 0.1)
	setDefault(&c.Alerts.Hold, 1)
	setDefault(&c.Alerts.Release, 1)
	setDefault(&c.Alerts.CoolDown, 6*time.Hour)
	return c, c.check()
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

func (o *Options) check() error {
	var errs []error
	require := func(ok bool, field string, value any, reason string) {
		if !ok {
			errs = append(errs, &OptionError{field, value, reason})
		}
	}
	const (
		day       = 24 * time.Hour
		orDefault = ", or 0 for the default"
	)
	require(o.Interval >= time.Minute && o.Interval <= day && day%o.Interval == 0, "Interval", o.Interval, "must divide a day and be at least a minute"+orDefault)
	require(o.Lateness >= 0 && o.Lateness <= day, "Lateness", o.Lateness, "must be between 0 and 24h")
	require(o.Poll >= time.Second, "Poll", o.Poll, "must be at least 1s"+orDefault)
	require(o.Duplicates.known(), "Duplicates", o.Duplicates, "must be SamePost, EachPost or EachText")
	require(o.Alerts.PerWeek > 0 && o.Alerts.PerWeek <= 100, "Alerts.PerWeek", o.Alerts.PerWeek, "must be above 0 and at most 100"+orDefault)
	require(o.Alerts.Hold > 0, "Alerts.Hold", o.Alerts.Hold, "must be at least 1"+orDefault)
	require(o.Alerts.Release > 0, "Alerts.Release", o.Alerts.Release, "must be at least 1"+orDefault)
	require(o.Alerts.CoolDown > 0, "Alerts.CoolDown", o.Alerts.CoolDown, "must be above 0"+orDefault)
	for _, held := range []struct {
		field string
		value any
	}{{"Scorer", o.Scorer}, {"Store", o.Store}, {"Record", o.Record}} {
		require(!isNilPointer(held.value), held.field, "nil", nilPointer)
	}
	return errors.Join(errs...)
}

// oddness is the p-value below which a window opens an incident: the budget
// spread over the windows of a week.
func (o *Options) oddness() float64 {
	const week = 7 * 24 * time.Hour
	return min(0.05, o.Alerts.PerWeek*float64(o.Interval)/float64(week))
}

// A BrandError tells which brand of a configuration is wrong and why. What is
// wrong with names and terms is reported by package match, joined.
type BrandError struct {
	Brand  string
	Reason string
}

func (e *BrandError) Error() string {
	if e.Reason == noBrands {
		return "listen: " + e.Reason
	}
	return fmt.Sprintf("listen: brand %q: %s", e.Brand, e.Reason)
}

const noBrands = "at least one brand is needed"

// A SourceNameError tells that a source cannot be told from others.
type SourceNameError struct {
	Index  int
	Name   string
	Reason string
}

func (e *SourceNameError) Error() string {
	if e.Name == "" {
		return fmt.Sprintf("listen: source %d: %s", e.Index, e.Reason)
	}
	return fmt.Sprintf("listen: source %d (%q): %s", e.Index, e.Name, e.Reason)
}

// checkBrands leaves the names to package match.
func checkBrands(brands []Brand) error {
	var errs []error
	if len(brands) == 0 {
		errs = append(errs, &BrandError{"", noBrands})
	}
	for _, b := range brands {
		if err := b.Hours.check(b.Name); err != nil {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

const nilPointer = "is a nil pointer; was the error of the call that made it looked at?"

// isNilPointer tells whether what an interface holds is a pointer to nothing:
// not nil to the eye, and a panic at the first call.
func isNilPointer(held any) bool {
	v := reflect.ValueOf(held)
	return v.Kind() == reflect.Pointer && v.IsNil()
}

func checkSources(sources []source.Source) error {
	var errs []error
	seen := make(map[string]bool, len(sources))
	for i, s := range sources {
		switch {
		case s == nil:
			errs = append(errs, &SourceNameError{i, "", "is nil"})
			continue
		case isNilPointer(s):
			errs = append(errs, &SourceNameError{i, "", nilPointer})
			continue
		case s.Name() == "":
			errs = append(errs, &SourceNameError{i, "", "has no name"})
		case seen[s.Name()]:
			errs = append(errs, &SourceNameError{i, s.Name(), "is given twice"})
		}
		seen[s.Name()] = true
		if c, ok := s.(source.Checker); ok {
			if err := c.Check(); err != nil {
				errs = append(errs, &SourceError{s.Name(), err})
			}
		}
	}
	return errors.Join(errs...)
}

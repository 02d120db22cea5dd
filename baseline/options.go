package baseline

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"time"
)

// Kind says what sort of number a series holds, and with it what chance alone does to that number.
type Kind uint8

const (
	// Counts are whole numbers of things that happened in an interval, such as mentions. Their chance is
	// negative binomial: right for one mention a week as for a thousand an hour.
	Counts Kind = iota
	// Ratio is a number of hits (Value) out of a number of trials (Of), such as negative posts out of all
	// posts. Its chance is binomial, widened by what the series itself shows.
	Ratio
	// Amount is any measured number, such as reach, seconds or degrees. Its chance is a bell of a width
	// learned from the series, with tails learned from the series too.
	Amount
)

// String names the kind.
func (k Kind) String() string {
	switch k {
	case Counts:
		return "counts"
	case Ratio:
		return "ratio"
	case Amount:
		return "amount"
	}
	return fmt.Sprintf("Kind(%d)", uint8(k))
}

// Classes is the number of classes of [Event] a baseline can tell apart.
const Classes = 4

// Event is a stretch of time that the caller knows to be unlike others: a holiday, a match, a sale. What
// it does to the series is learned, and shared by all events of one class.
type Event struct {
	Class      int       // 0 to Classes-1
	Start, End time.Time // the first moment of it and the first moment after it
}

// Options are the settings of a [Baseline]. The zero Options are hourly counts in UTC.
type Options struct {
	// Step is the length of an interval, at least a second. Zero means an hour.
	Step time.Duration
	// Location is the time zone whose hours and weekdays people live by. Nil means UTC.
	Location *time.Location
	// Kind says what the numbers are. Zero means Counts.
	Kind Kind
	// Weekend lists the days off. Nil means Saturday and Sunday.
	Weekend []time.Weekday
	// Calendar lists known events, past and planned, in any order and without overlap.
	Calendar []Event
	// Budget is how many false alarms a week this series may give, in (0, 100]. It decides when an
	// incident opens. Zero means 0.1, which is one in ten weeks.
	Budget float64
	// Lasting is how long an incident must hold on before it is taken for the new normal. Zero means two
	// days, or eight intervals where that is longer.
	Lasting time.Duration
}

// OptionError is one bad option. [New] joins all of them, so use errors.As or the joined text.
type OptionError struct {
	Field  string // the name of the field of Options
	Value  any    // what it was
	Reason string // why that cannot be
}

// Error says which option is bad and why.
func (e *OptionError) Error() string {
	return fmt.Sprintf("baseline: option %s = %v: %s", e.Field, e.Value, e.Reason)
}

// settings are checked options with their defaults filled in.
type settings struct {
	step                  time.Duration
	loc                   *time.Location
	kind                  Kind
	weekend               uint8 // a bit for each day off
	calendar              []Event
	budget                float64
	lasting               time.Duration
	seconds               float64 // step in seconds
	newsKeep              float64 // what is left of old news after one interval
	slowKeep              float64 // what is left of the smoothed past after one interval
	infoKeep, momentsKeep float64 // and of what goes by these names in model
	print                 uint64  // tells states of different settings apart
}

// defaults are the settings of the zero Baseline.
var defaults = func() *settings {
	s := settings{}.filled()
	return &s
}()

func (b *Baseline) settings() *settings {
	if b.set == nil {
		return defaults
	}
	return b.set
}

const weekendBits = 1<<uint(time.Saturday) | 1<<uint(time.Sunday)

func (s settings) filled() settings {
	if s.step == 0 {
		s.step = time.Hour
	}
	if s.weekend == 0 {
		s.weekend = weekendBits
	}
	if s.budget == 0 {
		s.budget = 0.1
	}
	if s.lasting == 0 {
		s.lasting = max(48*time.Hour, 8*s.step)
	}
	s.seconds = s.step.Seconds()
	s.newsKeep = math.Exp2(-s.seconds / newsHalfLife)
	s.slowKeep = math.Exp(-s.seconds / slowTime)
	s.infoKeep, s.momentsKeep = max(0, 1-s.seconds/memoryInfo), max(0, 1-s.seconds/memoryMoments)
	s.print = s.fingerprint()
	return s
}

func (o Options) settings() (settings, error) {
	s := settings{step: o.Step, kind: o.Kind, budget: o.Budget, lasting: o.Lasting}
	if o.Location != time.UTC {
		s.loc = o.Location
	}
	var errs []error
	bad := func(field string, value any, reason string) {
		errs = append(errs, &OptionError{field, value, reason})
	}
	if o.Step != 0 && o.Step < time.Second {
		bad("Step", o.Step, "shorter than a second")
	}
	if o.Step > 366*24*time.Hour {
		bad("Step", o.Step, "longer than a year")
	}
	if o.Kind > Amount {
		bad("Kind", o.Kind, "no such kind")
	}
	if !(o.Budget >= 0 && o.Budget <= 100) {
		bad("Budget", o.Budget, "not in (0, 100]")
	}
	if o.Lasting < 0 {
		bad("Lasting", o.Lasting, "negative")
	}
	for _, d := range o.Weekend {
		if d < time.Sunday || d > time.Saturday {
			bad("Weekend", d, "no such day")
			continue
		}
		s.weekend |= 1 << uint(d)
	}
	s.calendar = sortedCalendar(o.Calendar, bad)
	return s.filled(), errors.Join(errs...)
}

func sortedCalendar(events []Event, bad func(string, any, string)) []Event {
	sorted := slices.Clone(events)
	slices.SortStableFunc(sorted, func(a, b Event) int { return a.Start.Compare(b.Start) })
	for i, e := range sorted {
		if e.Class < 0 || e.Class >= Classes {
			bad("Calendar", e.Class, fmt.Sprintf("class not in 0 to %d", Classes-1))
		}
		if !e.End.After(e.Start) {
			bad("Calendar", e.Start, "event ends before it starts")
		}
		if i > 0 && e.Start.Before(sorted[i-1].End) {
			bad("Calendar", e.Start, "event overlaps the one before it")
		}
	}
	return sorted
}

// class returns 1 + the class of the event at t, and 0 where there is none.
func (s *settings) class(t time.Time) int {
	if len(s.calendar) == 0 {
		return 0
	}
	i, found := slices.BinarySearchFunc(s.calendar, t, func(e Event, t time.Time) int { return e.Start.Compare(t) })
	if !found {
		i--
	}
	if i >= 0 && t.Before(s.calendar[i].End) {
		return 1 + s.calendar[i].Class
	}
	return 0
}

// fingerprint tells states of different settings apart. The calendar is left out: it may grow.
func (s settings) fingerprint() uint64 {
	name := "UTC"
	if s.loc != nil {
		name = s.loc.String()
	}
	h := uint64(14695981039346656037) // FNV-1a
	mix := func(v uint64) {
		for range 8 {
			h = (h ^ (v & 0xff)) * 1099511628211
			v >>= 8
		}
	}
	mix(uint64(s.step))
	mix(uint64(s.kind))
	mix(uint64(s.weekend))
	mix(math.Float64bits(s.budget))
	mix(uint64(s.lasting))
	for _, c := range []byte(name) {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h
}

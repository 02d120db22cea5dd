package listen

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Hours are when somebody of a brand is at work, by the clock of
// [Brand.Location]. The zero Hours are around the clock.
type Hours struct {
	// Shifts may touch and overlap. None is around the clock, but for
	// Holidays.
	Shifts []Shift `json:"shifts,omitempty"`
	// Holidays are dates as "2026-12-25" on which no shift begins.
	Holidays []string `json:"holidays,omitempty"`
}

// A Shift is a stretch of a day's work.
type Shift struct {
	// Days are those on which it begins; none is Monday to Friday.
	Days []time.Weekday `json:"days,omitempty"`
	// From and To are as "09:00" and "17:30". A To that is not after From is on
	// the next day; equal ones are a whole day.
	From string `json:"from"`
	To   string `json:"to"`
}

// farthest is how many days ahead an opening is looked for.
const farthest = 366

// Open reports whether somebody is at work at t.
func (h Hours) Open(t time.Time) bool {
	for _, day := range []int{-1, 0} { // a shift of the night began yesterday
		for _, s := range h.on(t, day) {
			if !t.Before(s.from) && t.Before(s.to) {
				return true
			}
		}
	}
	return false
}

// Next returns t where somebody is at work then, and otherwise when work
// begins next; the zero time where that is more than a year ahead.
func (h Hours) Next(t time.Time) time.Time {
	if h.Open(t) {
		return t
	}
	for day := range farthest {
		var next time.Time
		for _, s := range h.on(t, day) {
			if s.from.After(t) {
				next = earlier(next, s.from)
			}
		}
		if !next.IsZero() {
			return next
		}
	}
	return time.Time{}
}

// on returns the shifts that begin so many days after the day of t.
func (h Hours) on(t time.Time, days int) (out []stretch) {
	year, month, day := t.Date()
	at := func(shift int, c clockTime) time.Time {
		return time.Date(year, month, day+days+shift, c.hour, c.minute, 0, 0, t.Location())
	}
	date := time.Date(year, month, day+days, 12, 0, 0, 0, time.UTC)
	if slices.Contains(h.Holidays, date.Format(time.DateOnly)) {
		return nil
	}
	if len(h.Shifts) == 0 {
		return []stretch{{at(0, clockTime{}), at(1, clockTime{})}}
	}
	for _, s := range h.Shifts {
		if !s.begins(date.Weekday()) {
			continue
		}
		from, to := clockOf(s.From), clockOf(s.To)
		next := 0
		if !from.before(to) {
			next = 1
		}
		out = append(out, stretch{at(0, from), at(next, to)})
	}
	return out
}

func (s Shift) begins(d time.Weekday) bool {
	if len(s.Days) == 0 {
		return d != time.Saturday && d != time.Sunday
	}
	return slices.Contains(s.Days, d)
}

type clockTime struct{ hour, minute int }

func (c clockTime) before(o clockTime) bool {
	return c.hour < o.hour || c.hour == o.hour && c.minute < o.minute
}

func clockOf(s string) clockTime {
	t, err := time.Parse("15:04", s)
	if err != nil {
		return clockTime{} // check has told
	}
	return clockTime{t.Hour(), t.Minute()}
}

// check returns all that is wrong with the hours of a brand, joined.
func (h Hours) check(brand string) error {
	var errs []error
	bad := func(format string, args ...any) {
		errs = append(errs, &BrandError{brand, fmt.Sprintf("hours: "+format, args...)})
	}
	for i, s := range h.Shifts {
		for _, at := range []string{s.From, s.To} {
			if _, err := time.Parse("15:04", at); err != nil {
				bad("shift %d: %q is no time of day as 09:00", i, at)
			}
		}
		for _, d := range s.Days {
			if d < time.Sunday || d > time.Saturday {
				bad("shift %d: %d is no day of the week", i, d)
			}
		}
	}
	for _, day := range h.Holidays {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			bad("holiday %q is no date as 2026-12-25", day)
		}
	}
	return errors.Join(errs...)
}

package insight

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Hours are when a desk is staffed. Nil Hours are always open.
type Hours struct {
	// Zone names the time zone of the shifts, as in the IANA database; empty is
	// UTC.
	Zone string `json:"zone,omitzero"`
	// Week holds the shifts of each weekday, from Sunday on.
	Week [7][]Shift `json:"week"`
	// Closed are dates without any shift, such as "2026-12-25". Package
	// calendar lists those of a country.
	Closed []string `json:"closed,omitempty"`
}

// A Shift is a stretch of a day by the clock on the wall: From is in, To is out.
// On the days on which the clock is changed it is longer or shorter.
type Shift struct {
	From time.Duration `json:"from"`
	To   time.Duration `json:"to"`
}

// Weekdays are the same hours from Monday to Friday.
func Weekdays(zone string, from, to time.Duration) *Hours {
	h := &Hours{Zone: zone}
	for day := time.Monday; day <= time.Friday; day++ {
		h.Week[day] = []Shift{{from, to}}
	}
	return h
}

// A desk is Hours that can be asked.
type desk struct {
	location *time.Location
	week     [7][]Shift
	closed   map[string]bool
}

// compile checks the hours; nil gives nil.
func (h *Hours) compile() (*desk, error) {
	if h == nil {
		return nil, nil
	}
	location, err := zone("Hours.Zone", h.Zone)
	errs := []error{err}
	open := false
	for day, shifts := range h.Week {
		last := time.Duration(0)
		for _, s := range shifts {
			open = true
			if s.From < last || s.To <= s.From || s.To > 24*time.Hour {
				errs = append(errs, &OptionError{"Hours.Week", fmt.Sprintf("%s %s to %s", time.Weekday(day), s.From, s.To), "is no stretch of the day after the shift before"})
			}
			last = s.To
		}
	}
	if !open {
		errs = append(errs, &OptionError{"Hours.Week", h.Week, "has no shift; nil Hours are always open"})
	}
	d := &desk{location, h.Week, make(map[string]bool)}
	for _, date := range h.Closed {
		if _, err := time.Parse(time.DateOnly, date); err != nil {
			errs = append(errs, &OptionError{"Hours.Closed", date, "is no date like 2006-01-02"})
		}
		d.closed[date] = true
	}
	return d, errors.Join(errs...)
}

// shifts are those of the local day that t lies in.
func (d *desk) shifts(y int, m time.Month, day int) []Shift {
	date := time.Date(y, m, day, 12, 0, 0, 0, d.location)
	if d.closed[date.Format(time.DateOnly)] {
		return nil
	}
	return d.week[date.Weekday()]
}

func (d *desk) at(y int, m time.Month, day int, clock time.Duration) time.Time {
	return time.Date(y, m, day, 0, int(clock/time.Minute), int(clock%time.Minute/time.Second), 0, d.location)
}

// open tells whether somebody is there.
func (d *desk) open(t time.Time) bool {
	if d == nil {
		return true
	}
	y, m, day := t.In(d.location).Date()
	return slices.ContainsFunc(d.shifts(y, m, day), func(s Shift) bool {
		return !t.Before(d.at(y, m, day, s.From)) && t.Before(d.at(y, m, day, s.To))
	})
}

// maxStaffedDays bounds over how many days a desk is asked: ten years.
const maxStaffedDays = 3660

// between is how long the desk was staffed from a to b.
func (d *desk) between(a, b time.Time) (sum time.Duration) {
	if !a.Before(b) {
		return 0
	}
	if d == nil {
		return b.Sub(a)
	}
	y, m, first := a.In(d.location).Date()
	for n := range maxStaffedDays {
		day := first + n
		if d.at(y, m, day, 0).After(b) {
			break
		}
		for _, s := range d.shifts(y, m, day) {
			from, to := later(a, d.at(y, m, day, s.From)), earlier(b, d.at(y, m, day, s.To))
			sum += max(0, to.Sub(from))
		}
	}
	return sum
}

// after is when the desk will have been staffed for so long since t; zero if
// that is more than ten years off.
func (d *desk) after(t time.Time, long time.Duration) time.Time {
	if d == nil {
		return t.Add(long)
	}
	y, m, first := t.In(d.location).Date()
	for n := range maxStaffedDays {
		day := first + n
		for _, s := range d.shifts(y, m, day) {
			from, to := later(t, d.at(y, m, day, s.From)), d.at(y, m, day, s.To)
			if there := to.Sub(from); there >= long {
				return from.Add(long)
			} else if there > 0 {
				long -= there
			}
		}
	}
	return time.Time{}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// Between is how long the hours were open from a to b.
func (h *Hours) Between(a, b time.Time) (time.Duration, error) {
	d, err := h.compile()
	if err != nil {
		return 0, err
	}
	return d.between(a, b), nil
}

// Open tells whether t lies in a shift.
func (h *Hours) Open(t time.Time) (bool, error) {
	d, err := h.compile()
	if err != nil {
		return false, err
	}
	return d.open(t), nil
}

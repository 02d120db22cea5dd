package baseline

import "time"

const (
	hoursPerDay  = 24
	hoursPerWeek = 168
	secPerHour   = 3600
	secPerDay    = hoursPerDay * secPerHour
	secPerWeek   = hoursPerWeek * secPerHour
)

// phase is where an interval lies in the week: between the middles of two hours, of which the later one
// has the weight part. Hours and days have part 0: they are one hour's matter.
type phase struct {
	hour, next int // 0 to 167, from Monday 00:00 local time
	part       float64
	class      int // 1 + the class of the known event, or 0
}

// phase finds the interval's place by wall clock, so that a day keeps its shape when the clocks change.
func (s *settings) phase(t time.Time) phase {
	sec := t.Unix()
	if s.loc != nil {
		_, offset := t.In(s.loc).Zone()
		sec += int64(offset)
	}
	const mondayBeforeEpoch = 3 * 24 * secPerHour // 1970 began on a Thursday
	inWeek := (sec + mondayBeforeEpoch) % secPerWeek
	if inWeek < 0 {
		inWeek += secPerWeek
	}
	p := phase{class: s.class(t)}
	step := int64(s.step / time.Second)
	if step >= secPerHour {
		p.hour = int(inWeek / secPerHour)
		p.next = p.hour
		return p
	}
	middle := inWeek + step/2 - secPerHour/2
	if middle < 0 {
		middle += secPerWeek
	}
	p.hour = int(middle / secPerHour)
	p.next = (p.hour + 1) % hoursPerWeek
	p.part = float64(middle%secPerHour) / secPerHour
	return p
}

// off says whether an hour of the week lies in a day off.
func (s *settings) off(hour int) bool {
	weekday := (hour/hoursPerDay + 1) % 7 // time.Weekday counts from Sunday
	return s.weekend>>uint(weekday)&1 == 1
}

package baseline

import "math"

// season is the shape of the week as a sum of parts from coarse to fine: the hour of the day, the same
// on days off, the day of the week, the hour of the week. A fine part starts near zero with a narrow
// prior, so that one week already gives a daily shape and many weeks give each hour its own.
type season struct {
	hour [hoursPerDay]float32
	off  [hoursPerDay]float32
	day  [7]float32
	week [hoursPerWeek]int16 // in units of weekUnit: half the memory, finer than can be learned
}

const (
	weekUnit  = 1.0 / 4096
	weekLimit = 32000
)

func (s *season) at(hour int, off bool) float64 {
	h := hour % hoursPerDay
	v := float64(s.hour[h]) + float64(s.day[hour/hoursPerDay]) + float64(s.week[hour])*weekUnit
	if off {
		v += float64(s.off[h])
	}
	return v
}

// shares are the parts' gains for one observation: what of a surprise each part takes.
type shares struct{ hour, off, day, week float64 }

func (s *season) learn(hour int, off bool, surprise float64, k shares) {
	h := hour % hoursPerDay
	s.hour[h] += float32(k.hour * surprise)
	if off {
		s.off[h] += float32(k.off * surprise)
	}
	s.day[hour/hoursPerDay] += float32(k.day * surprise)
	w := float64(s.week[hour]) + k.week*surprise/weekUnit
	s.week[hour] = int16(math.Round(max(-weekLimit, min(weekLimit, w))))
}

package baseline

import "math"

// season is the shape of the week as a sum of parts from coarse to fine: the hour of the day, what is
// different on days off, the day of the week, the hour of the week. A fine part starts near zero with a narrow
// prior, so that one week already gives a daily shape and many weeks give each hour its own.
type season struct {
	hour [hoursPerDay]cell
	off  [hoursPerDay]cell
	day  [7]cell
	week [hoursPerWeek]cell
}

// cell is a number in units of cellUnit: half the memory of a float, and finer than can be learned.
type cell int16

const cellLimit = 32000

// cellUnit is fine where a cell is the logarithm of a factor, and coarse for amounts, whose season may be a
// hundred times their noise.
func cellUnit(kind Kind) float64 {
	if kind == Amount {
		return 1.0 / 128
	}
	return 1.0 / 4096
}

func cellOf(v float64) cell {
	return cell(math.Floor(max(-cellLimit, min(cellLimit, v)) + 0.5))
}

func (c *cell) add(v float64) { *c = cellOf(float64(*c) + v) }

func (s *season) at(set *settings, hour int) float64 {
	h := hour % hoursPerDay
	sum := int(s.hour[h]) + int(s.day[hour/hoursPerDay]) + int(s.week[hour])
	if set.off(hour) {
		sum += int(s.off[h])
	}
	return float64(sum) * cellUnit(set.kind)
}

// shares are the parts' gains for one observation: what of a surprise each part takes.
type shares struct{ hour, off, day, week float64 }

func (s *season) learn(set *settings, hour int, surprise float64, k shares) {
	h := hour % hoursPerDay
	v := surprise / cellUnit(set.kind)
	s.hour[h].add(k.hour * v)
	if set.off(hour) {
		s.off[h].add(k.off * v)
	}
	s.day[hour/hoursPerDay].add(k.day * v)
	s.week[hour].add(k.week * v)
}

func (s *season) rescale(f float64) {
	for _, part := range [...][]cell{s.hour[:], s.off[:], s.day[:], s.week[:]} {
		for i, c := range part {
			part[i] = cellOf(float64(c) * f)
		}
	}
}

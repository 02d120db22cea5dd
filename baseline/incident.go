package baseline

import (
	"math"
	"time"
)

// incident is what is going on: an open incident counts its intervals and what they held.
type incident struct {
	since       int64 // unix second of the onset, 0 while nothing is going on
	direction   Direction
	back        float32 // log odds that the series is back to normal, at least 0
	peakZ       float32 // how far out the peak was
	peak        float32 // the value furthest out
	value, base float32 // sums since the onset: what came and what was expected
	size        float32 // and the trials of a ratio
	rows        uint32
}

// rollBack takes the swing back to what it was when the evidence began, so that an incident that came on
// slowly is not half explained by the time it is noticed.
func (b *Baseline) rollBack(p *prediction, e evidence) {
	fade := math.Exp(-float64(e.window) * b.set.seconds / p.time)
	swing := float64(e.since.swing) * fade
	p.swing = swing
	p.mean = meanOf(b.set.kind, p.profile+swing, p.size)
	i := &b.incident
	i.value, i.base, i.size = e.since.value, e.since.base, e.since.more
	i.rows = uint32(e.window)
}

// calmOdds is the log of the odds for a return to normal that ends an incident.
const calmOdds = 4.0

// follow opens, carries on and closes incidents, and fills the verdict's State.
func (b *Baseline) follow(v *Verdict, p *prediction, e evidence, value float64) {
	i := &b.incident
	switch {
	case i.since == 0 && v.Ready && v.P < b.bar():
		*i = incident{since: v.Time.Unix(), direction: v.Direction}
		v.State = Onset
		b.rollBack(p, e)
	case i.since == 0:
		return
	default:
		v.State = Lasting
	}
	i.add(v, b.set.kind, p, e, value)
	v.Since, v.Peak = time.Unix(i.since, 0).In(v.Time.Location()), b.model.gauge.from(float64(i.peak))
	switch {
	case i.back > calmOdds:
		v.State = Over
		b.scan.restart()
		*i = incident{}
	case float64(v.Time.Unix()-i.since) >= b.set.lasting.Seconds():
		v.State = NewNormal
		b.settle()
	}
}

// bar is the probability per interval that spends the budget of false alarms.
func (b *Baseline) bar() float64 {
	return min(0.05, b.set.budget*b.set.seconds/secPerWeek)
}

func (i *incident) add(v *Verdict, kind Kind, p *prediction, e evidence, value float64) {
	if v.State != Onset {
		back := -tilt(kind, p, value, lull(i.offset(kind)))
		i.back = float32(max(0, float64(i.back)+back))
	}
	if v.State != Onset {
		i.rows++
		i.value += float32(value)
		i.base += float32(p.mean)
		i.size += float32(p.size)
	}
	if z := e.first * float64(i.direction); z > float64(i.peakZ) || v.State == Onset {
		i.peakZ, i.peak = float32(z), float32(value)
	}
}

// lull is what an incident of that offset must have sunk below to be over. A great one that has sunk to a
// multiple of the usual is nearer to it than to its own mean, and goes on all the same.
func lull(offset float64) float64 {
	size := math.Abs(offset)
	return math.Copysign(max(size/2, min(size, math.Ln2)), offset)
}

// offset is how far the incident has moved the series on the link scale.
func (i *incident) offset(kind Kind) float64 {
	value, base, size := float64(i.value), float64(i.base), float64(i.size)
	switch kind {
	case Counts:
		return math.Log((value + 0.5) / (base + 0.5))
	case Ratio:
		return math.Log((value + 0.5) * (size - base + 0.5) / ((base + 0.5) * (size - value + 0.5)))
	}
	return (value - base) / float64(i.rows)
}

// tilt is the log likelihood ratio of a mean moved by offset against the expected mean.
func tilt(kind Kind, p *prediction, value, offset float64) float64 {
	spread := p.noise + p.spread
	switch kind {
	case Counts:
		k, factor := 1/spread, math.Exp(offset)
		g := math.Log((k + p.mean) / (k + factor*p.mean))
		return k*g + value*(offset+g)
	case Ratio:
		if p.size <= 0 {
			return 0
		}
		rate := max(1e-6, min(1-1e-6, p.mean/p.size))
		l := value*offset - p.size*math.Log(1+rate*(math.Exp(offset)-1))
		return l / (1 + spread*p.size*rate*(1-rate))
	}
	return offset * (value - p.mean - offset/2) / spread
}

// settle takes the incident's level for the new normal.
func (b *Baseline) settle() {
	i := &b.incident
	b.model.shift(i.offset(b.set.kind))
	b.scan.restart()
	b.news = 0
	*i = incident{}
}

// shift moves the level and lets it settle anew.
func (m *model) shift(offset float64) {
	m.level += float32(offset)
	m.swing.size, m.swing.last, m.swing.lastInfo = 0, 0, 0
	m.levelDays = 1
}

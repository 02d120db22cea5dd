package baseline

import (
	"math"
	"time"
)

// incident is what is going on: an open incident counts its intervals and what they held.
type incident struct {
	since       int64 // unix second of the onset, 0 while nothing is going on
	direction   Direction
	calm        uint8   // intervals in a row that looked normal
	peakZ       float32 // how far out the peak was
	peak        float32 // the value furthest out
	value, base float32 // sums since the onset: what came and what the profile expected
	rows        uint32
}

const (
	calmBar  = 2.0 // scores of single intervals below it look normal
	calmRows = 4   // so many of them end an incident
)

// follow opens, carries on and closes incidents, and fills the verdict's State.
func (b *Baseline) follow(v *Verdict, p *prediction, e evidence, value float64) {
	i := &b.incident
	switch {
	case i.since == 0 && v.Ready && v.P < b.bar():
		*i = incident{since: v.Time.Unix(), direction: v.Direction}
		v.State = Onset
	case i.since == 0:
		return
	default:
		v.State = Lasting
	}
	i.add(v, p, e, value)
	v.Since, v.Peak = time.Unix(i.since, 0).In(v.Time.Location()), b.model.gauge.from(float64(i.peak))
	switch {
	case i.calm >= calmRows:
		v.State = Over
		*i = incident{}
	case float64(v.Time.Unix()-i.since) >= b.set.lasting.Seconds():
		v.State = NewNormal
		b.settle()
	}
}

// bar is the probability per interval that spends the budget of false alarms.
func (b *Baseline) bar() float64 {
	return min(0.05, b.set.budget*b.set.step.Seconds()/secPerWeek)
}

func (i *incident) add(v *Verdict, p *prediction, e evidence, value float64) {
	i.rows++
	i.value += float32(value)
	i.base += float32(p.base)
	z := e.first * float64(i.direction)
	if z > float64(i.peakZ) || i.rows == 1 {
		i.peakZ, i.peak = float32(z), float32(value)
	}
	if z < calmBar && e.recent*float64(i.direction) < calmBar {
		i.calm++
	} else {
		i.calm = 0
	}
}

// settle takes the incident's level for the new normal.
func (b *Baseline) settle() {
	i := &b.incident
	b.model.shift(b.set.kind, float64(i.value), float64(i.base), float64(i.rows))
	b.scan.restart()
	b.news = 0
	*i = incident{}
}

// shift moves the level so that the profile would have expected value where it expected base.
func (m *model) shift(kind Kind, value, base, rows float64) {
	switch kind {
	case Counts, Ratio:
		m.level += float32(math.Log((value + 0.5) / (base + 0.5)))
	case Amount:
		m.level += float32((value - base) / rows)
	}
	m.swing.size, m.swing.last, m.swing.lastInfo = 0, 0, 0
	m.levelDays = 1
}

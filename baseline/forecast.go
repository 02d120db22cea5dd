package baseline

import (
	"math"
	"time"
)

// Outlook is the forecast of one interval to come.
type Outlook struct {
	Time                         time.Time // when the interval begins
	Expected                     float64   // the mean of what is to be expected
	Median                       float64   // half of the outcomes lie below; it has the least absolute error
	Low80, High80, Low95, High95 float64   // the bands that hold 80 and 95 in 100 outcomes
	Parts                        Parts
}

// Forecast appends to dst the next n intervals after the last one learned, with the known events of the
// calendar. A Ratio's forecast is of the share, with the bands of as many trials as usual. Before the first
// observation there is nothing to append.
func (b *Baseline) Forecast(dst []Outlook, n int) []Outlook {
	if b.model.n == 0 {
		return dst
	}
	step := b.set.step
	last := time.Unix(b.last, 0)
	if b.set.loc != nil {
		last = last.In(b.set.loc)
	} else {
		last = last.UTC()
	}
	for h := 1; h <= n; h++ {
		dst = append(dst, b.outlook(last.Add(time.Duration(h)*step), float64(h)*step.Seconds()))
	}
	return dst
}

func (b *Baseline) outlook(t time.Time, ahead float64) Outlook {
	s, g := b.set, b.model.gauge
	o := Observation{Time: t}
	if s.kind == Ratio {
		o.Of = max(1e-3, b.model.trials.mean(1, 1e-3))
		g = gauge{unit: 1 / o.Of}
	}
	p := b.model.predict(s, s.phase(t), o, ahead)
	u := Outlook{Time: t, Expected: g.from(p.mean), Parts: b.model.parts(s.kind, &p)}
	u.Median = g.from(median(s.kind, &p))
	low80, high80 := band(s.kind, &p, b.cover.z80())
	low95, high95 := band(s.kind, &p, b.cover.z95())
	u.Low80, u.High80, u.Low95, u.High95 = g.from(low80), g.from(high80), g.from(low95), g.from(high95)
	return u
}

// median of a skewed count lies below its mean.
func median(kind Kind, p *prediction) float64 {
	if kind != Counts {
		return p.mean
	}
	loose := p.noise + p.paramVar() + p.swingVar
	return p.mean * math.Exp(-loose/2)
}

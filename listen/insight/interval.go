package insight

import "math"

// An Interval is an estimate and the bounds between which the true value lies
// 95 times in 100, if the mentions heard are a fair sample of what was said.
type Interval struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
	// N is how many independent observations it rests on. An Interval of none
	// reaches over everything that is possible.
	N float64 `json:"n"`
}

// Excludes tells that v lies outside the bounds.
func (i Interval) Excludes(v float64) bool { return v < i.Low || v > i.High }

const z95 = 1.959963984540054

// wilson is the score interval of a share p of n (Wilson 1927). n need not be
// whole: it is the effective size of a sample that hangs together in clumps.
func wilson(p, n float64) Interval {
	if n <= 0 || math.IsNaN(p) {
		return Interval{Value: 0, Low: 0, High: 1}
	}
	p = max(0, min(1, p))
	zz := z95 * z95
	center := (p + zz/(2*n)) / (1 + zz/n)
	half := z95 / (1 + zz/n) * math.Sqrt(p*(1-p)/n+zz/(4*n*n))
	return Interval{Value: p, Low: max(0, min(p, center-half)), High: min(1, max(p, center+half)), N: n}
}

func proportion(k, n int64) Interval {
	if n <= 0 {
		return wilson(0, 0)
	}
	return wilson(float64(k)/float64(n), float64(n))
}

// difference is after minus before of two shares that do not depend on each
// other, by the hybrid score method (Newcombe 1998, method 10).
func difference(before, after Interval) Interval {
	d := after.Value - before.Value
	down := math.Hypot(after.Value-after.Low, before.High-before.Value)
	up := math.Hypot(after.High-after.Value, before.Value-before.Low)
	return Interval{Value: d, Low: max(-1, d-down), High: min(1, d+up), N: min(before.N, after.N)}
}

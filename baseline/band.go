package baseline

import "math"

const (
	normal80 = 1.281552
	normal95 = 1.959964
)

// cover widens the bands of a series whose values leave them too often, the way adaptive conformal
// inference does (Gibbs and Candès 2021): a miss widens a little, a hit narrows less. They narrow only so
// far, since a small count inside its band is no sign that the band is too wide.
type cover struct{ wide80, wide95 float32 }

const (
	coverRate = 0.02
	coverMin  = 0.74
	coverMax  = 4.5
)

func (c *cover) z80() float64 { return normal80 * float64(c.wide80) }
func (c *cover) z95() float64 { return normal95 * float64(c.wide95) }

// learn takes whether the value left the 95 % band, which the caller has at hand.
func (c *cover) learn(kind Kind, p *prediction, value float64, left95 bool) {
	low, high := band(kind, p, c.z80())
	c.wide80 = widened(c.wide80, value < low || value > high, 0.2)
	c.wide95 = widened(c.wide95, left95, 0.05)
}

func widened(wide float32, left bool, miss float32) float32 {
	step := -miss
	if left {
		step = 1 - miss
	}
	return max(coverMin, min(coverMax, wide*(1+coverRate*step)))
}

// band returns the values between which a share of normal values lie; z is the standard normal quantile
// that goes with the share.
func band(kind Kind, p *prediction, z float64) (low, high float64) {
	loose := p.paramVar() + p.swingVar
	switch kind {
	case Counts:
		return countBand(p.mean, p.noise+loose, z)
	case Ratio:
		rate := p.mean / max(p.size, 1e-9)
		sd := math.Sqrt(p.mean * (1 - rate) * (1 + (p.noise+loose)*p.mean*(1-rate)))
		return max(0, math.Floor(p.mean-z*sd)), min(p.size, math.Ceil(p.mean+z*sd))
	}
	d := z * math.Sqrt(p.noise+loose)
	return p.mean - d, p.mean + d
}

// countBand takes the negative binomial for a gamma of the same mean and variance, whose quantiles Wilson
// and Hilferty's cube gives well, and rounds outward.
func countBand(mean, loose, z float64) (low, high float64) {
	v := loose + 1/max(mean, 1e-9)
	cube := func(z float64) float64 {
		r := max(0, 1-v/9+z*math.Sqrt(v)/3)
		return mean * r * r * r
	}
	return math.Floor(cube(-z)), math.Ceil(cube(z))
}

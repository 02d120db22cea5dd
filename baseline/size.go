package baseline

import "math"

// size says how large a deviation is beside those that this series has shown before. A series that bursts
// every day has many intervals that chance cannot explain; size picks out the ones that stand out even
// there. It needs no model of chance: it compares deviations with their own running norms.
//
// Two questions want two norms. Beside the root mean square the great bursts of a series stand in the order
// of their sizes; beside the eighth power's norm, which the largest few rule, only what beats them counts.
type size struct {
	burst float32 // deviations from level and season, summed over about sizeSum intervals
	level float32 // the mean value, as deviation from the first
	first float32
	usual float32 // the mean square of burst
	norm  [2]float32
	weight,
	peak float32
}

const (
	sizeSum    = 5.0
	sizeMemory = 8000.0 // half-life of level and norms in intervals
	sizePeak   = 60.0   // and of the peak that a surge must exceed
	sizeLevel  = 20     // intervals before which nobody knows the level
	sizeLeast  = 50     // and before which there is nothing to compare with
)

var (
	sizeKeep     = math.Exp2(-1 / sizeMemory)
	sizePeakKeep = math.Exp2(-1 / sizePeak)
)

// weigh compares and learns.
func (z *size) weigh(value, usual float64) (all, surge float64) {
	const keep = 1 - 1/sizeSum
	if z.weight == 0 {
		z.first = float32(value)
	}
	burst := float64(z.burst)*keep + value - usual
	y := value - float64(z.first)
	off := 0.0
	if z.weight > sizeLevel {
		off = y - float64(z.level)
	}
	if z.weight > sizeLeast {
		least := 1e-9*math.Abs(value) + 1e-12
		all = min(1e6, math.Abs(burst)/(math.Sqrt(float64(z.usual))+least))
		surge = beside(math.Abs(burst), float64(z.norm[0])+least, math.Abs(off), float64(z.norm[1])+least)
	}
	fresh := 1 / (float64(z.weight)*sizeKeep + 1)
	z.burst = float32(burst)
	z.level += float32((y - float64(z.level)) * fresh)
	z.usual += float32((burst*burst - float64(z.usual)) * fresh)
	z.norm[0] = eighthNorm(float64(z.norm[0]), burst, fresh)
	z.norm[1] = eighthNorm(float64(z.norm[1]), off, fresh)
	z.weight = float32(1 / fresh)
	return all, z.news(surge)
}

// beside is the mean (of the fourth power, near the larger) of two ratios.
func beside(a, usualA, b, usualB float64) float64 {
	r, s := min(1e6, a/usualA), min(1e6, b/usualB)
	r, s = r*r, s*s
	return math.Sqrt(math.Sqrt((r*r + s*s) / 2))
}

// news lets a surge through that is larger than what is left of the last ones.
func (z *size) news(surge float64) float64 {
	peak := float64(z.peak) * sizePeakKeep
	z.peak = float32(max(peak, surge))
	if surge > peak {
		return surge
	}
	return 0
}

// eighthNorm takes x into a norm of which it is the share fresh. Most values change the norm by a trifle, for
// which the root's series is exact to five digits.
func eighthNorm(norm, x, fresh float64) float32 {
	if norm > 0 {
		q := x / norm
		q *= q
		q *= q
		if d := (q*q - 1) * fresh; math.Abs(d) < 0.05 {
			return float32(norm * (1 + d*(1.0/8-d*(7.0/128))))
		}
	}
	largest := max(norm, math.Abs(x))
	if largest == 0 {
		return 0
	}
	a, b := norm/largest, x/largest
	a, b = a*a, b*b
	a, b = a*a, b*b
	return float32(largest * math.Sqrt(math.Sqrt(math.Sqrt(a*a*(1-fresh)+b*b*fresh))))
}

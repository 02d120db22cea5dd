package baseline

import "math"

// size says how large a deviation is beside the large ones that this series has shown before. A series
// that bursts every day has many intervals that chance cannot explain; size picks out the ones that stand
// out even there. It needs no model of chance: it compares absolute deviations with their own running
// norm, at four paces at once.
type size struct {
	fast, slow  float32 // deviations from the expected, summed over about 6 and 24 intervals
	level       float32 // the mean value of the last thousand intervals, as deviation from the first
	origin      float32 // the first value
	levelWeight float32
	norm        [sizePaces]float32
	weight      float32
	peak        float32
}

const (
	sizePaces  = 4
	sizeFast   = 6.0
	sizeSlow   = 24.0
	sizeLevel  = 1000.0 // half-life of the level in intervals
	sizeMemory = 4000.0 // and of the norms
	sizePeak   = 60.0   // and of the peak that News of size must exceed
	sizeLeast  = 50     // intervals before which there is nothing to compare with
)

// weigh compares and learns. The norm is that of the sixth power, which a few large deviations rule:
// about the size of the largest ones of the last weeks, without the jumps of a maximum.
func (z *size) weigh(value, expected float64) (all, news float64) {
	d := value - expected
	z.fast = float32(float64(z.fast)*(1-1/sizeFast) + d)
	z.slow = float32(float64(z.slow)*(1-1/sizeSlow) + d)
	paces := [sizePaces]float64{math.Abs(d), math.Abs(float64(z.fast)), math.Abs(float64(z.slow)), z.offLevel(value)}
	sum := 0.0
	for i, x := range paces {
		if z.weight > sizeLeast {
			r := min(1e6, x/(float64(z.norm[i])+1e-9*math.Abs(value)+1e-12))
			sum += r * r * r * r
		}
		z.norm[i] = float32(sixthNorm(float64(z.norm[i]), x, float64(z.weight)))
	}
	z.weight = float32(float64(z.weight)*sizeKeep + 1)
	all = math.Sqrt(math.Sqrt(sum / sizePaces))
	peak := float64(z.peak) * sizePeakKeep
	if all > peak {
		news, peak = all, all
	}
	z.peak = float32(peak)
	return all, news
}

var (
	sizeKeep      = math.Exp2(-1 / sizeMemory)
	sizePeakKeep  = math.Exp2(-1 / sizePeak)
	sizeLevelKeep = math.Exp2(-1 / sizeLevel)
)

// offLevel is how far the value is from the long mean.
func (z *size) offLevel(value float64) float64 {
	if z.levelWeight == 0 {
		z.origin = float32(value)
	}
	y := value - float64(z.origin)
	off := 0.0
	if z.levelWeight > 20 {
		off = math.Abs(y - float64(z.level))
	}
	z.levelWeight = float32(float64(z.levelWeight)*sizeLevelKeep + 1)
	z.level += float32((y - float64(z.level)) / float64(z.levelWeight))
	return off
}

// sixthNorm takes x into the norm of a sum of weight. Most values change the norm by a trifle, for which
// the root's series is exact to five digits.
func sixthNorm(norm, x, weight float64) float64 {
	w := weight * sizeKeep
	if norm > 0 {
		q := x / norm * (x / norm)
		if d := (q*q*q - 1) / (w + 1); math.Abs(d) < 0.05 {
			return norm * (1 + d*(1.0/6-d*(5.0/72)))
		}
	}
	sixth := func(x float64) float64 { return x * x * x * x * x * x }
	return math.Sqrt(math.Cbrt((sixth(norm)*w + sixth(x)) / (w + 1)))
}

package baseline

import "math"

// sample is what a window held and what was expected of it.
type sample struct {
	value, mean float64
	trials      float64 // of a ratio
	variance    float64
	square      float64 // of the difference, less half a count
}

// window sums up a window of n intervals. The swing's share in it is what is left of the swing that was
// there when it began; what the swing does anew is part of the variance.
func (x *sample) window(kind Kind, p *prediction, k *mark, n, lag, param float64) {
	y := n * lag
	a, b := 1+y*(1.0/2+y*(1.0/12)), 1+y*(1.0/3+y*(1.0/36))
	both := 1 / (a * b)     // one division for two
	g := b * both           // 1/a: mean share of the swing that is left over the window
	v := max(0, a*both-g*g) // variance of the mean of what the swing does anew, in units of spread
	swing := float64(k.swing) * g
	extra := p.spread*v + param + p.swingVar*g*g*0.5
	base, more := float64(k.base), float64(k.more)
	x.value = float64(k.value)
	if kind != Amount && !(base > 0) { // nothing was to be expected, such as of no trials
		x.square, x.variance = 0, 1
		return
	}
	half := 0.5
	switch kind {
	case Counts:
		factor := expOf(swing)
		x.mean = base * factor
		x.variance = x.mean + factor*factor*max(p.noise*more+extra*base*base, 1e-6*base*base)
	case Ratio:
		rate := max(1e-6, min(1-1e-6, base/max(more, 1e-9)))
		odds := rate / (1 - rate) * expOf(swing)
		rate = odds / (1 + odds)
		x.mean, x.trials = more*rate, more
		chance := x.mean * (1 - rate)
		x.variance = chance * (1 + (p.noise/n+extra)*chance)
	default:
		x.mean = base + n*swing
		x.variance = n*p.noise + n*n*extra
		half = 0
	}
	d := max(0, math.Abs(x.value-x.mean)-half)
	x.square = d * d
}

// beats says whether the square of score may exceed bar. Only far below the mean of a count, whose variance
// is smaller there, can score be larger than the plain one, and seldom by half.
func (x *sample) beats(bar float64) bool { return 3*x.square > bar*x.variance }

// score is the signed root of the likelihood ratio of the best multiple of the expected sum against the expected
// sum itself, corrected so that it is standard normal far into the tail (Barndorff-Nielsen's r*).
func (x *sample) score(kind Kind) float64 {
	switch {
	case x.square == 0:
		return 0
	case kind == Ratio:
		return x.binomial()
	case kind == Amount || x.square < x.variance: // near the middle the plain score will do
		return math.Copysign(math.Sqrt(x.square/x.variance), x.value-x.mean)
	}
	return x.negativeBinomial()
}

// corrected is the value half a count nearer to the mean.
func (x *sample) corrected() float64 { return x.value - math.Copysign(0.5, x.value-x.mean) }

func (x *sample) negativeBinomial() float64 {
	value, over := x.corrected(), (x.variance-x.mean)/(x.mean*x.mean)
	size := 1 / over
	gain := math.Log((value + size) / (x.mean + size))
	theta := math.Log(value/x.mean) - gain
	return rstar(value*theta-size*gain, theta, value+value*value*over)
}

// binomial takes the over-dispersion as a factor of the variance.
func (x *sample) binomial() float64 {
	value := x.corrected()
	rest := max(x.trials-value, 0.25)
	theta := math.Log(value * (x.trials - x.mean) / (x.mean * rest))
	d := value*theta + x.trials*math.Log(rest/(x.trials-x.mean))
	chance := x.mean * (1 - x.mean/x.trials)
	return rstar(d, theta, value*rest/x.trials) * math.Sqrt(chance/x.variance)
}

func rstar(d, theta, variance float64) float64 {
	r := math.Copysign(math.Sqrt(2*max(d, 0)), theta)
	if math.Abs(r) < 1 {
		return r // the correction is for the tail
	}
	u := 2 * math.Sinh(max(-20, min(20, theta/2))) * math.Sqrt(variance)
	return r + math.Log(max(u/r, 1e-9))/r
}

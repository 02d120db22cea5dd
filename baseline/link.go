package baseline

import "math"

// meanOf takes a value of the link scale back to the scale of means; size is the exposure of a count or the
// trials of a ratio.
func meanOf(kind Kind, eta, size float64) float64 {
	switch kind {
	case Counts:
		return size * expOf(max(-30, min(30, eta)))
	case Ratio:
		return size / (1 + expOf(-eta))
	}
	return eta
}

// swung is the mean with the swing. For counts it is a factor on the mean without.
func swung(kind Kind, p *prediction) float64 {
	if kind == Counts {
		return p.base * expOf(p.swing)
	}
	return meanOf(kind, p.profile+p.swing, p.size)
}

// chanceVar is the variance on the link scale of one interval's value, for a given mean.
func chanceVar(kind Kind, mean, size, noise float64) float64 {
	switch kind {
	case Counts:
		return 1/max(mean, 1e-9) + noise
	case Ratio:
		return 1/max(mean*(1-mean/max(size, 1e-9)), 1e-9) + noise
	}
	return noise
}

// linkResidual turns a residual of values into one on the link scale.
func linkResidual(kind Kind, residual, mean, size float64) float64 {
	switch kind {
	case Counts:
		return residual / max(mean, 1e-9)
	case Ratio:
		return residual / max(mean*(1-mean/size), 1e-9)
	}
	return residual
}

// bend makes a count's large surprise logarithmic. Up to two deviations (count - mean) / mean is what a
// logarithm learns without bias; but ten times the mean is not nine steps away on a log scale, it is 2.3,
// and a tenth is -2.3 and not -0.9.
func bend(kind Kind, value, mean, surprise, variance float64) float64 {
	const least = 2 // the mean below which a count has no large surprise
	edge := 2 * math.Sqrt(variance)
	switch {
	case kind != Counts || mean < least || math.Abs(surprise) <= edge:
		return surprise
	case surprise > 0:
		return edge + math.Log((1+surprise)/(1+edge))
	case edge < 1:
		return -edge + math.Log((value+0.5)/(mean+0.5)/(1-edge))
	}
	return surprise
}

// clipValue holds an outlier at the edge of what the model thinks possible, on the scale of values: there
// a rare count of one is no outlier, which on the link scale it would be.
func clipValue(kind Kind, value, mean, size, total float64) float64 {
	d := clip * math.Sqrt(total)
	switch kind {
	case Counts:
		d = clip*math.Sqrt(total)*mean + 2
	case Ratio:
		d = clip*math.Sqrt(total)*mean*(1-mean/size) + 1
	}
	return max(mean-d, min(mean+d, value))
}

// expOf is the exponential in a fraction of math.Exp's time: near zero, where most are asked for, its series (off
// by 3 in 100,000 at most), else the bits of the whole exponent of two and the series of the rest (by less).
func expOf(x float64) float64 {
	switch {
	case math.Abs(x) <= 0.3:
		return 1 + x*(1+x*(1.0/2+x*(1.0/6+x*(1.0/24))))
	case !(math.Abs(x) < 700):
		return math.Exp(x)
	}
	whole := int64(x*math.Log2E + math.Copysign(0.5, x))
	r := x - float64(whole)*math.Ln2
	square := r * r
	p := 1 + r + square*(1.0/2+r*(1.0/6)) + square*square*(1.0/24+r*(1.0/120)+square*(1.0/720))
	return p * math.Float64frombits(uint64(whole+1023)<<52)
}

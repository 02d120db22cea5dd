package baseline

import "math"

const normal95 = 1.959964

// band returns the values between which a share of normal values lie; z is the standard normal quantile
// that goes with the share. Counts take the Cornish-Fisher expansion of the negative binomial, which knows its skew.
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

func countBand(mean, loose, z float64) (low, high float64) {
	sd := math.Sqrt(mean + loose*mean*mean)
	skew := (1 + 2*loose*mean) / math.Sqrt(max(mean*(1+loose*mean), 1e-9))
	bend := min(skew, 2) * (z*z - 1) / 6
	return max(0, math.Floor(mean+sd*(bend-z))), math.Ceil(mean + sd*(bend+z))
}

package baseline

import (
	"fmt"
	"math"
)

// Lag is how two series move together when the second is taken some intervals later.
type Lag struct {
	Lag int     // positive: the second series follows the first
	R   float64 // correlation of what is left of both, -1 to 1
	P   float64 // probability of at least this |R| between unrelated series of the same persistence
	// Adjusted is P with correction for having looked at many lags (Holm), the one to judge by.
	Adjusted float64
}

// Correlate compares two series of the same intervals over lags from -most to most. Two series that both
// sleep at night correlate without having anything to do with each other, so the mean of every phase of
// the season (168 for hours of the week, 1 for none) and a straight trend are taken out first; and two
// series that drift correlate by accident, so the probability counts only as many independent intervals as
// their persistence leaves (Bartlett 1935). NaN marks a missing interval.
func Correlate(first, second []float64, season, most int) ([]Lag, error) {
	n := len(first)
	switch {
	case len(second) != n:
		return nil, &OptionError{"second", len(second), fmt.Sprintf("not as long as the first series (%d)", n)}
	case season < 1:
		return nil, &OptionError{"season", season, "less than 1"}
	case most < 0 || most > n/4:
		return nil, &OptionError{"most", most, fmt.Sprintf("not in 0 to a quarter of the series (%d)", n/4)}
	}
	a, b := remainder(first, season), remainder(second, season)
	persistence := bartlett(a, b)
	lags := make([]Lag, 0, 2*most+1)
	for k := -most; k <= most; k++ {
		r, pairs := correlation(a, b, k)
		lags = append(lags, Lag{Lag: k, R: r, P: correlationP(r, pairs/persistence)})
	}
	holm(lags)
	return lags, nil
}

// remainder takes out the trend and the mean of each phase, and cuts outliers at four robust deviations.
func remainder(v []float64, season int) []float64 {
	rest := append([]float64(nil), v...)
	detrend(rest)
	sum, n := make([]float64, season), make([]float64, season)
	for i, x := range rest {
		if !math.IsNaN(x) {
			sum[i%season] += x
			n[i%season]++
		}
	}
	spread, count := 0.0, 0.0
	for i := range rest {
		rest[i] -= sum[i%season] / n[i%season]
		if !math.IsNaN(rest[i]) {
			spread += math.Abs(rest[i])
			count++
		}
	}
	limit := 4 * 1.2533 * spread / max(count, 1) // mean absolute to standard deviation of a normal
	for i, x := range rest {
		rest[i] = max(-limit, min(limit, x))
	}
	return rest
}

// detrend subtracts the least-squares line.
func detrend(v []float64) {
	var n, t, tt, y, ty float64
	for i, x := range v {
		if !math.IsNaN(x) {
			at := float64(i)
			n, t, tt, y, ty = n+1, t+at, tt+at*at, y+x, ty+at*x
		}
	}
	slope := 0.0
	if d := n*tt - t*t; d > 0 {
		slope = (n*ty - t*y) / d
	}
	for i := range v {
		v[i] -= slope * float64(i)
	}
}

// correlation of a[i] with b[i+k], and the number of pairs.
func correlation(a, b []float64, k int) (r, pairs float64) {
	var ab, aa, bb float64
	for i := max(0, -k); i < len(a) && i+k < len(b); i++ {
		x, y := a[i], b[i+k]
		if math.IsNaN(x) || math.IsNaN(y) {
			continue
		}
		ab, aa, bb, pairs = ab+x*y, aa+x*x, bb+y*y, pairs+1
	}
	if aa == 0 || bb == 0 {
		return 0, pairs
	}
	return ab / math.Sqrt(aa*bb), pairs
}

// bartlett is by how much persistence widens a correlation's variance.
func bartlett(a, b []float64) float64 {
	sum := 1.0
	for k := 1; k <= min(len(a)/4, 100); k++ {
		x, _ := correlation(a, a, k)
		y, _ := correlation(b, b, k)
		if x < 0.05 && y < 0.05 {
			break
		}
		sum += 2 * max(0, x) * max(0, y)
	}
	return sum
}

// correlationP is the two-sided probability by Fisher's transform.
func correlationP(r, independent float64) float64 {
	if independent <= 4 {
		return 1
	}
	z := math.Atanh(max(-0.999999, min(0.999999, r))) * math.Sqrt(independent-3)
	return math.Erfc(math.Abs(z) / math.Sqrt2)
}

// holm fills Adjusted: the smallest P counts as often as there are lags, the next once less, and so on.
func holm(lags []Lag) {
	order := make([]int, len(lags))
	for i := range order {
		order[i] = i
	}
	sortBy(order, func(i int) float64 { return lags[i].P })
	worst := 0.0
	for rank, i := range order {
		worst = max(worst, min(1, lags[i].P*float64(len(lags)-rank)))
		lags[i].Adjusted = worst
	}
}

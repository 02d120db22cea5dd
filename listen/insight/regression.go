package insight

import "math"

// A regression is a least-squares fit with the covariance of its coefficients.
type regression struct {
	beta       []float64
	covariance [][]float64
	freedom    float64
	critical   float64 // how many standard errors hold 95 in 100
}

// leastSquares fits values to rows. It is not ok where the columns cannot be
// told apart, or nothing is left. The covariance is that of Newey and West (1987) with the Bartlett
// kernel over 4 (n/100)^(2/9) lags, at least 7, and a correction for the number
// of columns.
func leastSquares(rows [][]float64, values []float64) (*regression, bool) {
	n, k := len(rows), len(rows[0])
	if n <= k+1 {
		return nil, false
	}
	normal, right := normalEquations(rows, values)
	inverse, ok := inverted(normal)
	if !ok {
		return nil, false
	}
	r := &regression{beta: times(inverse, right), freedom: float64(n - k)}
	scores, left := make([][]float64, n), 0.0
	for i, row := range rows {
		rest := values[i]
		for a := range k {
			rest -= row[a] * r.beta[a]
		}
		left += rest * rest
		scores[i] = make([]float64, k)
		for a := range k {
			scores[i][a] = row[a] * rest
		}
	}
	if left < 1e-18*float64(n) {
		return nil, false // nothing is left to chance: that is no series of days
	}
	lags := min(n/4, max(7, int(4*math.Pow(float64(n)/100, 2./9))))
	r.critical = fixedB(float64(lags+1) / float64(n))
	meat := sandwich(scores, k, lags, float64(n)/float64(n-k))
	r.covariance = product2(product2(inverse, meat), inverse)
	return r, true
}

func normalEquations(rows [][]float64, values []float64) (normal [][]float64, right []float64) {
	k := len(rows[0])
	normal, right = square(k), make([]float64, k)
	for i, row := range rows {
		for a := range k {
			right[a] += row[a] * values[i]
			for b := range k {
				normal[a][b] += row[a] * row[b]
			}
		}
	}
	return normal, right
}

// fixedB is the critical value for a kernel that reaches over a share b of the
// days: such variances are themselves uncertain (Kiefer and Vogelsang 2005, table
// 1, Bartlett kernel, 97.5 %).
func fixedB(b float64) float64 { return z95 + 2.9694*b + 0.4160*b*b - 0.5324*b*b*b }

// sandwich sums the products of scores up to some lags apart.
func sandwich(scores [][]float64, k, lags int, correction float64) [][]float64 {
	out := square(k)
	for i := range scores {
		for lag := 0; lag <= lags && lag <= i; lag++ {
			weight := correction * (1 - float64(lag)/float64(lags+1))
			for a := range k {
				for b := range k {
					p := scores[i][a] * scores[i-lag][b]
					if lag > 0 {
						p += scores[i-lag][a] * scores[i][b]
					}
					out[a][b] += weight * p
				}
			}
		}
	}
	return out
}

// contrast is the exponential of a sum of coefficients, with its interval and
// the probability of so much where it is 1.
func (r *regression) contrast(c []float64) (Interval, float64) {
	value, variance := 0.0, 0.0
	for a := range c {
		value += c[a] * r.beta[a]
		for b := range c {
			variance += c[a] * c[b] * r.covariance[a][b]
		}
	}
	spread := math.Sqrt(max(0, variance))
	half := r.critical * spread
	p := 1.0
	if spread > 0 {
		p = math.Erfc(math.Abs(value) / spread * z95 / r.critical / math.Sqrt2)
	}
	return Interval{math.Exp(value), math.Exp(value - half), math.Exp(value + half), r.freedom}, p
}

func square(k int) [][]float64 {
	out := make([][]float64, k)
	for i := range out {
		out[i] = make([]float64, k)
	}
	return out
}

func times(m [][]float64, v []float64) []float64 {
	out := make([]float64, len(v))
	for i := range m {
		for j, x := range v {
			out[i] += m[i][j] * x
		}
	}
	return out
}

func product2(a, b [][]float64) [][]float64 {
	out := square(len(a))
	for i := range a {
		for j := range b {
			for l := range b {
				out[i][j] += a[i][l] * b[l][j]
			}
		}
	}
	return out
}

// inverted inverts a symmetric matrix by elimination with pivots. A column that
// is nearly a sum of others makes it fail.
func inverted(m [][]float64) ([][]float64, bool) {
	k := len(m)
	left, right := square(k), square(k)
	for i := range m {
		copy(left[i], m[i])
		right[i][i] = 1
	}
	for c := range k {
		pivot := c
		for r := c + 1; r < k; r++ {
			if math.Abs(left[r][c]) > math.Abs(left[pivot][c]) {
				pivot = r
			}
		}
		if math.Abs(left[pivot][c]) <= 1e-10*(1+m[c][c]) {
			return nil, false
		}
		left[c], left[pivot] = left[pivot], left[c]
		right[c], right[pivot] = right[pivot], right[c]
		scale := left[c][c]
		for j := range k {
			left[c][j] /= scale
			right[c][j] /= scale
		}
		for r := range k {
			factor := left[r][c]
			if r == c || factor == 0 {
				continue
			}
			for j := range k {
				left[r][j] -= factor * left[c][j]
				right[r][j] -= factor * right[c][j]
			}
		}
	}
	return right, true
}

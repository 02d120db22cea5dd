package baseline

import "math"

// Changes finds the points at which a series changes for good, one value after the other. It suits short
// series without a daily season, such as weekly totals: a Baseline's NewNormal is its counterpart for
// hours. The zero Changes is ready to use.
//
// The values since the last change are taken for a first-order autoregression; at every value all splits
// of them in two are weighed, and a change is called when two autoregressions explain the values better
// than one by a margin of the Bayesian information criterion. At most 1024 values since the last change
// are kept.
type Changes struct {
	seen   int
	values []float64
	sums   []lagSums // prefix sums over pairs of neighbours
}

// lagSums are sums over pairs (x, y) of a value and its successor.
type lagSums struct{ n, x, y, xx, xy, yy float64 }

const (
	changeMargin = 5.0
	changeLeast  = 20
	changeKept   = 1024
)

// Add takes the next value; NaN counts as a value like the last. If it shows that the series has changed, Add returns
// the index (from 0, over all values added) of the first value after the change, and true.
func (c *Changes) Add(v float64) (at int, changed bool) {
	if math.IsNaN(v) || math.Abs(v) > valueLimit {
		v = c.last()
	}
	c.push(v)
	c.seen++
	best, split := 0.0, 0
	n := len(c.values)
	whole := c.span(0, n).fit()
	for k := changeLeast; k <= n-changeLeast; k++ {
		if gain := whole - c.span(0, k).fit() - c.span(k, n).fit(); gain > best {
			best, split = gain, k
		}
	}
	if best < changeMargin*4*math.Log(float64(max(n, 2))) {
		return 0, false
	}
	at = c.seen - n + split
	c.restart(split)
	return at, true
}

func (c *Changes) last() float64 {
	if len(c.values) == 0 {
		return 0
	}
	return c.values[len(c.values)-1]
}

func (c *Changes) push(v float64) {
	if len(c.values) >= changeKept {
		c.restart(changeKept / 2)
	}
	if len(c.values) == 0 {
		c.sums = append(c.sums[:0], lagSums{})
		c.values = append(c.values, v)
		return
	}
	x, y := c.last()-c.values[0], v-c.values[0] // near zero, so that squares keep their digits
	s := c.sums[len(c.sums)-1]
	c.sums = append(c.sums, lagSums{s.n + 1, s.x + x, s.y + y, s.xx + x*x, s.xy + x*y, s.yy + y*y})
	c.values = append(c.values, v)
}

// restart forgets the first values.
func (c *Changes) restart(from int) {
	rest := append([]float64(nil), c.values[from:]...)
	c.values, c.sums = c.values[:0], c.sums[:0]
	for _, v := range rest {
		c.push(v)
	}
}

// span sums the pairs within values[from:to].
func (c *Changes) span(from, to int) lagSums {
	a, b := c.sums[from], c.sums[to-1]
	return lagSums{b.n - a.n, b.x - a.x, b.y - a.y, b.xx - a.xx, b.xy - a.xy, b.yy - a.yy}
}

// fit is n times the log of the variance that an autoregression leaves unexplained.
func (s lagSums) fit() float64 {
	sxx, sxy, syy := s.xx-s.x*s.x/s.n, s.xy-s.x*s.y/s.n, s.yy-s.y*s.y/s.n
	rest := syy
	if sxx > 0 {
		rest -= sxy * sxy / sxx
	}
	return s.n * math.Log(max(rest/s.n, 1e-12*(s.yy/s.n)+1e-12))
}

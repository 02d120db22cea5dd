package baseline

import "math"

// scan gathers evidence over windows of 1, 2, 4 and about 8, 16, 32, 64 and 128 intervals, each ending
// now. A window is a sum since a checkpoint. There are four checkpoints for the last four intervals, and
// two for each longer window, set in turn: the older of the two lies between half a window and a window
// back. These are finite windows in constant time, which forget an event as soon as it has left them.
type scan struct {
	step  uint32
	short [4]mark
	long  [scanLong][2]mark
	fit   [scanWindows]float32 // how much wider than the model thinks the windows' scores are, squared
}

const (
	scanLong    = 5
	scanWindows = scanLong + 3
)

// mark holds the sums since a checkpoint, and the swing as it was then: what came after must not
// explain itself away.
type mark struct {
	value, base float32
	more        float32 // the sum of the squares of what a count was expected to be, or of a ratio's trials
	swing       float32
}

func (k *mark) add(value, base, more float32) {
	k.value += value
	k.base += base
	k.more += more
}

// evidence is the strongest window's. A short window has more tries to be extreme by chance than a long one,
// in proportion to how many of them there are in a day; what that is worth is taken off its score (the
// idea is that of Dümbgen and Spokoiny 2001, in half strength, since the errors of a model last longer than
// chance does).
type evidence struct {
	z      float64 // its score in standard deviations less that, positive is up
	window int     // its length in intervals
	first  float64 // the score of the last interval alone
	since  mark    // the sums over that window
}

func (c *scan) begin() {
	for w := range c.fit {
		c.fit[w] = 1
	}
}

// restart forgets the windows but not how wide their scores are.
func (c *scan) restart() { *c = scan{fit: c.fit} }

func (c *scan) push(kind Kind, p *prediction, v float64) {
	value, base, more := float32(v), float32(p.base), float32(p.base*p.base)
	if kind == Ratio {
		more = float32(p.size)
	}
	c.short[c.step&3] = mark{swing: float32(p.swing)}
	for i := range c.short {
		c.short[i].add(value, base, more)
	}
	for l := range c.long {
		if shift := l + 2; c.step&(1<<shift-1) == 0 {
			c.long[l][c.step>>shift&1] = mark{swing: float32(p.swing)}
		}
		c.long[l][0].add(value, base, more)
		c.long[l][1].add(value, base, more)
	}
	c.step++
}

// window returns the mark and the length of window w, or length 0 while there is no such window yet.
func (c *scan) window(w int) (*mark, int) {
	if w < 3 {
		age := 1 << w
		if int(c.step) < age {
			return nil, 0
		}
		return &c.short[(c.step-uint32(age))&3], age
	}
	shift := w - 1
	last := (c.step - 1) >> shift // the number of the block that the present interval lies in
	if last < 1 {
		return nil, 0
	}
	return &c.long[w-3][(last-1)&1], int(c.step - (last-1)<<shift)
}

func (c *scan) weigh(s *settings, p *prediction, learn bool) evidence {
	var best evidence
	square := 0.0
	param := p.paramVar()
	lag := s.seconds / p.time
	for w := range scanWindows {
		k, n := c.window(w)
		if n == 0 {
			break
		}
		z := windowScore(s.kind, p, k, float64(n), lag, param)
		if w == 0 || 2*z*z > square+tries[w] { // no fit is below a half, so others cannot win
			fit := max(float64(c.fit[w]), fitFloor(s.kind, k))
			if w == 0 {
				best.first = z / math.Sqrt(fit)
			}
			if y := z*z/fit - tries[w]; y > square {
				square = y
				best.z, best.window, best.since = math.Copysign(math.Sqrt(y), z), n, *k
			}
		}
		if learn {
			c.calibrate(w, z)
		}
	}
	return best
}

// fitFloor is the least width a window's scores are taken to have. Few counts are often exactly as
// expected, which makes their scores look narrow without making their tail so.
func fitFloor(kind Kind, k *mark) float64 {
	if kind == Amount {
		return 0.5
	}
	const few = 20
	return 1 - 0.5*float64(k.base)/float64(k.base+few)
}

func (c *scan) calibrate(w int, z float64) {
	const cut, mean = 6.25, 0.945 // E[min(z², 6.25)] of a standard normal
	f := float64(c.fit[w])
	c.fit[w] = float32(f + fitRates[w]*(min(z*z, cut*f)*(1/mean)-f))
}

// fitRates forget after some hundred windows' lengths.
var fitRates = func() (rates [scanWindows]float64) {
	for w := range rates {
		rates[w] = 1 / (200*float64(int(1)<<w) + 200)
	}
	return rates
}()

// tries is what a window's squared score loses for how many such windows there are beside the longest.
var tries = func() (loss [scanWindows]float64) {
	for w := range loss {
		loss[w] = math.Ln2 * float64(scanWindows-1-w)
	}
	return loss
}()

// windowScore is the signed root of the likelihood ratio of the best multiple of the expected sum
// against the expected sum itself, corrected so that it is standard normal far into the tail
// (Barndorff-Nielsen's r*, with half a count of continuity correction).
func windowScore(kind Kind, p *prediction, k *mark, n, lag, param float64) float64 {
	y := n * lag
	a, b := 1+y*(1.0/2+y*(1.0/12)), 1+y*(1.0/3+y*(1.0/36))
	both := 1 / (a * b)     // one division for two
	g := b * both           // 1/a: mean share of the swing that is left over the window
	v := max(0, a*both-g*g) // variance of the mean of what the swing does anew, in units of spread
	swing := float64(k.swing) * g
	extra := p.spread*v + param + p.swingVar*g*g*0.5
	switch kind {
	case Counts:
		base := float64(k.base)
		if base <= 0 {
			return 0
		}
		mean := base * smallExp(swing)
		tau := p.noise*float64(k.more)/(base*base) + extra
		return negativeBinomialScore(float64(k.value), mean, max(tau, 1e-6))
	case Ratio:
		size := float64(k.more)
		if size <= 0 {
			return 0
		}
		rate := max(1e-6, min(1-1e-6, float64(k.base)/size))
		eta := math.Log(rate/(1-rate)) + swing
		return binomialScore(float64(k.value), size, 1/(1+math.Exp(-eta)), p.noise/n+extra)
	}
	mean := float64(k.base) + n*swing
	return (float64(k.value) - mean) / math.Sqrt(n*p.noise+n*n*extra)
}

// negativeBinomialScore takes the over-dispersion: the variance is mean + over*mean².
func negativeBinomialScore(x, mean, over float64) float64 {
	switch {
	case x-0.5 > mean:
		x -= 0.5
	case x+0.5 < mean:
		x += 0.5
	default:
		return 0
	}
	variance := mean * (1 + mean*over)
	if d := x - mean; d*d < variance {
		return d / math.Sqrt(variance) // near the middle the plain score will do
	}
	size := 1 / over
	gain := math.Log((x + size) / (mean + size))
	theta := math.Log(x/mean) - gain
	return rstar(x*theta-size*gain, theta, x+x*x/size)
}

func binomialScore(x, n, rate, extra float64) float64 {
	mean := n * rate
	switch {
	case x-0.5 > mean:
		x -= 0.5
	case x+0.5 < mean:
		x += 0.5
	default:
		return 0
	}
	theta := math.Log(x * (n - mean) / (mean * max(n-x, 0.25)))
	d := x*theta + n*math.Log(max(n-x, 0.25)/(n-mean))
	r := rstar(d, theta, x*max(n-x, 0.25)/n)
	return r / math.Sqrt(1+extra*mean*(1-rate))
}

func rstar(d, theta, variance float64) float64 {
	r := math.Copysign(math.Sqrt(2*max(d, 0)), theta)
	if math.Abs(r) < 1 {
		return r // the correction is for the tail
	}
	u := 2 * math.Sinh(max(-20, min(20, theta/2))) * math.Sqrt(variance)
	return r + math.Log(max(u/r, 1e-9))/r
}

// smallExp is the exponential, by its series where that is exact to five digits.
func smallExp(x float64) float64 {
	if math.Abs(x) > 0.3 {
		return math.Exp(x)
	}
	return 1 + x*(1+x*(1.0/2+x*(1.0/6+x*(1.0/24))))
}

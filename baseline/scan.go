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

// weigh looks at the windows from the longest, since the short ones, which lose most for their tries, then need
// no likelihood.
func (c *scan) weigh(s *settings, p *prediction, learn bool) evidence {
	var best evidence
	var x sample
	square := 0.0
	param := p.paramVar()
	lag := s.seconds / p.time
	for w := scanWindows - 1; w >= 0; w-- {
		k, n := c.window(w)
		if n == 0 {
			continue
		}
		if p.ph.class > 0 { // what was learned of an event since must not make its beginning look odd
			param = p.paramVar() - p.eventVar + p.event.doubt(-float64(n))
		}
		x.window(s.kind, p, k, float64(n), lag, param)
		fit := max(float64(c.fit[w]), fitLeast)
		due := learn && (int(c.step)+w)%calibrateEvery == 0
		if w > 0 && !due && !x.beats(fit*(square+tries[w])) {
			continue
		}
		z := x.score(s.kind)
		fit = max(fit, fitFloor(s.kind, k))
		if w == 0 {
			best.first = z / math.Sqrt(fit)
		}
		if y := z*z/fit - tries[w]; y > square {
			square = y
			best.z, best.window, best.since = math.Copysign(math.Sqrt(y), z), n, *k
		}
		if due {
			c.calibrate(w, z)
		}
	}
	return best
}

const fitLeast = 0.5

// fitFloor is the least width a window's scores are taken to have. Few counts are often exactly as
// expected, which makes their scores look narrow without making their tail so.
func fitFloor(kind Kind, k *mark) float64 {
	if kind == Amount {
		return fitLeast
	}
	const few = 20
	return 1 - (1-fitLeast)*float64(k.base)/float64(k.base+few)
}

func (c *scan) calibrate(w int, z float64) {
	const cut, mean = 6.25, 0.945 // E[min(z², 6.25)] of a standard normal
	f := float64(c.fit[w])
	c.fit[w] = float32(f + fitRates[w]*(min(z*z, cut*f)*(1/mean)-f))
}

// calibrateEvery is how many intervals pass between two looks at how wide a window's scores are.
const calibrateEvery = 8

// fitRates forget after some hundred windows' lengths.
var fitRates = func() (rates [scanWindows]float64) {
	for w := range rates {
		rates[w] = calibrateEvery / (200*float64(int(1)<<w) + 200)
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

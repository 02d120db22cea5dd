package baseline

import "math"

// tail turns evidence into a probability that holds for this series: it learns how often the evidence of
// normal rows exceeds a bar and by how much. Beyond the bar, the excess of the surprise (minus the log of
// the model's own probability) follows a generalized Pareto distribution, the limit law of exceedances
// (Pickands 1975). Its scale and shape are found from two running quantiles of the excesses' peaks, which a
// few true events among them hardly move.
type tail struct {
	over  float32 // share of rows above the bar, or with which an exceedance begins
	scale float32 // of the excess
	shape float32 // 0 is an exponential, larger is heavier
	half  float32 // log of the excess that half of the peaks exceed
	tenth float32 // log of the excess that a tenth of them exceeds
	n     float32 // peaks seen
	peak  float32 // the highest surprise of the present exceedance, 0 if there is none
	quiet uint8   // rows since the surprise was last above the bar
}

const (
	tailBar    = 3.0
	tailQuiet  = 6 // rows below the bar that end an exceedance
	priorOver  = 0.10
	priorRows  = 200.0
	peakMost   = 500.0 // peaks remembered
	priorPeaks = 200.0 // peaks that the prior exponential counts for

	rarityLimit = 700.0 // e to the minus 700 is still a number above 0
)

func newTail(over float64) tail {
	return tail{over: float32(over), scale: 1, half: float32(math.Log(math.Ln2)), tenth: float32(math.Log(math.Ln10))}
}

// surprise is minus the log of the two-sided probability of a standard normal score.
func surprise(z float64) float64 {
	z = math.Abs(z)
	switch {
	case z > 6:
		return z*z/2 + math.Log(z*math.Sqrt(math.Pi/2)) + 1/(z*z)
	case z > 2:
		return -math.Log(math.Erfc(z / math.Sqrt2))
	}
	return z * (0.797886 + z*(0.318270+z*(0.036545+z*(-0.005206+z*0.000379)))) // exact to five digits
}

// rarity is minus the log of the probability of at least that surprise on a normal row.
func (t *tail) rarity(s float64) float64 {
	over := -math.Log(float64(t.over))
	if s < tailBar {
		return over * s / tailBar
	}
	e, shape := (s-tailBar)/float64(t.scale), float64(t.shape)
	if shape > 1e-3 {
		e = math.Log1p(shape*e) / shape
	}
	return min(rarityLimit, over+e)
}

// tailRate is what a row counts for after so many of them.
func tailRate(rows float64) float64 { return 1 / (priorRows + min(rows, 20000)) }

// learn takes a row's surprise, at a rate. With onsets set, an exceedance counts once however many rows it lasts: windows
// overlap, so what they find is found again on the rows that follow.
func (t *tail) learn(s, rate float64, onsets bool) {
	if s >= tailBar {
		if !onsets || t.peak == 0 {
			t.over += float32(rate)
		}
		t.over -= float32(rate * float64(t.over))
		t.quiet = 0
		t.peak = max(t.peak, float32(s))
		return
	}
	if t.peak > 0 && t.quiet >= tailQuiet {
		t.learnPeak(float64(t.peak) - tailBar)
		t.peak = 0
	}
	t.quiet = min(t.quiet+1, tailQuiet)
	t.over -= float32(rate * float64(t.over))
}

// learnPeak moves each quantile a little towards where it should be: up by the share that should exceed
// it times the step less one, or down. The steps are those that lose least on an exponential.
func (t *tail) learnPeak(excess float64) {
	at := float32(math.Log(max(excess, 1e-3)))
	t.n = min(t.n+1, peakMost)
	step := 1 / (priorPeaks + float64(t.n))
	t.half = nudge(t.half, at, 0.5, 2.9*step)
	t.tenth = max(nudge(t.tenth, at, 0.1, 4.3*step), t.half+0.2)
	t.shapeUp()
}

// shapeUp finds scale and shape from the quantiles.
func (t *tail) shapeUp() {
	heavy := max(0, min(2.5, float64(t.tenth-t.half)-exponentialGap))
	shape := heavy * (1.2 - 0.2*heavy) // solves (10^shape-1)/(2^shape-1) = exp(gap) within 5 %
	t.shape = float32(shape)
	t.scale = float32(math.Exp(float64(t.half)) / paretoMedian(shape))
}

// exponentialGap is log(log 10 / log 2), the gap between the two logs for an exponential.
const exponentialGap = 1.2005

// paretoMedian is the median of the generalized Pareto distribution of scale 1.
func paretoMedian(shape float64) float64 {
	if shape < 1e-3 {
		return math.Ln2
	}
	return (math.Exp2(shape) - 1) / shape
}

func nudge(quantile, value float32, above, step float64) float32 {
	if value > quantile {
		return quantile + float32(step*(1-above))
	}
	return quantile - float32(step*above)
}

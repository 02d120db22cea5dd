package baseline

import "math"

// tail turns evidence into a probability that holds for this series: it learns how often the evidence of
// normal rows exceeds a bar and by how much. Beyond the bar the surprise (minus the log of the model's own
// probability) falls off exponentially, which is a power law of that probability (Hill's estimator).
//
// What lies far beyond what the tail itself thinks possible is an event, not a sample of the tail, and is
// left out: else the first large event would hide the second.
type tail struct {
	over   float32 // share of rows above the bar
	excess float32 // mean of the peaks' surprise above the bar
	n      float32 // peaks seen, forgetting
	peak   float32 // the highest surprise of the present exceedance, 0 if there is none
	quiet  uint32  // rows since the surprise was last above the bar
}

const (
	tailBar   = 3.0
	tailQuiet = 6 // rows below the bar that end an exceedance
	rowLimit  = 4 // mean excesses above the bar, beyond which a row is an event
	peakLimit = 6 // and a peak
	priorOver = 0.10
	priorRows = 200.0
	priorTail = 50.0

	rarityLimit = 700.0 // e to the minus 700 is still a number above 0
)

// surprise is minus the log of the two-sided probability of a standard normal score.
func surprise(z float64) float64 {
	z = math.Abs(z)
	if z > 6 {
		return z*z/2 + math.Log(z*math.Sqrt(math.Pi/2)) + 1/(z*z)
	}
	return -math.Log(math.Erfc(z / math.Sqrt2))
}

// rarity is minus the log of the probability of at least that surprise on a normal row.
func (t *tail) rarity(s float64) float64 {
	over := -math.Log(float64(t.over))
	if s < tailBar {
		return over * s / tailBar
	}
	return min(rarityLimit, over+(s-tailBar)/float64(t.excess))
}

func (t *tail) learn(s float64, rows float64) {
	rate := 1 / (priorRows + min(rows, 20000))
	mean := float64(t.excess)
	switch {
	case s >= tailBar:
		t.quiet = 0
		t.peak = max(t.peak, float32(s))
		if s-tailBar <= rowLimit*mean {
			t.over += float32(rate * (1 - float64(t.over)))
		}
		return
	case t.peak > 0 && t.quiet >= tailQuiet:
		t.learnPeak(float64(t.peak) - tailBar)
		t.peak = 0
	}
	t.quiet = min(t.quiet+1, tailQuiet)
	t.over -= float32(rate * float64(t.over))
}

func (t *tail) learnPeak(excess float64) {
	mean := float64(t.excess)
	if excess > peakLimit*mean {
		return
	}
	const memory = 2000
	t.n = min(t.n+1, memory)
	t.excess = float32(mean + (min(excess, rowLimit*mean)-mean)/(priorTail+float64(t.n)))
}

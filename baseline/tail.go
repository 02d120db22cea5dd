package baseline

import "math"

// tail turns evidence into a probability that holds for this series: it learns how often the evidence of
// normal rows exceeds a bar and by how much. Beyond the bar the surprise (minus the log of the model's own
// probability) falls off exponentially, which is a power law of that probability (Hill's estimator).
type tail struct {
	over   float32 // share of rows above the bar
	excess float32 // mean surprise above the bar
	n      float32 // rows above the bar, forgetting
}

const (
	tailBar   = 3.0
	priorOver = 0.10
	priorRows = 200.0
	priorTail = 10.0
)

func surprise(z float64) float64 {
	z = math.Abs(z)
	if z > 6 {
		return z*z/2 + math.Log(z*math.Sqrt(math.Pi/2)) + 1/(z*z)
	}
	return -math.Log(math.Erfc(z / math.Sqrt2))
}

func (t *tail) probability(s float64) float64 {
	over := float64(t.over)
	if s < tailBar {
		return math.Exp(s / tailBar * math.Log(over))
	}
	return over * math.Exp(-(s-tailBar)/float64(t.excess))
}

func (t *tail) learn(s float64, rows float64) {
	rate := 1 / (priorRows + min(rows, 20000))
	if s < tailBar {
		t.over -= float32(rate * float64(t.over))
		return
	}
	t.over += float32(rate * (1 - float64(t.over)))
	m := float64(t.excess)
	t.n = min(t.n+1, 2000)
	t.excess = float32(m + (min(s-tailBar, 4*m)-m)/(priorTail+float64(t.n)))
}

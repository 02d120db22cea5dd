package insight

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// A Wait is how long somebody waited, in staffed time.
type Wait struct {
	Long time.Duration `json:"long"`
	// Over tells that the wait has ended with an answer. A wait that goes on
	// has lasted at least Long.
	Over bool `json:"over"`
}

// A Waiting sums up waits of which some still go on. They are not left out: the
// median of the answered alone is too short, since the long ones are missing
// from it.
type Waiting struct {
	Waits    int `json:"waits"`
	Answered int `json:"answered"`
	// Median is by when half are answered, and Quarter and Most by when 25 and
	// 75 in 100 are, by the product-limit estimate (Kaplan and Meier 1958). Nil
	// means that it cannot be told yet: too many go on.
	Quarter *time.Duration `json:"quarter"`
	Median  *time.Duration `json:"median"`
	Most    *time.Duration `json:"most"`
	// Low and High bound the median 95 times in 100 (Brookmeyer and Crowley
	// 1982, with log-log bounds of Greenwood's variance). Either is nil where
	// it is open: nothing heard so far keeps the median from being shorter, or
	// longer. Below 5 answered both are.
	Low  *time.Duration `json:"low"`
	High *time.Duration `json:"high"`
	// AnsweredMedian is the median of the answered alone, for comparison.
	AnsweredMedian *time.Duration `json:"answeredMedian"`
}

// Waited sums up waits, in any order.
func Waited(waits []Wait) Waiting {
	counted := make([]equalWaits, len(waits))
	for i, w := range waits {
		counted[i] = equalWaits{w, 1}
	}
	return waited(counted)
}

// fewestBounded is how many answers bounds of the median take: from fewer,
// they hold less often than they say.
const fewestBounded = 5

// equalWaits are some that are as long as each other.
type equalWaits struct {
	Wait
	n int
}

func waited(all []equalWaits) Waiting {
	slices.SortFunc(all, func(a, b equalWaits) int {
		switch {
		case a.Long != b.Long:
			return cmp.Compare(a.Long, b.Long)
		case a.Over == b.Over:
			return 0
		case a.Over: // who still waits at a moment waits beyond it
			return -1
		}
		return 1
	})
	var out Waiting
	for _, w := range all {
		out.Waits += w.n
		if w.Over {
			out.Answered += w.n
		}
	}
	out.AnsweredMedian = answeredMedian(all, out.Answered)
	out.estimate(all)
	if out.Answered < fewestBounded {
		out.Low, out.High = nil, nil
	}
	return out
}

func answeredMedian(all []equalWaits, answered int) *time.Duration {
	seen := 0
	for _, w := range all {
		if w.Over {
			seen += w.n
		}
		if w.Over && 2*seen >= answered {
			return &w.Long
		}
	}
	return nil
}

// estimate walks down the curve of those who still wait.
func (w *Waiting) estimate(sorted []equalWaits) {
	left, sum := 1.0, 0.0 // share still waiting, and Greenwood's sum
	atRisk := w.Waits
	for i, leaving := 0, 0; i < len(sorted); atRisk -= leaving {
		at, ended := sorted[i].Long, 0
		leaving = 0
		for ; i < len(sorted) && sorted[i].Long == at; i++ {
			leaving += sorted[i].n
			if sorted[i].Over {
				ended += sorted[i].n
			}
		}
		if ended == 0 {
			continue
		}
		n, d := float64(atRisk), float64(ended)
		left *= 1 - d/n
		if n > d {
			sum += d / (n * (n - d))
		}
		low, high := logLog(left, sum)
		for _, mark := range []struct {
			of    **time.Duration
			share float64
			value float64
		}{{&w.Quarter, 0.75, left}, {&w.Median, 0.5, left}, {&w.Most, 0.25, left}, {&w.Low, 0.5, low}, {&w.High, 0.5, high}} {
			if *mark.of == nil && mark.value <= mark.share+1e-12 {
				*mark.of = &at
			}
		}
	}
}

// logLog bounds a share of those who still wait. Greenwood's variance knows
// nothing of a share of zero: nobody being left of those who were heard is no
// bound of when half of all are answered, so that 1 and 1 bound nothing.
func logLog(s, sum float64) (low, high float64) {
	if s <= 0 {
		return 1, 1
	}
	width := z95 * math.Sqrt(sum) / math.Abs(math.Log(s))
	return math.Pow(s, math.Exp(width)), math.Pow(s, math.Exp(-width))
}

package listen

import (
	"math"

	"github.com/earshot-go/earshot/baseline"
)

// maxRecent is how many windows back the evidence of a baseline can reach.
const maxRecent = 128

// amount is what was seen and what was expected, in one window or in several.
// Of a share, both are hits out of of.
type amount struct {
	Value    float32 `json:"value"`
	Expected float32 `json:"expected"`
	Of       float32 `json:"of,omitzero"`
}

func (a *amount) add(b amount) {
	a.Value += b.Value
	a.Expected += b.Expected
	a.Of += b.Of
}

// without returns a with the factor of a swing taken out of what was expected:
// a baseline follows an incident, and what it expects in the middle of one is
// not what is normal. Of hits, the factor is one of the odds.
func (a amount) without(swing float64) amount {
	factor := float32(swing)
	if factor <= 0 {
		return a
	}
	if a.Of == 0 {
		a.Expected /= factor
		return a
	}
	if misses := a.Of - a.Expected; misses > 0 {
		odds := a.Expected / misses / factor
		a.Expected = a.Of * odds / (1 + odds)
	}
	return a
}

// deviation is the logarithm of what was seen over what was expected, each with
// half a mention more, so that none is not infinitely few.
func (a amount) deviation() float64 {
	return math.Log((float64(a.Value) + 0.5) / (float64(a.Expected) + 0.5))
}

// seen and usual are the amount in the unit of its measure.
func (a amount) seen() float64  { return float64(a.Value / a.unit()) }
func (a amount) usual() float64 { return float64(a.Expected / a.unit()) }

func (a amount) unit() float32 {
	if a.Of > 0 {
		return a.Of
	}
	return 1
}

func amountOf(v baseline.Verdict, o baseline.Observation) amount {
	return amount{float32(v.Value), float32(v.Expected), float32(o.Of)}
}

// recent holds the amounts of the last windows.
type recent struct{ ring[amount] }

// last sums the newest n windows.
func (r *recent) last(n int) (sum amount) {
	for i := range min(n, len(r.Items)) {
		sum.add(r.newest(i))
	}
	return sum
}

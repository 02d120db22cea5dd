package baseline

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestStateIsSmall(t *testing.T) {
	assert.LessOrEqual(t, int(unsafe.Sizeof(Baseline{})), 1024)
	state, err := new(Baseline).AppendBinary(nil)
	require.NoError(t, err)
	assert.Len(t, state, StateSize)
}

// bursty is five-minute counts of a brand that bursts about once a day, with bursts of all sizes, and one great
// one at row great.
func bursty(seed uint64, rows, great int) []Observation {
	r := rand.New(rand.NewPCG(seed, 7))
	var all []Observation
	height := 0.0
	for i := range rows {
		height *= 0.8
		if r.Float64() < 1.0/288 {
			height += 30 * math.Pow(r.Float64(), -0.5) // Pareto: some are ten times as large as others
		}
		if i == great {
			height += 3000
		}
		t := monday.Add(time.Duration(i) * 5 * time.Minute)
		all = append(all, Observation{Time: t, Value: poisson(r, 5+height)})
	}
	return all
}

// Where every day has its burst, the great one must stand out by Size, and Surge must say so once.
func TestSizeRanksTheBurstsOfABurstySeries(t *testing.T) {
	for seed := range uint64(5) {
		const rows, great = 4000, 3500
		b, err := New(Options{Step: 5 * time.Minute})
		require.NoError(t, err)
		largest, at, surges := 0.0, 0, 0
		for i, o := range bursty(seed, rows, great) {
			v := b.Observe(o.Time, o.Value)
			if i < 50 {
				assert.Zero(t, v.Size+v.Surge, "row %d", i)
			}
			if v.Size > largest && i > 1000 {
				largest, at = v.Size, i
			}
			if i >= great && v.Surge > 3 {
				surges++
			}
		}
		assert.InDelta(t, great, at, 4, "seed %d", seed)
		assert.True(t, surges >= 1 && surges <= 4, "seed %d: Surge on %d rows: it grows for a few and is then silent", seed, surges)
	}
}

// A series that never moves has no size, and one of absurd size no infinite one.
func TestSizeOfNothingAndOfTooMuch(t *testing.T) {
	b, err := New(Options{Kind: Amount})
	require.NoError(t, err)
	for i := range 300 {
		v := b.Observe(monday.Add(hoursOf(i)), 7)
		assert.Zero(t, v.Size+v.Surge)
	}
	for i, value := range []float64{1e12, -1e12, 7, 1e12} {
		v := b.Observe(monday.Add(hoursOf(300+i)), value)
		assert.False(t, math.IsNaN(v.Size+v.Surge) || math.IsInf(v.Size+v.Surge, 0))
		assert.LessOrEqual(t, v.Size, 1e6)
	}
}

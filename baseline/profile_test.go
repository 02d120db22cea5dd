package baseline

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// A series that begins at night must not remember for weeks that its first morning was a surprise.
func TestADayAndNightProfileIsLearnedInTwoWeeks(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	truth := func(hour int) float64 {
		if hour >= 8 && hour < 22 {
			return 30
		}
		return 3.3
	}
	poisson := func(rng *rand.Rand, mean float64) (n float64) {
		for t := rng.ExpFloat64(); t < mean; t += rng.ExpFloat64() {
			n++
		}
		return n
	}
	const days = 18
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, 1))
		var b Baseline
		first := int(seed % 24) // hour at which the series begins
		for h := first; h < days*24+9; h++ {
			v := b.Observe(start.Add(time.Duration(h)*time.Hour), poisson(rng, truth(h%24)))
			if mean := truth(h % 24); h > 14*24 && mean > 10 {
				assert.InEpsilon(t, mean, v.Expected, 0.5, "seed %d day %d hour %d", seed, h/24, h%24)
				assert.Greater(t, v.Low, 5., "seed %d day %d hour %d", seed, h/24, h%24)
				assert.Less(t, v.High, 70., "seed %d day %d hour %d", seed, h/24, h%24)
			}
		}
		opened := -1
		for h := range 10 {
			v := b.Observe(start.Add(days*24*time.Hour+time.Duration(9+h)*time.Hour), 0)
			if v.State == Onset && opened < 0 {
				opened = h
				assert.Equal(t, Down, v.Direction)
			}
		}
		assert.GreaterOrEqual(t, opened, 0, "seed %d: ten hours of silence by day must open an incident", seed)
		assert.LessOrEqual(t, opened, 2, "seed %d: and in the first three hours, in which 90 were expected", seed)
	}
}

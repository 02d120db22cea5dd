package baseline

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

// A brand that is quieter at weekends must be missed at weekends too, where each hour has been seen but once a
// week: twelve hours of silence on a Saturday open an incident as soon as they can be told from chance.
func TestSilenceAtTheWeekendIsNoticed(t *testing.T) {
	for name, c := range map[string]struct {
		base  float64 // mentions an hour, over the week
		weeks int
		least float64 // the mentions in whose place there may be silence before it is noticed
	}{
		"a great brand after two weeks": {60, 2, 60},
		"a brand after two weeks":       {12, 2, 25},
		"a brand after eight weeks":     {12, 8, 20},
		"a small brand":                 {3, 8, 20},
	} {
		t.Run(name, func(t *testing.T) {
			const seeds = 10
			for seed := range uint64(seeds) {
				from := c.weeks*weekHours + 5*24 + 8 // a Saturday at eight
				missed, noticed := 0.0, false
				var b Baseline
				for i, o := range brand(200+seed, c.base, from+12, between(from, from+12, 0)) {
					v := b.Observe(o.Time, o.Value)
					if i < from || noticed {
						continue
					}
					missed += weekly(c.base, o.Time)
					noticed = v.State == Onset && v.Direction == Down || v.State == Lasting
				}
				assert.True(t, noticed, "seed %d", seed)
				assert.Less(t, missed, c.least, "seed %d", seed)
			}
		})
	}
}

// A burst that dies away over a day is one incident, not a chain of ever smaller ones.
func TestABurstThatDiesAwayIsOneIncident(t *testing.T) {
	const from = 5*weekHours + 34
	fading := func(i int) float64 {
		if i < from {
			return 1
		}
		return 1 + 9*math.Exp2(-float64(i-from)/4)
	}
	onsets := 0
	const seeds = 20
	for seed := range uint64(seeds) {
		var b Baseline
		for i, o := range brand(300+seed, 25, from+48, fading) {
			if v := b.Observe(o.Time, o.Value); i >= from && v.State == Onset {
				onsets++
				assert.Equal(t, Up, v.Direction)
			}
		}
	}
	assert.InDelta(t, seeds, onsets, 2)
}

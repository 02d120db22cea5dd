package baseline

import (
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

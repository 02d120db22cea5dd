package baseline

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
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

// A holiday that the caller has announced raises no alarm, not even the first, of which nothing is known yet but
// that it will be unlike other days; one that nobody announced does.
func TestAnAnnouncedHolidayIsNoIncident(t *testing.T) {
	const day = 36
	holiday := Event{Start: monday.AddDate(0, 0, day), End: monday.AddDate(0, 0, day+1)}
	for name, c := range map[string]struct {
		calendar []Event
		factor   float64
		most     int
	}{
		"announced, half":     {[]Event{holiday}, 0.5, 2},
		"announced, double":   {[]Event{holiday}, 2, 4},
		"not announced, half": {nil, 0.5, 20},
	} {
		t.Run(name, func(t *testing.T) {
			onsets := 0
			for seed := range uint64(10) {
				b, err := New(Options{Calendar: c.calendar})
				require.NoError(t, err)
				for i, o := range brand(400+seed, 60, (day+2)*24, between(day*24, (day+1)*24, c.factor)) {
					if v := b.Observe(o.Time, o.Value); i >= day*24 && v.State == Onset {
						onsets++
					}
				}
			}
			assert.LessOrEqual(t, onsets, c.most)
			if c.calendar == nil {
				assert.GreaterOrEqual(t, onsets, 9)
			}
		})
	}
}

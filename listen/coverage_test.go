package listen_test

import (
	"flag"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/source"
)

var outageRuns = flag.Int("outages", 6, "how many seeded outages TestOutagesRaiseNoFalseAlert injects")

func TestCoverageTellsCompletePartialAndAbsent(t *testing.T) {
	t.Parallel()
	posts := ordinary(3, 6, 20)
	gap := source.Gap{From: at(5*24*time.Hour + 9*time.Hour + 30*time.Minute), To: at(5*24*time.Hour + 12*time.Hour)}
	lost := func(p source.Post) bool { return !p.Time.Before(gap.From) && p.Time.Before(gap.To) }
	dead := func(p source.Post) bool {
		return !p.Time.Before(at(5*24*time.Hour+14*time.Hour)) && p.Time.Before(at(5*24*time.Hour+15*time.Hour))
	}
	posts = slices.DeleteFunc(posts, func(p source.Post) bool { return lost(p) || dead(p) })
	l := newListener(t, once, source.Func("s", gapSource(posts, gap)))
	_, errs := collect(l.Events(t.Context()))
	require.Empty(t, errs)

	var total listen.Coverage
	states := map[int]listen.Coverage{}
	for _, c := range l.Coverage(time.Time{}, at(365*24*time.Hour)) {
		assert.Equal(t, "s", c.Source)
		sum := c.Mentioned
		for _, n := range c.Dropped {
			sum += n
		}
		assert.Equal(t, c.Posts, sum, "posts = mentioned + dropped at %s", c.Start)
		total.Posts += c.Posts
		total.Mentioned += c.Mentioned
		if h := int(c.Start.Sub(at(5*24*time.Hour)) / time.Hour); h >= 8 && h < 16 {
			states[h] = c
		}
	}
	assert.Equal(t, l.Stats().Posts, total.Posts)
	assert.Equal(t, l.Stats().Mentioned, total.Mentioned)

	assert.Equal(t, listen.Complete, states[8].State)
	assert.Equal(t, listen.Partial, states[9].State)
	assert.InDelta(t, 0.5, states[9].Heard, 1e-9)
	assert.Equal(t, listen.Absent, states[10].State)
	assert.Equal(t, listen.Absent, states[11].State)
	assert.False(t, states[11].Silent, "an absent window is not silent: nobody listened")
	assert.Equal(t, listen.Complete, states[13].State)
	assert.False(t, states[13].Silent)
	assert.True(t, states[14].Silent, "the source answered and had nothing, where it usually has much")
}

func TestCoverageIsBounded(t *testing.T) {
	t.Parallel()
	l := newListener(t, nil)
	feed(t, l, ordinary(3, 12, 20)...)
	all := l.Coverage(time.Time{}, at(365*24*time.Hour))
	assert.LessOrEqual(t, len(all), 169)
	assert.Len(t, l.Coverage(at(10*24*time.Hour), at(11*24*time.Hour)), 24)
	assert.Empty(t, l.Coverage(at(20*24*time.Hour), at(21*24*time.Hour)))
}

func TestAnAncientPostDoesNotSwellCoverage(t *testing.T) {
	t.Parallel()
	l := newListener(t, nil)
	feed(t, l, source.Post{ID: "old", Text: "Brewpoint", Time: at(-40 * 365 * 24 * time.Hour)}, post("now", 0))
	assert.LessOrEqual(t, len(l.Coverage(time.Time{}, at(time.Hour))), 10_001)
}

// TestOutagesRaiseNoFalseAlert injects an outage of the only source into
// seeded streams. It must raise one coverage alert, and nothing may be said
// about the brands while nobody listened.
func TestOutagesRaiseNoFalseAlert(t *testing.T) {
	t.Parallel()
	byChance, runs := 0, *outageRuns
	if testing.Short() {
		runs = min(runs, 3)
	}
	for seed := range uint64(runs) {
		rng := rand.New(rand.NewPCG(seed, 9))
		from := at(14*24*time.Hour + time.Duration(rng.IntN(4*24*60))*time.Minute)
		gap := source.Gap{From: from, To: from.Add(time.Duration(60+rng.IntN(24*60)) * time.Minute)}
		posts := slices.DeleteFunc(ordinary(seed, 20, 20), func(p source.Post) bool {
			return !p.Time.Before(gap.From) && p.Time.Before(gap.To)
		})
		l := newListener(t, once, source.Func("s", gapSource(posts, gap)))
		events, errs := collect(l.Events(t.Context()))
		require.Empty(t, errs)
		lost := 0
		for _, a := range alerts(events) {
			if a.State != listen.Firing {
				continue
			}
			if a.Kind == listen.SourceLost {
				lost++
				assert.Equal(t, "s", a.Source)
				assert.WithinDuration(t, gap.From, a.Start, time.Hour)
				continue
			}
			byChance++
			during := a.Start.After(gap.From.Add(-time.Hour)) && a.Start.Before(gap.To)
			assert.False(t, during, "seed %d: %s at %s, while nobody listened from %s to %s", seed, a, a.Time, gap.From, gap.To)
		}
		assert.Equal(t, 1, lost, "seed %d: an outage of %s is told once", seed, gap.To.Sub(gap.From))
	}
	// Four series of three weeks in each run, one of which is warming up.
	budget := 0.1 * 4 * 2 * float64(runs)
	assert.LessOrEqual(t, float64(byChance), 2*budget+3)
}

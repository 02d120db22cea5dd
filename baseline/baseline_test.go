package baseline

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	weekHours = 168
	eight     = 8 * weekHours
)

// replay feeds all observations and returns the verdicts.
func replay(t *testing.T, b *Baseline, all []Observation) []Verdict {
	t.Helper()
	verdicts := make([]Verdict, 0, len(all))
	for _, o := range all {
		v, err := b.Update(o)
		require.NoError(t, err)
		verdicts = append(verdicts, v)
	}
	return verdicts
}

func between(from, to int, factor float64) func(int) float64 {
	return func(i int) float64 {
		if i >= from && i < to {
			return factor
		}
		return 1
	}
}

func TestExpectsTheHourAndTheWeekday(t *testing.T) {
	var b Baseline
	replay(t, &b, brand(1, 40, eight, nil))
	for i := range weekHours {
		at := monday.Add(time.Duration(eight+i) * time.Hour)
		v := b.Judge(Observation{Time: at, Value: 1})
		assert.InEpsilon(t, weekly(40, at), v.Expected, 0.35, "%s", at)
	}
}

func TestIncidents(t *testing.T) {
	for _, c := range []struct {
		name      string
		base      float64
		change    func(int) float64
		direction Direction
	}{
		{"spike of an hour", 20, between(eight, eight+1, 6), Up},
		{"burst of half a day", 5, between(eight, eight+12, 3), Up},
		{"silence", 10, between(eight, eight+24, 0), Down},
		{"slow decline to half", 60, between(eight, eight+48, 0.5), Down},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b Baseline
			verdicts := replay(t, &b, brand(7, c.base, eight+96, c.change))
			onset := -1
			for i := eight; i < eight+48 && onset < 0; i++ {
				if verdicts[i].State == Onset {
					onset = i
				}
			}
			require.GreaterOrEqual(t, onset, 0, "no onset")
			assert.Equal(t, c.direction, verdicts[onset].Direction)
			assert.Greater(t, verdicts[onset].Score, 0.998)
			assert.Equal(t, verdicts[onset].Time, verdicts[onset].Since)
		})
	}
}

func TestCalmSeriesKeepsTheBudget(t *testing.T) {
	onsets, weeks := 0, 0.0
	for seed := range uint64(12) {
		var b Baseline
		for i, v := range replay(t, &b, brand(seed, math.Pow(3, float64(seed%6)-2), 3*eight, nil)) {
			if v.State == Onset && i > 4*weekHours {
				onsets++
			}
		}
		weeks += 20
	}
	assert.LessOrEqual(t, float64(onsets)/weeks, 0.2, "twice the budget of 0.1 a week")
}

func TestProbabilitiesMeanWhatTheySay(t *testing.T) {
	rows, rare := 0.0, 0.0
	for seed := range uint64(20) {
		var b Baseline
		for i, v := range replay(t, &b, brand(100+seed, 8, 2*eight, nil)) {
			if i > 4*weekHours {
				rows++
				if v.P < 0.01 {
					rare++
				}
			}
		}
	}
	assert.InDelta(t, 0.01, rare/rows, 0.006)
}

func TestShiftBecomesNormal(t *testing.T) {
	var b Baseline
	all := brand(3, 50, eight+3*weekHours, between(eight, math.MaxInt, 3))
	verdicts := replay(t, &b, all)
	last := verdicts[len(verdicts)-weekHours:]
	sum, expected := 0.0, 0.0
	for _, v := range last {
		sum += v.Value
		expected += v.Expected
	}
	assert.InEpsilon(t, sum, expected, 0.1)
}

func TestScoreIsZeroUntilReady(t *testing.T) {
	var b Baseline
	for i, o := range brand(5, 30, 72, nil) {
		v := b.Observe(o.Time, o.Value)
		assert.Equal(t, i >= 48, v.Ready)
		if !v.Ready {
			assert.Zero(t, v.Score)
			assert.Equal(t, 1.0, v.P)
		}
	}
}

func TestJudgeChangesNothing(t *testing.T) {
	var a, b Baseline
	for _, o := range brand(9, 12, 400, nil) {
		judged := a.Judge(o)
		a.Judge(Observation{Time: o.Time, Value: 1e6})
		require.NoError(t, a.Learn(o))
		assert.Equal(t, b.Observe(o.Time, o.Value), judged)
	}
	assert.Equal(t, b, a)
}

func TestMissingHoursAreNotSilence(t *testing.T) {
	var b Baseline
	all := brand(11, 40, eight+48, nil)
	replay(t, &b, all[:eight])
	for _, v := range replay(t, &b, all[eight+24:]) {
		assert.NotEqual(t, Onset, v.State)
	}
}

func TestCoverageScalesWhatIsExpected(t *testing.T) {
	var b Baseline
	replay(t, &b, brand(13, 40, eight, nil))
	next := monday.Add(eight * time.Hour)
	whole := b.Judge(Observation{Time: next, Value: 20})
	half := b.Judge(Observation{Time: next, Value: 20, Coverage: 0.5})
	assert.InEpsilon(t, whole.Expected/2, half.Expected, 1e-9)
}

func TestImpossibleObservations(t *testing.T) {
	ratio, err := New(Options{Kind: Ratio})
	require.NoError(t, err)
	for _, c := range []struct {
		name  string
		b     *Baseline
		o     Observation
		field string
		is    error
	}{
		{"NaN", &Baseline{}, Observation{Time: monday, Value: math.NaN()}, "Value", ErrValue},
		{"infinite", &Baseline{}, Observation{Time: monday, Value: math.Inf(1)}, "Value", ErrValue},
		{"negative count", &Baseline{}, Observation{Time: monday, Value: -1}, "Value", ErrValue},
		{"coverage above one", &Baseline{}, Observation{Time: monday, Coverage: 1.5}, "Coverage", ErrValue},
		{"coverage not a number", &Baseline{}, Observation{Time: monday, Coverage: math.NaN()}, "Coverage", ErrValue},
		{"more hits than trials", ratio, Observation{Time: monday, Value: 3, Of: 2}, "Of", ErrValue},
		{"year 0", &Baseline{}, Observation{Time: monday.AddDate(-2024, 0, 0)}, "Time", ErrTime},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := *c.b
			err := c.b.Learn(c.o)
			var oe *ObservationError
			require.ErrorAs(t, err, &oe)
			assert.Equal(t, c.field, oe.Field)
			assert.ErrorIs(t, err, c.is)
			assert.Equal(t, before, *c.b)
		})
	}
}

func TestTimeMustMoveForward(t *testing.T) {
	var b Baseline
	require.NoError(t, b.Learn(Observation{Time: monday, Value: 1}))
	before := b
	assert.ErrorIs(t, b.Learn(Observation{Time: monday, Value: 1}), ErrTime)
	assert.ErrorIs(t, b.Learn(Observation{Time: monday.Add(-time.Hour), Value: 1}), ErrTime)
	assert.Equal(t, before, b)
}

func TestBadOptionsAreAllNamed(t *testing.T) {
	_, err := New(Options{
		Step: time.Millisecond, Kind: 9, Budget: math.NaN(), Lasting: -1, Weekend: []time.Weekday{8},
		Calendar: []Event{{Class: 7, Start: monday, End: monday}, {Start: monday.Add(-time.Hour), End: monday.Add(time.Hour)}},
	})
	require.Error(t, err)
	for _, field := range []string{"Step", "Kind", "Budget", "Lasting", "Weekend", "Calendar"} {
		assert.ErrorContains(t, err, "option "+field)
	}
	var oe *OptionError
	assert.ErrorAs(t, err, &oe)
}

func TestObserveDoesNotAllocate(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		zone = time.FixedZone("CET", 3600)
	}
	b, err := New(Options{Location: zone, Calendar: []Event{{Start: monday, End: monday.AddDate(0, 0, 1)}}})
	require.NoError(t, err)
	at := monday
	assert.Zero(t, testing.AllocsPerRun(500, func() {
		at = at.Add(time.Hour)
		b.Observe(at, 7)
		b.Judge(Observation{Time: at.Add(time.Hour), Value: 9})
	}))
}

// Intervals longer than what the model remembers leave it with the last ones, and in one piece.
func TestQuartersAndYears(t *testing.T) {
	for _, days := range []int{30, 91, 366} {
		for _, kind := range []Kind{Counts, Amount} {
			b, err := New(Options{Step: time.Duration(days) * 24 * time.Hour, Kind: kind})
			require.NoError(t, err)
			for i := range 60 {
				v := b.Observe(monday.AddDate(0, 0, i*days), float64(100+i*7%13))
				if i > 30 {
					assert.InDelta(t, 106, v.Expected, 12, "%d days, %v", days, kind)
					assert.Less(t, v.High-v.Low, 250.0)
				}
			}
		}
	}
}

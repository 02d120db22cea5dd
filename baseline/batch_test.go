package baseline

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func hoursOf(n int) time.Duration { return time.Duration(n) * time.Hour }

func TestIncidentsOfAFinishedSeries(t *testing.T) {
	all := brand(41, 30, eight, between(700, 706, 6))
	found, err := Incidents(Options{}, all)
	require.NoError(t, err)
	var big []Incident
	for _, i := range found {
		if i.P < 1e-9 { // six times the usual for six hours; chance alone has made two hours of 1e-6
			big = append(big, i)
		}
	}
	require.Len(t, big, 1)
	assert.WithinDuration(t, monday.Add(hoursOf(700)), big[0].Start, hoursOf(1))
	assert.WithinDuration(t, monday.Add(hoursOf(706)), big[0].End, hoursOf(4))
	assert.Equal(t, Up, big[0].Direction)
	assert.False(t, big[0].Shift)
}

func TestLastingShiftOfAFinishedSeries(t *testing.T) {
	found, err := Incidents(Options{}, brand(43, 60, eight, between(700, math.MaxInt, 2.5)))
	require.NoError(t, err)
	shifts := 0
	for _, i := range found {
		if i.Shift {
			shifts++
			assert.WithinDuration(t, monday.Add(hoursOf(702)), i.Start, hoursOf(6))
		}
	}
	assert.Equal(t, 1, shifts)
}

func TestDecomposeKnowsTheFirstWeek(t *testing.T) {
	all := brand(45, 60, 4*weekHours, nil)
	verdicts, err := Decompose(Options{}, all)
	require.NoError(t, err)
	miss := 0.0
	for i, v := range verdicts[24:weekHours] {
		miss += math.Abs(math.Log(v.Expected / weekly(60, all[24+i].Time)))
	}
	assert.Less(t, miss/(weekHours-24), 0.2)
	p := verdicts[200].Parts
	assert.InEpsilon(t, verdicts[200].Expected, p.Level*p.Season*p.Event*p.Swing, 1e-6)
	_, err = Decompose(Options{}, []Observation{{Time: monday, Value: -1}})
	assert.ErrorIs(t, err, ErrValue)
}

func TestCorrelateFindsTheLagAndNothingInNoise(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	const n = 1200
	cause, follows, other := make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range n {
		night := 20 * math.Cos(2*math.Pi*float64(i)/24)
		cause[i] = night + r.NormFloat64()
		other[i] = night + r.NormFloat64()
		follows[i] = night + r.NormFloat64()
		if i >= 3 {
			follows[i] += 0.8 * (cause[i-3] - 20*math.Cos(2*math.Pi*float64(i-3)/24))
		}
	}
	lags, err := Correlate(cause, follows, 24, 12)
	require.NoError(t, err)
	for _, l := range lags {
		if l.Lag == 3 {
			assert.Greater(t, l.R, 0.5)
			assert.Less(t, l.Adjusted, 1e-6)
		} else {
			assert.Greater(t, l.Adjusted, 0.01, "lag %d", l.Lag)
		}
	}
	lags, err = Correlate(cause, other, 24, 12)
	require.NoError(t, err)
	for _, l := range lags {
		assert.Greater(t, l.Adjusted, 0.01, "two series that only share their nights, lag %d", l.Lag)
	}
	for _, bad := range []func() error{
		func() error { _, err := Correlate(cause, follows[1:], 24, 1); return err },
		func() error { _, err := Correlate(cause, follows, 0, 1); return err },
		func() error { _, err := Correlate(cause, follows, 24, n); return err },
	} {
		var oe *OptionError
		assert.ErrorAs(t, bad(), &oe)
	}
}

func TestEffectOfMarkedDays(t *testing.T) {
	const every = 5
	marked := func(i int) bool { return i/24%every == 0 }
	doubled := func(i int) float64 {
		if marked(i) {
			return 2
		}
		return 1
	}
	is := func(day time.Time) bool { return marked(int(day.Sub(monday) / time.Hour)) }
	got, err := Effect(Options{}, brand(47, 20, eight, doubled), is)
	require.NoError(t, err)
	assert.InDelta(t, 2, got.Factor, 0.4)
	assert.True(t, got.Low < 2 && 2 < got.High, "%+v", got)
	assert.Less(t, got.P, 1e-6)
	assert.Equal(t, 56, got.Days+got.Others)

	none, err := Effect(Options{}, brand(47, 20, eight, nil), is)
	require.NoError(t, err)
	assert.Greater(t, none.P, 0.01)
	assert.True(t, none.Low < 1 && 1 < none.High, "%+v", none)

	_, err = Effect(Options{}, brand(47, 20, eight, nil), func(time.Time) bool { return false })
	assert.Error(t, err)
	_, err = Effect(Options{Kind: Ratio}, nil, is)
	assert.ErrorContains(t, err, "Kind")
}

func TestStudent(t *testing.T) {
	for _, c := range []struct{ freedom, quantile float64 }{{5, 2.571}, {10, 2.228}, {30, 2.042}, {1000, 1.962}} {
		assert.InDelta(t, c.quantile, studentQuantile975(c.freedom), 0.02)
	}
}

func TestChangesFindsAShiftOnceAndNothingInNoise(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var c Changes
	var found []int
	for i := range 300 {
		v := r.NormFloat64()
		if i >= 150 {
			v += 3
		}
		if at, ok := c.Add(v); ok {
			found = append(found, at)
		}
	}
	require.Len(t, found, 1)
	assert.InDelta(t, 150, found[0], 3)

	var calm Changes
	for i := range 3000 {
		_, ok := calm.Add(1e9 + r.NormFloat64())
		assert.False(t, ok, "value %d", i)
		assert.LessOrEqual(t, len(calm.values), changeKept)
	}
	_, ok := calm.Add(math.NaN())
	assert.False(t, ok)
}

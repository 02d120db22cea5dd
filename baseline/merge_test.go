package baseline

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// trained is a baseline of a made-up brand over hours [from, to).
func trained(t *testing.T, seed uint64, base float64, from, to int) Baseline {
	t.Helper()
	var b Baseline
	replay(t, &b, brand(seed, base, to, nil)[from:to])
	return b
}

// weekAhead is what a baseline expects of the hours of a week to come.
func weekAhead(b Baseline) (means []float64) {
	for _, o := range b.Forecast(nil, weekHours) {
		means = append(means, o.Expected)
	}
	return means
}

func assertClose(t *testing.T, want, got []float64, tolerance float64) {
	t.Helper()
	require.Len(t, got, len(want))
	for i := range want {
		assert.InEpsilon(t, want[i], got[i], tolerance, "hour %d", i)
	}
}

func TestShardsCommuteAndAssociate(t *testing.T) {
	a, b, c := trained(t, 1, 5, 0, eight), trained(t, 2, 20, 0, eight), trained(t, 3, 80, 0, eight)
	join := func(x, y Baseline) Baseline {
		require.NoError(t, x.AddShard(&y))
		return x
	}
	ab, ba := join(a, b), join(b, a)
	assertClose(t, weekAhead(ab), weekAhead(ba), 1e-3)
	left, right := join(join(a, b), c), join(a, join(b, c))
	assertClose(t, weekAhead(left), weekAhead(right), 2e-3)
	assertClose(t, judged(ab), judged(ba), 1e-2)
	assertClose(t, judged(left), judged(right), 3e-2)
}

// judged is what a baseline thinks of a large hour to come.
func judged(b Baseline) []float64 {
	v := b.Judge(Observation{Time: b.Last().Add(time.Hour), Value: 500})
	return []float64{v.Expected, v.High, math.Log(v.P), math.Log(v.Alone), v.Size, v.Surge}
}

func TestShardsAddUp(t *testing.T) {
	a, b := trained(t, 1, 30, 0, eight), trained(t, 2, 60, 0, eight)
	var sum []float64
	for i, x := range weekAhead(a) {
		sum = append(sum, x+weekAhead(b)[i])
	}
	require.NoError(t, a.AddShard(&b))
	assertClose(t, sum, weekAhead(a), 0.05)
}

func TestShardsOfOtherIntervalsAreRefused(t *testing.T) {
	a, b := trained(t, 1, 5, 0, 300), trained(t, 2, 5, 0, 299)
	before := a
	assert.ErrorIs(t, a.AddShard(&b), ErrSpan)
	daily, err := New(Options{Step: 24 * time.Hour})
	require.NoError(t, err)
	assert.ErrorIs(t, a.AddShard(daily), ErrOptions)
	assert.ErrorIs(t, a.Then(daily), ErrOptions)
	assert.Equal(t, before, a)
	require.NoError(t, a.AddShard(&Baseline{}))
	assert.Equal(t, before, a)
}

func TestSpansAssociate(t *testing.T) {
	a, b, c := trained(t, 1, 20, 0, eight), trained(t, 1, 20, eight, eight+600), trained(t, 1, 20, eight+600, 2*eight)
	then := func(x, y Baseline) Baseline {
		require.NoError(t, x.Then(&y))
		return x
	}
	left, right := then(then(a, b), c), then(a, then(b, c))
	assertClose(t, weekAhead(left), weekAhead(right), 2e-3)
	assert.Equal(t, left.Seen(), right.Seen())
	assert.Equal(t, c.Last(), left.Last())
	assert.ErrorIs(t, c.Then(&a), ErrSpan, "the later span cannot come first")
}

func TestSpansKnowMoreThanTheLastOne(t *testing.T) {
	early, late := trained(t, 1, 20, 0, eight), trained(t, 1, 20, eight, eight+72)
	alone := late
	require.NoError(t, early.Then(&late))
	miss := func(b Baseline) (sum float64) {
		for i, m := range weekAhead(b) {
			at := b.Last().Add(time.Duration(i+1) * time.Hour)
			sum += math.Abs(math.Log(m / weekly(20, at)))
		}
		return sum / weekHours
	}
	assert.Less(t, miss(early), miss(alone))
}

func TestAmountsMerge(t *testing.T) {
	make := func(scale float64) Baseline {
		b, err := New(Options{Kind: Amount})
		require.NoError(t, err)
		for _, o := range brand(5, 50, eight, nil) {
			o.Value *= scale
			require.NoError(t, b.Learn(o))
		}
		return *b
	}
	a, b := make(1), make(10)
	one, ten := weekAhead(a), weekAhead(b)
	require.NoError(t, a.AddShard(&b))
	for i, m := range weekAhead(a) {
		assert.InDelta(t, one[i]+ten[i], m, 0.1*(one[i]+ten[i])+5)
	}
}

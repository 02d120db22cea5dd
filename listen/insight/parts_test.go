package insight

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Newcombe (1998), table I: 81 of 263, and table II of the companion paper: 56
// of 70 beside 48 of 80, method 10.
func TestPublishedIntervals(t *testing.T) {
	i := proportion(81, 263)
	assert.InDelta(t, 0.2553, i.Low, 5e-5)
	assert.InDelta(t, 0.3662, i.High, 5e-5)
	d := difference(proportion(48, 80), proportion(56, 70))
	assert.InDelta(t, 0.2, d.Value, 1e-9)
	assert.InDelta(t, 0.0524, d.Low, 5e-5)
	assert.InDelta(t, 0.3339, d.High, 5e-5)
}

func TestNothingKnownIsAnything(t *testing.T) {
	for _, i := range []Interval{proportion(0, 0), wilson(math.NaN(), 5)} {
		assert.Equal(t, 0.0, i.Low)
		assert.Equal(t, 1.0, i.High)
	}
	assert.Positive(t, proportion(0, 10).High, "none of ten is not never")
}

// The remission times of Freireich et al. (1963) under 6-mercaptopurine, the
// textbook example of censored waits: median 23 weeks, bounds 13 and open.
func TestPublishedSurvival(t *testing.T) {
	var waits []Wait
	for _, weeks := range []int{6, 6, 6, 7, 10, 13, 16, 22, 23} {
		waits = append(waits, Wait{time.Duration(weeks), true})
	}
	for _, weeks := range []int{6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35} {
		waits = append(waits, Wait{time.Duration(weeks), false})
	}
	w := Waited(waits)
	assert.Equal(t, 21, w.Waits)
	assert.Equal(t, 9, w.Answered)
	require.NotNil(t, w.Median)
	assert.EqualValues(t, 23, *w.Median)
	assert.EqualValues(t, 13, *w.Quarter)
	assert.EqualValues(t, 13, *w.Low)
	assert.Nil(t, w.High)
	assert.Nil(t, w.Most)
	assert.EqualValues(t, 10, *w.AnsweredMedian, "those alone who were counted out look far too quick")
}

// Waits of which half are over after a known time: the bounds hold it 95 times
// in 100, also where the last one heard of was answered.
func TestBoundsHoldTheMedian(t *testing.T) {
	chance := rand.New(rand.NewPCG(7, 7))
	for _, n := range []int{5, 8, 15, 40} {
		for _, patience := range []float64{math.Inf(1), 3} { // of those who listen, in medians
			held, bounded := 0, 0
			const rounds = 1500
			for range rounds {
				waits := make([]Wait, n)
				for i := range waits {
					long, heard := chance.ExpFloat64()/math.Ln2, patience*(0.5+chance.Float64())
					waits[i] = Wait{time.Duration(min(long, heard) * float64(time.Hour)), long <= heard}
				}
				w := Waited(waits)
				if w.Low != nil && w.High != nil {
					bounded++
				}
				if (w.Low == nil || *w.Low <= time.Hour) && (w.High == nil || *w.High >= time.Hour) {
					held++
				}
			}
			assert.Greater(t, float64(held)/rounds, 0.93, "%d waits, heard for %.0f", n, patience)
			if n >= 15 {
				assert.Greater(t, bounded, rounds/2, "%d waits, heard for %.0f: bounds that are open bound nothing", n, patience)
			}
		}
	}
}

func TestFewAnswersGiveNoBounds(t *testing.T) {
	var waits []Wait
	for n := 1; n <= 5; n++ {
		waits = append(waits, Wait{time.Duration(n) * time.Hour, true})
		w := Waited(waits)
		require.NotNil(t, w.Median)
		assert.Equal(t, n == 5, w.Low != nil, "%d answered", n)
		assert.Nil(t, w.High, "%d answered: the last one heard of is no upper bound", n)
	}
	same := Waited([]Wait{{time.Hour, true}, {time.Hour, true}, {time.Hour, true}, {time.Hour, true}, {time.Hour, true}})
	assert.Nil(t, same.Low, "five at one moment")
	assert.Nil(t, same.High)
}

func TestNobodyAnsweredIsNoMedian(t *testing.T) {
	w := Waited([]Wait{{time.Hour, false}, {time.Minute, false}})
	assert.Nil(t, w.Median)
	assert.Nil(t, w.AnsweredMedian)
	assert.Nil(t, Waited(nil).Median)
}

func TestQuantilesAreRightToAPercent(t *testing.T) {
	chance := rand.New(rand.NewPCG(1, 1))
	var q quantiles
	var all []float64
	for range 5000 {
		v := math.Floor(math.Exp(3 * chance.NormFloat64()))
		q.add(v)
		all = append(all, v)
	}
	slices.Sort(all)
	for _, p := range []float64{0, 0.1, 0.5, 0.9, 0.99, 1} {
		want := all[max(0, int(math.Ceil(p*5000))-1)]
		assert.InDelta(t, want, q.at(p), 0.0101*(want+1), p)
	}
	q.add(math.NaN())
	q.add(math.Inf(1))
	q.add(-5)
	assert.EqualValues(t, 5002, q.n())
	assert.True(t, math.IsNaN(quantiles(nil).at(0.5)))
}

func TestDistinctIsExactThenNear(t *testing.T) {
	for _, n := range []int{0, 1, exactUpTo, exactUpTo + 1, 30_000} {
		var d distinct
		for i := range n {
			for range 2 {
				d.add(hashOf(fmt.Sprint(i)), false)
			}
		}
		assert.Equal(t, n <= exactUpTo, d.isExact())
		assert.InDelta(t, n, d.count(), 4*0.0081*float64(n)*boolToFloat(!d.isExact()))
		data, err := json.Marshal(d)
		require.NoError(t, err)
		var back distinct
		require.NoError(t, json.Unmarshal(data, &back))
		assert.Equal(t, d.count(), back.count())
	}
	var d distinct
	assert.Error(t, json.Unmarshal([]byte(`{"sketch":"AAAA"}`), &d))
}

func boolToFloat(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func TestFewIsExactThenNear(t *testing.T) {
	var sum, square float64
	for seed := range 60 {
		var f few
		for i := range 2000 {
			f.add(hashOf(fmt.Sprint(seed), fmt.Sprint(i)))
		}
		e := f.count()/2000 - 1
		sum, square = sum+e/60, square+e*e/60
	}
	assert.InDelta(t, 0, sum, 0.05)
	assert.InDelta(t, 0.127, math.Sqrt(square), 0.04, "the stated standard error")
	var f few
	for i := range fewest - 1 {
		f.add(hashOf(fmt.Sprint(i)))
	}
	assert.EqualValues(t, fewest-1, f.count())
}

func TestTopKeepsTheHeavyWithinItsBound(t *testing.T) {
	chance := rand.New(rand.NewPCG(2, 2))
	table, truth, all := top[int]{limit: 50}, map[string]int64{}, int64(0)
	for range 20_000 {
		key := fmt.Sprint(int(math.Exp(chance.ExpFloat64() * 1.7)))
		table.add(key, 1).Value++
		truth[key]++
		all++
	}
	assert.Len(t, table.entries, 50)
	assert.LessOrEqual(t, table.floor, all/50)
	for key, n := range truth {
		e := table.find(key)
		if e == nil {
			assert.LessOrEqual(t, n, table.floor, key)
			continue
		}
		assert.GreaterOrEqual(t, e.Weight, n, key)
		assert.LessOrEqual(t, e.Weight-e.Missed, n, key)
	}
}

// Ninety-five in a hundred is what the interval promises, also where a few
// people say most.
func TestShareHoldsWhatItsIntervalPromises(t *testing.T) {
	const truth, rounds = 0.3, 400
	if testing.Short() {
		t.Skip("four hundred samples")
	}
	held := 0
	for seed := range uint64(rounds) {
		chance := rand.New(rand.NewPCG(seed, 9))
		var a, all total
		posts := int64(0)
		for author := range 150 {
			d := drawn(hashOf(fmt.Sprint(seed), fmt.Sprint(author)))
			n := 1 + int64(chance.ExpFloat64()*chance.ExpFloat64()*4)
			posts += n
			all.add(n*parts, &d)
			if chance.Float64() < truth {
				a.add(n*parts, &d)
			}
		}
		if i := a.shareOf(&all, posts); i.Low <= truth && truth <= i.High {
			held++
		}
	}
	assert.GreaterOrEqual(t, float64(held)/rounds, 0.91)
	assert.LessOrEqual(t, float64(held)/rounds, 0.99)
}

func TestLogOddsGrowWithEvidence(t *testing.T) {
	assert.Greater(t, logOdds(20, 100, 5, 1000, priorWeight), logOdds(4, 100, 5, 1000, priorWeight))
	assert.InDelta(t, 0, logOdds(10, 100, 100, 1000, priorWeight), 0.2)
	assert.Negative(t, logOdds(0, 100, 200, 1000, priorWeight))
	assert.Less(t, logOdds(2, 50, 0, 1000, priorWeight), 4.0, "two people are no topic")
}

func TestTermsOfText(t *testing.T) {
	for text, want := range map[string][]string{
		"The new Kettle leaks! See https://x.example/kettle @acme": {"new", "kettle", "new kettle", "leaks", "kettle leaks", "see"},
		"#KettleGate 2026 leaks":                                   {"#kettlegate", "leaks"},
		"壺が漏れる":                                                    {"壺が", "が漏", "漏れ", "れる"},
		"don't":                                                    nil,
		"\xff\xfe x":                                               nil,
		"":                                                         nil,
	} {
		assert.Equal(t, want, termsOf(text, nil), text)
	}
}

func FuzzTermsOf(f *testing.F) {
	for _, text := range []string{"Acme's kettle leaks #fail", "می‌خواهم کتری", "壺が漏れる", "\xff", "a-b-c '’ ##"} {
		f.Add(text, 0, 4)
	}
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		p := Post{Text: text, Start: start, End: end}
		for _, term := range termsOf(p.Text, nil) {
			if term == "" || len(term) > maxTermBytes {
				t.Fatalf("%q is no term", term)
			}
		}
		cut, from := excerpt(text, start, excerptBytes)
		if from < 0 || from > len(text) || len(cut) > 3*excerptBytes {
			t.Fatalf("%d bytes from %d", len(cut), from)
		}
	})
}

func TestTopicalitiesCompile(t *testing.T) {
	_, queries := topicalitySet()
	for i, q := range queries {
		assert.NotNil(t, q, topicalities[i].name)
	}
}

func TestRegressionFindsItsCoefficients(t *testing.T) {
	var rows [][]float64
	var values []float64
	chance := rand.New(rand.NewPCG(4, 4))
	for i := range 200 {
		x, z := float64(i)/100, chance.NormFloat64()
		rows = append(rows, []float64{1, x, z})
		values = append(values, 2-0.5*x+0.3*z+0.01*chance.NormFloat64())
	}
	fit, ok := leastSquares(rows, values)
	require.True(t, ok)
	assert.InDeltaSlice(t, []float64{2, -0.5, 0.3}, fit.beta, 0.01)
	for _, row := range rows {
		row[2] = 2 * row[1]
	}
	_, ok = leastSquares(rows, values)
	assert.False(t, ok, "columns that are the same cannot be told apart")
}

func TestStudentQuantiles(t *testing.T) {
	for freedom, want := range map[float64]float64{8: 2.306, 15: 2.131, 30: 2.042, 1000: 1.962} {
		assert.InDelta(t, want, quantile975(freedom), 0.006, freedom)
	}
}

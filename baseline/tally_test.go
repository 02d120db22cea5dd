package baseline

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// posts breaks hourly counts into posts that arrive up to late hours after their time.
type post struct {
	arrives time.Time
	o       Observation
}

func posts(seed uint64, all []Observation, late int) (stream []post) {
	r := rand.New(rand.NewPCG(seed, 2))
	for _, o := range all {
		stream = append(stream, post{o.Time, Observation{Time: o.Time}}) // the hour is being watched
		for range int(o.Value) {
			at := o.Time.Add(time.Duration(r.IntN(3600)) * time.Second)
			stream = append(stream, post{at.Add(time.Duration(r.IntN(late*3600)) * time.Second), Observation{Time: at, Value: 1}})
		}
	}
	slices.SortStableFunc(stream, func(a, b post) int { return a.arrives.Compare(b.arrives) })
	return stream
}

func TestLateDataGivesTheStateOfTheStreamInOrder(t *testing.T) {
	all := brand(31, 12, 500, between(300, 310, 5))
	var ordered, base Baseline
	want := replay(t, &ordered, all)
	tally, err := NewTally(&base, 6*time.Hour)
	require.NoError(t, err)
	var got []Verdict
	for _, p := range posts(1, all, 6) {
		got, err = tally.Close(got, p.arrives)
		require.NoError(t, err)
		require.NoError(t, tally.Add(p.o))
	}
	got, err = tally.Close(got, monday.Add(600*time.Hour))
	require.NoError(t, err)
	assert.Equal(t, want, got)
	assert.Equal(t, ordered, base)
}

func TestTalliesOfShardsMerge(t *testing.T) {
	all := posts(2, brand(33, 12, 200, nil), 6)
	build := func(keep func(i int) bool) *Tally {
		tally, err := NewTally(new(Baseline), 300*time.Hour)
		require.NoError(t, err)
		for i, p := range all {
			if keep(i) {
				require.NoError(t, tally.Add(p.o))
			}
		}
		return tally
	}
	third := func(k int) *Tally { return build(func(i int) bool { return i%3 == k }) }
	whole := build(func(int) bool { return true })
	for _, order := range [][]int{{0, 1, 2}, {2, 1, 0}, {1, 0, 2}} {
		merged := third(order[0])
		require.NoError(t, merged.Merge(third(order[1])))
		require.NoError(t, merged.Merge(third(order[2])))
		assert.Equal(t, whole.open, merged.open)
	}
	nested := third(1)
	require.NoError(t, nested.Merge(third(2)))
	outer := third(0)
	require.NoError(t, outer.Merge(nested))
	assert.Equal(t, whole.open, outer.open)
}

func TestTallyRefusesWhatItCannotCount(t *testing.T) {
	_, err := NewTally(new(Baseline), -time.Hour)
	var oe *OptionError
	require.ErrorAs(t, err, &oe)
	tally, err := NewTally(new(Baseline), time.Hour)
	require.NoError(t, err)
	require.NoError(t, tally.Add(Observation{Time: monday, Value: 2}))
	_, err = tally.Close(nil, monday.Add(10*time.Hour))
	require.NoError(t, err)
	assert.ErrorIs(t, tally.Add(Observation{Time: monday, Value: 1}), ErrLate)
	assert.ErrorIs(t, tally.Add(Observation{Time: monday.Add(20 * time.Hour), Value: math.NaN()}), ErrValue)
}

func TestPreviewChangesNothing(t *testing.T) {
	var base Baseline
	replay(t, &base, brand(35, 12, 300, nil))
	before := base
	tally, err := NewTally(&base, 5*time.Hour)
	require.NoError(t, err)
	require.NoError(t, tally.Add(Observation{Time: monday.Add(300 * time.Hour), Value: 90}))
	seen := tally.Preview(nil)
	require.Len(t, seen, 1)
	assert.Greater(t, seen[0].Score, 0.99)
	assert.Equal(t, before, base)
}

func TestNothingIsNoPanic(t *testing.T) {
	_, err := NewTally(nil, time.Hour)
	assert.Error(t, err)
	var empty Tally
	assert.Error(t, empty.Add(Observation{Time: monday}))
	_, err = empty.Close(nil, monday)
	assert.Error(t, err)
	assert.Empty(t, empty.Preview(nil))
	require.NoError(t, empty.Merge(nil))
	var b Baseline
	require.NoError(t, b.AddShard(nil))
	require.NoError(t, b.Then(nil))
	assert.Empty(t, b.Forecast(nil, -1))
	assert.True(t, b.Last().IsZero())
	_, err = Effect(Options{}, nil, nil)
	assert.Error(t, err)
	verdicts, err := Decompose(Options{}, nil)
	require.NoError(t, err)
	assert.Empty(t, verdicts)
}

package insight_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/insight"
	"github.com/earshot-go/earshot/listen/insight/internal/planted"
)

// With room for a fraction of the terms, what most people complain of and wish
// for is that of the exact form, and nothing is told that the exact form does
// not have.
func TestBoundedWishesAreTheExactOnes(t *testing.T) {
	exact, err := insight.WishesOf(slices.Values(weeks()), nil)
	require.NoError(t, err)
	w, err := insight.NewWishes(&insight.WishOptions{Terms: 3_000})
	require.NoError(t, err)
	for _, m := range weeks() {
		w.Add(m)
	}
	bounded := w.Report(10)
	assert.False(t, bounded.Basis.Exact)
	assert.False(t, exact.Basis.Exact, "the people of the first pain point are estimated")
	for _, c := range [][2][]insight.WishTopic{{exact.Pains, bounded.Pains}, {exact.Suggestions, bounded.Suggestions}} {
		require.NotEmpty(t, c[0])
		require.NotEmpty(t, c[1])
		assert.Equal(t, c[0][0].Name, c[1][0].Name)
		assert.InEpsilon(t, c[0][0].Authors, c[1][0].Authors, 0.15)
		assert.InEpsilon(t, c[0][0].Share.Value, c[1][0].Share.Value, 0.15)
		for _, topic := range c[1] {
			assert.True(t, slices.ContainsFunc(c[0], func(y insight.WishTopic) bool { return y.Name == topic.Name }), topic.Name)
		}
	}
}

func TestAFewWishesAreExact(t *testing.T) {
	r, err := insight.WishesOf(slices.Values(weeks()[:50]), nil)
	require.NoError(t, err)
	assert.True(t, r.Basis.Exact)
}

// mobbed are answers of a few people to a few others, some far more often.
func mobbed() (out []*listen.Mention) {
	for i := range 40 {
		out = append(out, said(who("loud", i), 0, "Acme"))
	}
	for round := range 60 {
		for i := range 40 {
			if round%(i/4+1) == 0 {
				out = append(out, said(who("fan", i), 1+float64(round), "no, Acme", answering(out[i].Post.ID)))
			}
		}
	}
	return out
}

func who(name string, i int) string { return name + string(rune('A'+i)) }

func TestBoundedTiesHoldTheExactOnesWithinTheirBounds(t *testing.T) {
	exact, err := insight.TiesOf(slices.Values(mobbed()), nil)
	require.NoError(t, err)
	require.True(t, exact.Basis.Exact)
	ties, err := insight.NewTies(&insight.TieOptions{Limit: 20})
	require.NoError(t, err)
	for _, m := range mobbed() {
		ties.Add(m)
	}
	bounded := ties.Report()
	assert.False(t, bounded.Basis.Exact)
	require.Len(t, bounded.Ties, 20)
	all, told := int64(0), map[string]insight.Tie{}
	for _, tie := range bounded.Ties {
		told[tie.From+" "+tie.To] = tie
	}
	for _, tie := range exact.Ties {
		all += tie.Weight()
	}
	for _, tie := range exact.Ties {
		got, kept := told[tie.From+" "+tie.To]
		if !kept {
			assert.LessOrEqual(t, tie.Weight(), all/20, "%s to %s: who weighs more is never put out", tie.From, tie.To)
			continue
		}
		assert.LessOrEqual(t, got.Weight(), tie.Weight())
		assert.LessOrEqual(t, tie.Weight(), got.Weight()+got.Missed)
	}
}

// An answer to a post that was forgotten ties nobody, and the report says that
// this may have been.
func TestTiesThatForgotPostsAreNotExact(t *testing.T) {
	ties, err := insight.NewTies(nil)
	require.NoError(t, err)
	m := said("ann", 0, "Acme")
	for i := range 1<<16 + 2 {
		m.Post.ID, m.Post.Time = string(rune(0x20000+i)), monday.Add(time.Duration(i)*time.Second)
		ties.Add(m)
	}
	ties.Add(said("ben", 30, "Acme", answering(string(rune(0x20000)))))
	r := ties.Report()
	assert.Empty(t, r.Ties)
	assert.False(t, r.Basis.Exact)
}

func TestBoundedBenchmarkTellsNoGapThatIsNone(t *testing.T) {
	o := &insight.BenchmarkOptions{Brand: planted.Brand}
	exact, err := insight.BenchmarkOf(slices.Values(weeks()), o, weeksEnd)
	require.NoError(t, err)
	for _, terms := range []int{100, 300, 1_000, 4_000} {
		b, err := insight.NewBenchmark(&insight.BenchmarkOptions{Brand: planted.Brand, Terms: terms})
		require.NoError(t, err)
		for _, m := range weeks() {
			b.Add(m)
		}
		bounded := b.Report(weeksEnd)
		assert.False(t, bounded.Basis.Exact)
		require.Len(t, bounded.Rows, len(exact.Rows))
		for i, row := range exact.Rows {
			got := bounded.Rows[i]
			assert.InEpsilon(t, row.Authors.Value, got.Authors.Value, 4*0.0081, row.Brand)
			row.Authors, got.Authors = insight.Share{}, insight.Share{}
			assert.Equal(t, row, got)
		}
		assert.Equal(t, exact.Silent, bounded.Silent)
		for _, g := range bounded.Heard {
			assert.True(t, slices.ContainsFunc(exact.Heard, func(e insight.Gap) bool { return e.Term == g.Term }), "%d terms: %v", terms, g)
		}
	}
}

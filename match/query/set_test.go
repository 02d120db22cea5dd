package query

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSetAnswersAsItsQueriesDo(t *testing.T) {
	m := maker{rand.New(rand.NewPCG(7, 8))}
	found := 0
	for range 200 {
		var queries []*Query
		for len(queries) < 30 {
			q, err := Compile(m.query(2))
			if err == nil {
				queries = append(queries, q)
			}
		}
		set := NewSet(queries...)
		for range 20 {
			d := m.document()
			var want []int
			for i, q := range queries {
				if q.Match(d) {
					want = append(want, i)
				}
			}
			found += len(want)
			require.Equal(t, want, set.Append(nil, d), "%#v", d)
		}
	}
	require.Greater(t, found, 1000)
}

func TestSetOfNothing(t *testing.T) {
	d := &Document{Text: "kettle"}
	assert.Empty(t, NewSet().Append(nil, d))
	assert.Empty(t, new(Set).Append(nil, d))
	assert.Empty(t, NewSet(new(Query)).Append(nil, d))
	assert.Equal(t, []int{9, 1}, NewSet(nil, compiled(t, "kettle")).Append([]int{9}, d))
	assert.Equal(t, []int{0}, NewSet(compiled(t, "NOT kettle")).Append(nil, nil))
}

func TestSetDoesNotAllocate(t *testing.T) {
	if raceDetector {
		t.Skip("what is counted under the race detector says nothing")
	}
	set := NewSet(routes(t, 50)...)
	dst := set.Append(nil, &hitPost)
	assert.NotEmpty(t, dst)
	assert.Zero(t, testing.AllocsPerRun(100, func() { set.Append(dst[:0], &hitPost) }))
}

// routes are n queries like those that send posts to departments.
func routes(t testing.TB, n int) []*Query {
	out := []*Query{compiled(t, campaign)}
	for i := range n - 1 {
		out = append(out, compiled(t, fmt.Sprintf(`(brand%d OR #brand%d OR "brand%d corp") AND (refund OR delay* OR "out of order" OR (never NEAR/3 again)) NOT jobs`, i, i, i)))
	}
	return out
}

func BenchmarkRoutes100(b *testing.B) {
	queries := routes(b, 100)
	set := NewSet(queries...)
	b.Run("set", func(b *testing.B) {
		b.ReportAllocs()
		var dst []int
		for b.Loop() {
			dst = set.Append(dst[:0], &hitPost)
		}
	})
	b.Run("one by one", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for _, q := range queries {
				q.Match(&hitPost)
			}
		}
	})
}

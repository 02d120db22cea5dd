package listen

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/source"
)

// allocations is how often a post with this text allocates, after so many
// posts; every post is new, and all are of one hour.
func allocations(t *testing.T, text string, before int) float64 {
	t.Helper()
	l, err := New([]Brand{{Name: "Acme"}, {Name: "Brewpoint"}}, nil, nil)
	require.NoError(t, err)
	const runs = 500
	ids := make([]string, before+runs+2)
	for i := range ids {
		ids[i] = fmt.Sprint(i)
	}
	n := 0
	feed := func() {
		p := source.Post{ID: ids[n], Text: text, Time: monday.Add(time.Hour + time.Duration(n%3600)*time.Second)}
		n++
		if _, err := l.feed("s", p); err != nil {
			t.Fatal(err)
		}
	}
	for range before {
		feed()
	}
	return testing.AllocsPerRun(runs, feed)
}

// Not parallel: allocations of other tests would count.
func TestAllocationsDoNotGrowWithHistory(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector allocates")
	}
	assert.Zero(t, allocations(t, "lovely weather today", 5000), "a post that names no brand")
	early, late := allocations(t, "Brewpoint is terrible", 1000), allocations(t, "Brewpoint is terrible", 30_000)
	assert.LessOrEqual(t, late, early+1, "a mention after thirty times as much history")
	assert.LessOrEqual(t, late, 20.)
	t.Logf("a mention allocates %.0f times", late)
}

package network_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen/insight"
	"github.com/earshot-go/earshot/listen/insight/network"
)

// twoCircles have a hub each, and one person stands between them.
func twoCircles() *insight.TieReport {
	r := &insight.TieReport{}
	tie := func(from, to string) {
		r.Ties = append(r.Ties, insight.Tie{Source: "s", From: from, To: to, Answers: 2})
	}
	for i := range 8 {
		tie(fmt.Sprint("a", i), "hub a")
		tie(fmt.Sprint("b", i), "hub b")
		tie(fmt.Sprint("a", i), fmt.Sprint("a", (i+1)%8))
		tie(fmt.Sprint("b", i), fmt.Sprint("b", (i+1)%8))
	}
	tie("bridge", "hub a")
	tie("bridge", "hub b")
	return r
}

func TestHubsBridgesAndCircles(t *testing.T) {
	r, err := network.Of(twoCircles(), &network.Options{Limit: 50})
	require.NoError(t, err)
	assert.Equal(t, 19, r.Known)
	assert.Equal(t, "hub a", r.People[0].ID)
	assert.Equal(t, "hub b", r.People[1].ID)
	assert.Equal(t, 9, r.People[0].By)
	sum, bridge := 0.0, network.Person{}
	for _, p := range r.People {
		sum += p.Rank
		if p.ID == "bridge" {
			bridge = p
		}
	}
	assert.InDelta(t, 1, sum, 1e-4)
	assert.Greater(t, bridge.Between, 0.4, "every way from circle to circle leads over the bridge")
	require.GreaterOrEqual(t, len(r.Circles), 2)
	assert.NotEqual(t, r.People[0].Circle, r.People[1].Circle)
}

// A star of n people around one: the center lies on every way, and its rank is
// known in closed form.
func TestStarHasItsKnownFigures(t *testing.T) {
	const n = 10
	ties := &insight.TieReport{}
	for i := range n {
		ties.Ties = append(ties.Ties, insight.Tie{Source: "s", From: fmt.Sprint(i), To: "center", Answers: 1})
	}
	r, err := network.Of(ties, nil)
	require.NoError(t, err)
	assert.Equal(t, "center", r.People[0].ID)
	assert.InDelta(t, 1, r.People[0].Between, 1e-6)
	// x leaf, c center: c = (0.15 + 0.85c)/(n+1) + 0.85 n x, n x + c = 1.
	leak := 0.85 / (n + 1)
	center := (0.15/(n+1) + 0.85) / (1 - leak + 0.85)
	assert.InDelta(t, center, r.People[0].Rank, 1e-5)
}

func TestSameTiesSameFigures(t *testing.T) {
	first, err := network.Of(twoCircles(), nil)
	require.NoError(t, err)
	for range 20 {
		again, err := network.Of(twoCircles(), nil)
		require.NoError(t, err)
		require.Equal(t, first, again)
	}
	require.False(t, math.IsNaN(first.People[0].Rank))
}

func TestNobodyAndBadOptions(t *testing.T) {
	r, err := network.Of(&insight.TieReport{Ties: []insight.Tie{{From: "a", To: "a", Answers: 1}}}, nil)
	require.NoError(t, err)
	assert.Zero(t, r.Ties)
	var bad *insight.OptionError
	_, err = network.Of(&insight.TieReport{}, &network.Options{Limit: -1})
	require.ErrorAs(t, err, &bad)
}

package network_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen/insight"
	"github.com/earshot-go/earshot/listen/insight/internal/planted"
	"github.com/earshot-go/earshot/listen/insight/network"
)

// With room for half of the ties, the central people are those of the exact
// form.
func TestBoundedTiesHaveTheSameCentralPeople(t *testing.T) {
	mentions, _ := planted.Make(5)
	all, err := insight.TiesOf(slices.Values(mentions), nil)
	require.NoError(t, err)
	ties, err := insight.NewTies(&insight.TieOptions{Limit: len(all.Ties) / 2})
	require.NoError(t, err)
	for _, m := range mentions {
		ties.Add(m)
	}
	const central = 5 // as many as were planted
	exact, err := network.Of(all, &network.Options{Limit: central})
	require.NoError(t, err)
	bounded, err := network.Of(ties.Report(), &network.Options{Limit: central})
	require.NoError(t, err)
	assert.True(t, exact.Basis.Exact)
	assert.False(t, bounded.Basis.Exact)
	assert.Less(t, bounded.Known, exact.Known)
	assert.ElementsMatch(t, ids(exact.People), ids(bounded.People))
}

func ids(people []network.Person) (out []string) {
	for _, p := range people {
		out = append(out, p.ID)
	}
	return out
}

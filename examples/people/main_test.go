package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Ranks and circles come from graph algorithms that draw lots: what is printed
// must not show it.
func TestSamePeopleEveryTime(t *testing.T) {
	var first, second bytes.Buffer
	require.NoError(t, run(t.Context(), &first))
	require.NoError(t, run(t.Context(), &second))
	assert.Equal(t, first.String(), second.String())
}

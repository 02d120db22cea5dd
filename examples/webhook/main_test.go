package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestNothingIsLostOrDoubled(t *testing.T) {
	var out strings.Builder
	require.NoError(t, run(&out))
	told := make(map[string]int)
	for line := range strings.Lines(out.String()) {
		if strings.HasPrefix(line, "desk: ") {
			told[line]++
		}
	}
	assert.NotEmpty(t, told)
	for line, n := range told {
		assert.Equal(t, 1, n, line)
	}
	assert.Contains(t, out.String(), "not taken")
	assert.Contains(t, out.String(), "all are delivered")
}

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestMadeUpBrand(t *testing.T) {
	var out, complain bytes.Buffer
	svg := filepath.Join(t.TempDir(), "brand.svg")
	require.NoError(t, run([]string{"-picture", svg}, &out, &complain))
	assert.Empty(t, complain.String())
	assert.Contains(t, out.String(), "Wed 1 May 13:00  up ", "the outage that people talk about")
	assert.Regexp(t, `Fri 3 May 0\d:00  down`, out.String(), "the night without a word")
	assert.Contains(t, out.String(), "forecast")
	drawn, err := os.ReadFile(svg)
	require.NoError(t, err)
	assert.Contains(t, string(drawn), "<svg")
}

func TestBadLinesAreNamedAndLeftOut(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hours.csv")
	rows := "time,value\n2024-05-06 00:00:00,4\nyesterday,3\n2024-05-06 01:00:00,many\n1714960800,5\n2024-05-06T02:30:00Z,-1\n2024-05-06T03:00:00Z\n"
	require.NoError(t, os.WriteFile(path, []byte(rows), 0o600))
	var out, complain bytes.Buffer
	require.NoError(t, run([]string{"-csv", path}, &out, &complain))
	got := complain.String()
	for _, want := range []string{`line 3: "yesterday" is not a time`, "line 4:", "line 7: 1 columns", "Value = -1"} {
		assert.Contains(t, got, want)
	}
	assert.Equal(t, 4, strings.Count(got, "left out"))
}

func TestBadFlags(t *testing.T) {
	for _, args := range [][]string{
		{"-kind", "weird"}, {"-zone", "Nowhere/Land"}, {"-step", "1ms"}, {"-columns", "1"}, {"-csv", "no such file"}, {"hours.csv"},
		{"-picture", "series.gif.unknown"},
	} {
		assert.Error(t, run(args, new(bytes.Buffer), new(bytes.Buffer)), "%v", args)
	}
}

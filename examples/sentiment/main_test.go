package main

import (
	"bytes"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func runWith(t *testing.T, args ...string) (out, complaints string, err error) {
	t.Helper()
	var o, c bytes.Buffer
	f, err := parse(args, &c)
	if err == nil {
		err = run(f, &o, &c)
	}
	return o.String(), c.String(), err
}

func TestDemo(t *testing.T) {
	out, complaints, err := runWith(t)
	require.NoError(t, err)
	assert.Empty(t, complaints)
	assert.Contains(t, out, "en positive")
	assert.Contains(t, out, "en negative")
	assert.Contains(t, out, "fa ")
	assert.Contains(t, out, "[great +")
}

func TestAboutScoresTowardTheName(t *testing.T) {
	out, _, err := runWith(t, "-about", "bolt", "Acme is much better than Bolt")
	require.NoError(t, err)
	assert.Contains(t, out, "negative")
	assert.Contains(t, out, "toward Bolt")
}

func TestTrainHelpsAndEvaluateShowsIt(t *testing.T) {
	mine, others := filepath.Join("testdata", "mine.tsv"), filepath.Join("testdata", "others.tsv")
	before, complaints, err := runWith(t, "-lang", "en", "-evaluate", others)
	require.NoError(t, err)
	assert.Contains(t, complaints, "others.tsv:6: no label and text: left out")
	assert.Contains(t, before, "The worst errors:")
	after, _, err := runWith(t, "-lang", "en", "-train", mine, "-evaluate", others)
	require.NoError(t, err)
	assert.Greater(t, percentRight(t, after), percentRight(t, before))
}

func percentRight(t *testing.T, report string) (percent float64) {
	t.Helper()
	_, err := fmt.Sscanf(report, "5 texts, %f", &percent)
	require.NoError(t, err)
	return percent
}

func TestMistakesAreNamed(t *testing.T) {
	_, _, err := runWith(t, "-file", "nowhere.txt")
	assert.ErrorContains(t, err, "nowhere.txt")
	_, _, err = runWith(t, "-train", filepath.Join("testdata", "nothing.tsv"))
	assert.ErrorContains(t, err, "nothing.tsv")
	_, complaints, err := runWith(t, "-bogus")
	assert.Error(t, err)
	assert.Contains(t, complaints, "-bogus")
}

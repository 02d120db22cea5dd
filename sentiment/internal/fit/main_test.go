package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/sentiment"
)

// TestWeightsAreThoseOfTheSources rebuilds the committed weights, where the sources are at hand.
func TestWeightsAreThoseOfTheSources(t *testing.T) {
	folder := os.Getenv("EARSHOT_SOURCES")
	if folder == "" {
		t.Skip("EARSHOT_SOURCES is not set")
	}
	for _, language := range sentiment.Languages() {
		want, err := os.ReadFile(filepath.Join("..", "..", "weights", language+".bin"))
		require.NoError(t, err)
		got, err := weights(filepath.Join("..", ".."), folder, language)
		require.NoError(t, err)
		assert.True(t, string(want) == string(got), "%s: run go generate ./sentiment", language)
	}
}

func TestPostsAreWellFormed(t *testing.T) {
	for _, language := range sentiment.Languages() {
		posts, err := readPosts(filepath.Join("..", "..", "lexicon", language, "posts.tsv"), language)
		require.NoError(t, err)
		assert.Greater(t, len(posts), 800, language)
		count := map[sentiment.Label]int{}
		seen := map[sentiment.Example]bool{}
		for _, post := range posts {
			assert.False(t, seen[post], "%s: twice: %q", language, post.Text)
			seen[post] = true
			count[post.Label]++
		}
		for label, n := range count {
			assert.Greater(t, 4*n, len(posts)*3/4, "%s: too few %v posts", language, label)
		}
	}
}

func TestBrokenPostsAreNamed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "posts.tsv")
	for content, want := range map[string]string{
		"2\tfine\n":             "label",
		"1\n":                   "no text",
		"1\tAcme is fine\tBolt": "target",
	} {
		require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
		_, err := readPosts(path, "en")
		assert.ErrorContains(t, err, want)
		assert.ErrorContains(t, err, "posts.tsv:1")
	}
}

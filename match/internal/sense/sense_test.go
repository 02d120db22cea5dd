package sense

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestEveryLineReads(t *testing.T) {
	seen := make(map[string]bool)
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "|")
		require.Len(t, fields, 5, line)
		name := key(fields[0])
		require.NotEmpty(t, name, line)
		assert.False(t, seen[name], "%s stands twice", name)
		seen[name] = true
		lean, err := strconv.ParseFloat(strings.TrimSpace(fields[1]), 64)
		require.NoError(t, err, line)
		assert.True(t, lean >= 0 && lean <= 10, line)
		for _, p := range strings.Fields(fields[4]) {
			assert.Equal(t, 1, strings.Count(p, "~"), "%s: %s has no one place for the name", name, p)
		}
		s := Of([]byte(name))
		require.NotNil(t, s, line)
		for w := range s.near {
			assert.False(t, s.far[w], "%s: %s stands on both sides", name, w)
		}
	}
	assert.Greater(t, len(seen), 300)
}

func TestWordsAndPhrases(t *testing.T) {
	s := Of([]byte("apple"))
	require.NotNil(t, s)
	assert.True(t, s.Near([]byte("iphone")))
	assert.True(t, s.Far([]byte("cider")))
	assert.True(t, s.Phrase(nil, []byte("pie")))
	assert.True(t, s.Phrase([]byte("big"), nil))
	assert.False(t, s.Phrase([]byte("pie"), nil))
	assert.Nil(t, Of([]byte("nobody")))
}

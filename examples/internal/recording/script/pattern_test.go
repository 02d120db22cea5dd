package script

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFill(t *testing.T) {
	slot := func(name string) string { return "<" + name + ">" }
	last := func(n int) int { return n - 1 }
	for pattern, want := range map[string]string{
		"":                     "",
		"plain":                "plain",
		"no {B} in {place}":    "no <B> in <place>",
		"(Still|Again) no {B}": "Again no <B>",
		"(a|) b":               " b",
		"half open {B":         "half open {B",
	} {
		assert.Equal(t, want, fill(pattern, slot, last), pattern)
	}
}

func TestParseRefusesLinesWithoutTopic(t *testing.T) {
	_, err := parse("# fine\n@n one | two\nlost\n")
	assert.EqualError(t, err, "line 3 stands under no topic")
}

// Every slot that a pattern names must have words, or it would be left empty.
func TestPatternsAreComplete(t *testing.T) {
	for _, c := range countries {
		said := 0
		for topic, lines := range c.patterns.lines {
			said += len(lines)
			for _, line := range lines {
				fill(line, func(slot string) string {
					if !slices.Contains([]string{"B", "C", "H", "T"}, slot) {
						assert.NotEmpty(t, c.patterns.words[slot], "%s [%s] %s: {%s}", c.language, topic, line, slot)
					}
					return ""
				}, func(int) int { return 0 })
			}
		}
		assert.GreaterOrEqual(t, said, 100, c.language)
		for _, topic := range topics {
			assert.NotEmpty(t, c.patterns.lines[topic.name], "%s [%s]", c.language, topic.name)
		}
		for _, list := range []string{"tail", "bad", "good", "ask", "open", "morebad", "moregood", "long"} {
			assert.NotEmpty(t, c.patterns.words[list], "%s @%s", c.language, list)
		}
	}
}

func TestPlayIsRepeatable(t *testing.T) {
	require.Equal(t, Play(), Play())
}

func TestTextsAreFilled(t *testing.T) {
	for _, l := range Play() {
		assert.False(t, strings.ContainsAny(l.Post.Text, "{}|*"), l.Post.Text)
		assert.Equal(t, strings.TrimSpace(l.Post.Text), l.Post.Text)
		assert.NotContains(t, l.Post.Text, "  ")
		assert.NotEmpty(t, l.Post.Text)
	}
}

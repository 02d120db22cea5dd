package main

import (
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"

	"github.com/earshot-go/earshot/match"
)

// Whatever a post says, and wherever its hits are, an excerpt stays on its line
// and does not steer the terminal.
func FuzzExcerpt(f *testing.F) {
	f.Add("no signal from Acme\n\x1b[2Jtoday", 15, 19, 40)
	f.Add("سلام\u202e Acme \xff", 0, 8, 1)
	f.Add("", -3, 1<<40, 0)
	f.Fuzz(func(t *testing.T, text string, start, end, width int) {
		width = max(width%200, 1)
		got := console{nil, false, 0}.excerpt(text, []match.Hit{{Start: start, End: end}}, width)
		assert.False(t, strings.ContainsFunc(got, unicode.IsControl), got)
		assert.False(t, strings.ContainsAny(got, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"), got)
		assert.LessOrEqual(t, len([]rune(got)), width+len([]rune("[]……")))
		assert.NotContains(t, got, "  ")
		assert.False(t, strings.HasPrefix(got, " "))
	})
}

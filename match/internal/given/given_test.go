package given

import (
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"

	"github.com/earshot-go/earshot/match/internal/fold"
)

func TestEveryLineReads(t *testing.T) {
	seen := make(map[string]bool)
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for name := range strings.FieldsSeq(line) {
			assert.False(t, seen[name], "%s stands twice", name)
			seen[name] = true
			for _, r := range name {
				assert.True(t, unicode.IsLetter(r) && !unicode.IsUpper(r), name)
			}
		}
	}
	assert.Greater(t, len(seen), 500)
}

func TestNamesOfEightLanguages(t *testing.T) {
	for _, name := range []string{"Tim", "Max", "Anna", "Albert", "Sanne", "Giulia", "Jürgen", "Chloé", "Raúl", "João", "مریم"} {
		assert.True(t, Name([]byte(fold.Default().String(name))), name)
	}
	for _, word := range []string{"", "vodafone", "tesla", "table"} {
		assert.False(t, Name([]byte(word)), word)
	}
}

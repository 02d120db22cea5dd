package query

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestEveryLexemeTakesBytes keeps the lexer from standing still, whatever is
// read where.
func TestEveryLexemeTakesBytes(t *testing.T) {
	for _, value := range append([]*field{nil}, fields...) {
		for c := range rune(0x300) {
			l := lexer{expr: string(c) + " x", value: value, faults: new(faults)}
			l.next()
			assert.Positive(t, l.pos, "%q", c)
		}
	}
}

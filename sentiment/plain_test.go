package sentiment

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestPlainWordsReadAlikeAnywhere compares the three ways to read an ASCII word: eight bytes at once where the text goes
// on, byte by byte at its end, and as any other word.
func TestPlainWordsReadAlikeAnywhere(t *testing.T) {
	for _, word := range []string{
		"a", "A", "ok", "OK", "Ok", "7", "24h", "4G", "good", "sooo", "baaad", "aaaa", "good's", "don't", "rock'n'roll", "eightltr", "nineletrs",
		"EIGHTLTR", "seventeenlettersX", "abcdefgggh", "abcdefgghh", "abcdefghhh", "12345678", "1118888", "zzz", "f**k", "it's", "L'AMORE", "x0x0x0x0x",
	} {
		alone, followed, general := readWord(t, word), readWord(t, word+" and so on"), generalWord(word)
		assert.Equal(t, alone, followed, word)
		assert.Equal(t, general.hash, alone.hash, word)
		assert.Equal(t, general.flags, alone.flags&^flagPlain, word)
		assert.Equal(t, general.kind, alone.kind, word)
		assert.Equal(t, general.cut, alone.cut, word)
	}
}

func readWord(t *testing.T, text string) token {
	s := new(scratch)
	s.tokenize(text)
	require.NotEmpty(t, s.tokens)
	return s.tokens[0]
}

func generalWord(word string) token {
	s := new(scratch)
	r := tokenizer{text: word, s: s}
	r.word(0)
	return s.tokens[0]
}

func FuzzPlainWord(f *testing.F) {
	f.Add("don't")
	f.Add("aaabbbcc11")
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsAny(text, " #@") {
			return
		}
		alone, followed := new(scratch), new(scratch)
		alone.tokenize(text)
		followed.tokenize(text + "         ")
		assert.Equal(t, alone.tokens, followed.tokens)
	})
}

package sentiment

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLexiconsAreWellFormed(t *testing.T) {
	for _, language := range languages {
		lex, err := readLexicon(language)
		assert.NoError(t, err)
		assert.Greater(t, lex.forms.used, 1000, language)
	}
	symbols, err := readSymbols()
	require.NoError(t, err)
	assert.Greater(t, symbols.used, 400)
}

func TestBrokenLexiconLinesAreNamed(t *testing.T) {
	b := newLexiconBuilder("en")
	err := parseLines("words.tsv", "# ok\ngood\t1.9\nbad\tmany\nworse\t-9\nlone\nne*\t1\na b c d e f\t1\n", 2, b.word)
	require.Error(t, err)
	for _, want := range []string{
		`words.tsv:3: valence "many" is not a number from -4 to 4`,
		`words.tsv:4: valence "-9" is not a number from -4 to 4`,
		`words.tsv:5: 1 fields instead of 2`,
		`words.tsv:6: stem "ne" is not one word of 4 letters or more`,
		`words.tsv:7: form "a b c d e f" is not one to 5 words`,
	} {
		assert.ErrorContains(t, err, want)
	}
	err = parseLines("grammar.tsv", "negator\tnot\tsideways\ndegree\tvery\tx<\nnoun\ta\t-\n", 3, b.grammar)
	for _, want := range []string{`grammar.tsv:1: unknown role "negator" with value "sideways"`, `grammar.tsv:2: degree "x<" is not a number from 0.1 to 2`, `grammar.tsv:3: unknown role "noun"`} {
		assert.ErrorContains(t, err, want)
	}
}

func FuzzLexiconLines(f *testing.F) {
	f.Add("good\t1.9\nso bad\t-3\nmooi*\t2\n")
	f.Fuzz(func(t *testing.T, content string) {
		b := newLexiconBuilder("nl")
		_ = parseLines("fuzz", content, 2, b.word)
		_ = parseLines("fuzz", content, 3, b.grammar)
		b.finish()
	})
}

func TestEmoticonPairsAreThoseOfTheFile(t *testing.T) {
	content, err := files.ReadFile("lexicon/emoticons.tsv")
	require.NoError(t, err)
	require.NoError(t, parseLines("emoticons.tsv", string(content), 2, func(fields []string) error {
		assert.True(t, emoticonPair[fields[0][0]][fields[0][1]], fields[0])
		assert.True(t, emoticonStart[fields[0][0]], fields[0])
		return nil
	}))
}

package sentiment

import (
	"flag"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the compiled lexicons anew")

// TestCompiledLexiconsAreCurrent compares what is compiled with what the files say; with -update it compiles.
func TestCompiledLexiconsAreCurrent(t *testing.T) {
	for _, language := range languages {
		lex, err := readLexicon(language)
		require.NoError(t, err)
		path := "compiled/" + language + ".bin"
		want := lex.encode(lexiconChecksum(language))
		if *update {
			require.NoError(t, os.WriteFile(path, want, 0o644))
			continue
		}
		got, err := compiledFiles.ReadFile(path)
		require.NoError(t, err)
		assert.True(t, string(want) == string(got), "%s is not current: run go generate ./sentiment", path)
	}
}

func TestCompiledLexiconSaysTheSame(t *testing.T) {
	lex, err := readLexicon("nl")
	require.NoError(t, err)
	loaded, ok := decodeLexicon(lex.encode(7), 7)
	require.True(t, ok)
	for hash, want := range lex.forms.all() {
		e, found := loaded.forms.find(hash)
		require.True(t, found)
		require.Equal(t, *want, e)
	}
	_, ok = decodeLexicon(lex.encode(7), 8)
	assert.False(t, ok, "another checksum")
}

func FuzzDecodeLexicon(f *testing.F) {
	lex := newLexiconBuilder("en").lex
	*lex.forms.at(99) = entry{valence: 3, roles: roleValued}
	f.Add(lex.encode(0))
	f.Fuzz(func(t *testing.T, data []byte) {
		decodeLexicon(data, 0)
	})
}

func BenchmarkLoadAllLexicons(b *testing.B) {
	for b.Loop() {
		for _, language := range languages {
			loadLexicon(language)
		}
	}
}

package match

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// FuzzFind checks, for any text, what every hit promises.
func FuzzFind(f *testing.F) {
	m := compile(f, shelf...)
	for _, text := range []string{"", "Nike", "#nike_iPad2 @NikeUS $BAC", "\xff\xc0Nike", "e\u0301Nіke’s", "http://a.b/c AT&amp;T", "苹果ドコモ", strings.Repeat("a ", 50)} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		hits := m.Append(nil, text)
		require.Equal(t, hits, slices.Collect(m.All(text)))
		for i, h := range hits {
			require.True(t, 0 <= h.Start && h.Start < h.End && h.End <= len(text))
			require.True(t, h.Confidence >= .5 && h.Confidence <= 1)
			require.NotEqual(t, "unknown", h.Kind.String())
			require.True(t, i == 0 || hits[i-1].Start <= h.Start)
			if utf8.ValidString(text) {
				require.True(t, utf8.ValidString(text[h.Start:h.End]))
			}
		}
		m.Explain(text, "Nike")
	})
}

// FuzzCompile feeds names: an error or a matcher that finds its own name.
func FuzzCompile(f *testing.F) {
	f.Add("Nike", "shoe", "bike")
	f.Add("@", "#", "$")
	f.Fuzz(func(t *testing.T, name, near, not string) {
		m, err := Compile(Brand{Name: name, Terms: []string{near}, Near: []string{near}, Not: []string{not}})
		if err == nil {
			m.Append(nil, name+" "+near)
		}
	})
}

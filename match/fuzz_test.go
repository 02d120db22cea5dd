package match

import (
	"encoding/json"
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

// FuzzLoad feeds damaged saved matchers.
func FuzzLoad(f *testing.F) {
	data, err := compile(f, Brand{Name: "Nike", Near: []string{"shoe"}}).MarshalBinary()
	require.NoError(f, err)
	f.Add(data)
	f.Add([]byte(savedMagic))
	f.Fuzz(func(t *testing.T, data []byte) {
		if m, err := Load(data); err == nil {
			m.Append(nil, "Nike")
		}
	})
}

// FuzzSuggest checks that suggestions stay few and valid for any name.
func FuzzSuggest(f *testing.F) {
	f.Add("Coca-Cola")
	f.Add("من و تو")
	f.Add("A & B & \u0301")
	f.Fuzz(func(t *testing.T, name string) {
		all := Suggest(name)
		require.LessOrEqual(t, len(all), mostMisspellings+8)
		for _, s := range all {
			require.True(t, utf8.ValidString(s.Text) && s.Risk >= 0 && s.Risk <= 1)
		}
	})
}

// FuzzLearn feeds labels and what was learned, whole and damaged.
func FuzzLearn(f *testing.F) {
	f.Add("apple store", "an apple", []byte(`{"Apple":{"prior":1,"words":{"store":2}}}`))
	m := compile(f, shelf...)
	f.Fuzz(func(t *testing.T, yes, no string, data []byte) {
		l, err := Learn(m, []Label{{yes, "Apple", true}, {no, "Apple", false}})
		require.NoError(t, err)
		saved, err := json.Marshal(l)
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(saved, new(Learned)))
		var any Learned
		if json.Unmarshal(data, &any) == nil {
			other, err := Options{Learned: &any}.Compile(shelf...)
			require.NoError(t, err)
			other.Append(nil, yes)
		}
	})
}

// FuzzVocabulary counts any text without growing past its bound.
func FuzzVocabulary(f *testing.F) {
	f.Add("a b \xff")
	f.Fuzz(func(t *testing.T, text string) {
		var v Vocabulary
		v.Add(text)
		v.Add(text)
		for _, w := range v.Words(2) {
			require.NotEmpty(t, w)
		}
	})
}

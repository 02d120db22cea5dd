package query

import (
	"errors"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// FuzzCompile feeds expressions: errors with a place, or a query that its
// canonical form compiles to.
func FuzzCompile(f *testing.F) {
	for _, m := range manuals {
		f.Add(m.query)
	}
	for _, s := range styles {
		f.Add(s.query)
	}
	for _, bad := range mistakes {
		if len(bad.query) < 1000 {
			f.Add(bad.query)
		}
	}
	f.Add("site:(a OR -b) followers:[1 TO 2] rating:1.. «x»~3 [a] <<<")
	f.Fuzz(func(t *testing.T, expression string) {
		if len(expression) > 2000 {
			return // TestMistakesWithoutEnd and TestHostileQueries have the long ones
		}
		for _, words := range []Words{AllWords, AnyWord, PhraseOfWords} {
			q, err := Options{Words: words}.Compile(expression)
			if err != nil {
				checkFaults(t, expression, err)
				continue
			}
			sameQuery(t, q)
			if len(expression) < 1000 {
				q.Lint()
			}
		}
	})
}

func checkFaults(t *testing.T, expression string, err error) {
	t.Helper()
	joined, ok := err.(interface{ Unwrap() []error })
	require.True(t, ok)
	require.NotEmpty(t, joined.Unwrap())
	for _, e := range joined.Unwrap() {
		var s *SyntaxError
		require.True(t, errors.As(e, &s))
		require.NotEmpty(t, s.Reason)
		require.True(t, s.Offset >= 0 && s.Length >= 0 && s.Offset+s.Length <= len(expression), "%q: %+v", expression, s)
	}
}

// FuzzMatch feeds documents to queries of every kind, and asks the oracle.
func FuzzMatch(f *testing.F) {
	for _, m := range manuals {
		for _, post := range m.posts {
			f.Add(m.query, "", post[1:])
		}
	}
	for _, s := range styles {
		f.Add(s.query, s.yes.Title, s.yes.Text)
	}
	f.Add(`raw:"b" NEAR/1 {É}`, "\xff\xc0b", "e\u0301 É b &amp; #苹果_b http://a.b/c")
	f.Fuzz(func(t *testing.T, expression, title, text string) {
		q, err := Compile(expression)
		if err != nil || len(expression) > 200 || len(title)+len(text) > 120 {
			return
		}
		d := &Document{Title: title, Text: text, Author: title, URL: text, Site: title, Language: text, Followers: Known(float64(len(text)))}
		if utf8.ValidString(text) && onlyWords(q.root) {
			check(t, q, d)
			return
		}
		q.Truth(d)
		q.Append(nil, d)
		_ = q.Explain(d).String()
	})
}

// onlyWords tells whether the oracle knows all of a query.
func onlyWords(n *node) bool {
	for _, k := range n.kids {
		if !onlyWords(k) {
			return false
		}
	}
	if n.term == nil {
		return n.op != opField
	}
	for _, e := range n.term.elements {
		if e.word.kind != exactWord && len(e.word.text) > 8 {
			return false // its recursions would take for ever
		}
	}
	return true
}

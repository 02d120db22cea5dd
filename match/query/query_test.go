package query

import (
	"math"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func compiled(t testing.TB, expression string) *Query {
	t.Helper()
	q, err := Compile(expression)
	require.NoError(t, err, expression)
	return q
}

func TestCanonicalForm(t *testing.T) {
	for expression, want := range map[string]string{
		`a b or c`:                     `(a AND b) OR c`,
		`a -b NOT (c d)`:               `a AND NOT b AND NOT (c AND d)`,
		`((a)) AND (b AND (c))`:        `a AND b AND c`,
		`a near/3F b onear/2 c`:        `a ONEAR/3 b ONEAR/2 c`,
		`"a b c"~4`:                    `a NEAR/4 b NEAR/4 c`,
		`coca-cola AT&T`:               `"coca cola" AND "AT & T"`,
		`case:"Apple Watch" raw:C++`:   `{Apple Watch} AND raw:"C++"`,
		`title:(a OR "b c") 🔥`:         `(title:a OR title:"b c") AND raw:"🔥"`,
		`language:EN_gb domain:X.com/`: `lang:en-gb AND site:x.com`,
		`author:("Ann Lee" OR -@bo)`:   `author:"ann lee" OR NOT author:bo`,
		`a site:b.com site:"c.com" -site:d.com -site:e.com`: `a AND (site:b.com OR site:c.com) AND NOT site:d.com AND NOT site:e.com`,
		`a OR lang:en lang:nl kind:post`:                    `a OR ((lang:en OR lang:nl) AND kind:post)`,
		`(lang:en) lang:nl`:                                 `lang:en OR lang:nl`,
		`lang:en AND lang:nl`:                               `lang:en AND lang:nl`,
		`lang:en lang:*`:                                    `lang:en AND lang:*`,
		`followers:>1 followers:<5`:                         `followers:>1 AND followers:<5`,
		`followers:[1k to 2M]`:                              `followers:1000..2000000`,
		`stars:<=2.50 rating:*`:                             `rating:<=2.5 AND rating:*`,
		`"and" OR "near" OR "NEAR"`:                         `"and" OR near OR "NEAR"`,
		`roam~0 roam~2 car-sharing~`:                        `roam AND roam~2 AND car-sharing~`,
		`--a`:                                               `NOT (NOT a)`,
	} {
		q := compiled(t, expression)
		assert.Equal(t, want, q.String(), expression)
		sameQuery(t, q)
	}
}

func TestWordsWithoutOperator(t *testing.T) {
	for words, want := range map[Words]string{
		AllWords:      `red AND shoes AND "new in" AND NOT old`,
		AnyWord:       `(red OR shoes OR "new in") AND NOT old`,
		PhraseOfWords: `"red shoes" AND "new in" AND NOT old`,
	} {
		q, err := Options{Words: words}.Compile(`red shoes "new in" -old`)
		require.NoError(t, err)
		assert.Equal(t, want, q.String())
	}
}

func TestExplainNamesTheFirstClauseThatFailed(t *testing.T) {
	d := &Document{Title: "Acme", Text: "The apple that I bought was next to a very old phone, by google. #acmefan", Language: "fr", Author: "Ann", Handle: "ann1"}
	for _, c := range []struct{ query, clause, why string }{
		{`apple phone`, `apple AND phone`, `found "apple" in the text at byte 4, "phone" in the text at byte 47`},
		{`NOT banana`, `NOT banana`, `no word was asked for`},
		{`apple AND banana AND cherry`, `banana`, `is not in title or text`},
		{`apple lang:en`, `lang:en`, `the document has "fr"`},
		{`apple author:bob`, `author:bob`, `the document has "ann1" and "Ann"`},
		{`apple rating:>3`, `rating:>3`, `does not tell its rating`},
		{`apple NOT (kiwi OR phone)`, `NOT (kiwi OR phone)`, `what it excludes is there: found "phone" in the text at byte 47`},
		{`apple -lang:fr`, `NOT lang:fr`, `what it excludes holds`},
		{`banana OR kiwi`, `banana OR kiwi`, `none of its 2 alternatives holds; the first: is not in title or text`},
		{`banana OR rating:1`, `rating:1`, `does not tell its rating`},
		{`apple NEAR/3 phone`, `apple NEAR/3 phone`, `both sides are there, 9 words apart`},
		{`apple NEAR/3 kiwi`, `kiwi`, `is not in title or text`},
		{`acme NEAR/3 apple`, `acme NEAR/3 apple`, `one in the title and one in the text`},
		{`phone ONEAR/9 apple`, `phone ONEAR/9 apple`, `not in this order`},
		{`"apple phone"`, `"apple phone"`, `its words are, but not side by side`},
		{`"apple kiwi"`, `"apple kiwi"`, `no "kiwi"`},
		{`title:apple`, `title:apple`, `is not in the title`},
		{`{Google}`, `{Google}`, `not in title or text as it is written here, though its letters are`},
		{`raw:Google`, `raw:"Google"`, `byte by byte`},
	} {
		e := compiled(t, c.query).Explain(d)
		assert.Equal(t, c.clause, e.Clause, c.query)
		assert.Contains(t, e.Why, c.why, c.query)
		assert.Equal(t, e.Truth.String()+": "+e.Clause+": "+e.Why, e.String())
	}
}

func TestSpans(t *testing.T) {
	d := &Document{Title: "Apple news", Text: "apple pie, apple phone; far away from any other fruit there lies another apple"}
	for query, want := range map[string][]Span{
		`apple`:              {{InTitle, 0, 5, "apple"}, {InText, 0, 5, "apple"}, {InText, 11, 16, "apple"}, {InText, 73, 78, "apple"}},
		`"apple pie" apple`:  {{InTitle, 0, 5, "apple"}, {InText, 0, 9, `"apple pie"`}, {InText, 11, 16, "apple"}, {InText, 73, 78, "apple"}},
		`apple NEAR/2 phone`: {{InText, 0, 5, "apple"}, {InText, 11, 16, "apple"}, {InText, 17, 22, "phone"}},
		`title:apple -kiwi`:  {{InTitle, 0, 5, "title:apple"}},
		`kiwi OR news`:       {{InTitle, 6, 10, "news"}},
		`kiwi`:               nil,
		`NOT kiwi`:           nil,
	} {
		assert.Equal(t, want, compiled(t, query).Append(nil, d), query)
	}
	kept := []Span{{InText, 5, 6, "x"}}
	assert.Equal(t, append(kept, Span{InTitle, 6, 10, "news"}), compiled(t, "news").Append(kept, d))
}

func TestMatchDoesNotAllocate(t *testing.T) {
	if raceDetector {
		t.Skip("what is counted under the race detector says nothing")
	}
	for _, expression := range []string{campaign, `"coffee making" OR raw:C++`, `site:x.com OR author:j* OR url:x.com/a`, `machine ONEAR/5 acme NEAR/9 month`,
		`links:x.com/a OR inurl:shop OR hashtag:none OR links:*nowhere*`} {
		q := compiled(t, expression)
		spans := make([]Span, 0, 64)
		q.Append(spans, &hitPost)
		assert.Zero(t, testing.AllocsPerRun(100, func() { q.Match(&hitPost) }), expression)
		assert.Zero(t, testing.AllocsPerRun(100, func() { q.Match(&missPost) }), expression)
		assert.Zero(t, testing.AllocsPerRun(100, func() { q.Append(spans, &hitPost) }), expression)
	}
}

func TestQueriesAreSafeForConcurrentUse(t *testing.T) {
	q := compiled(t, campaign)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 200 {
				if !q.Match(&hitPost) || q.Match(&missPost) || len(q.Append(nil, &hitPost)) == 0 {
					t.Error("answers differ between goroutines")
					return
				}
			}
		})
	}
	wg.Wait()
}

// TestHostileDocuments gives the longest documents the shapes that cost most.
// Quadratic time would take minutes, which the test's own deadline ends.
func TestHostileDocuments(t *testing.T) {
	queries := []*Query{
		compiled(t, `"a a a a a a a a a b"`),
		compiled(t, `(a NEAR/100 a) NEAR/100 ((a NEAR/100 b) NEAR/100 (a OR "a a" OR a*))`),
		compiled(t, `a ONEAR/100 a ONEAR/100 a ONEAR/100 b`),
		compiled(t, `*a*a*a*a*a*b OR aaaaaaaaaaaaaaa~2 OR a?a?a?a?a?*b`),
		compiled(t, `raw:aaaaaaaaaaaaaaaaaaab OR raw:"a a a a b" OR ab~ OR author:*a*a*a*b OR url:*a*b`),
	}
	for _, piece := range []string{"a ", "a_", "a", "aa ", "#a", "苹", "&", "\u0301", "\xff", "http://", "a@", "@a."} {
		text := strings.Repeat(piece, 4*readable/len(piece))
		d := &Document{Title: text, Text: text + "b", Author: text, URL: text}
		for _, q := range queries {
			q.Truth(d)
			q.Append(nil, d)
			_ = q.Explain(d).String()
		}
	}
}

func TestHostileQueries(t *testing.T) {
	d := &Document{Text: strings.Repeat("a b ", 300)}
	for _, expression := range []string{
		strings.Repeat("(", 60) + "a" + strings.Repeat(" OR b)", 60),
		strings.Repeat("(c (", 30) + "a" + strings.Repeat(" OR b))", 30),
		strings.Repeat("-", 30) + "a",
		manyWords(5000),
		strings.Repeat("(a NEAR/100 b) ", 500),
		strings.Repeat("a NEAR/100 ", 60) + "b",
		strings.Repeat("a ONEAR/100 ", 500) + "b",
		`"` + strings.Repeat("a b ", 8000) + `"`,
		strings.Repeat("(a OR b) ", 2000),
		strings.Repeat("a OR ", 4000) + "a",
	} {
		q := compiled(t, expression)
		q.Truth(d)
		_ = q.Explain(d).String()
		q.Lint()
	}
}

func TestQueriesThatWereNeverCompiled(t *testing.T) {
	for _, q := range []*Query{nil, new(Query)} {
		assert.False(t, q.Match(&hitPost))
		assert.Empty(t, q.String())
		assert.Empty(t, q.Append(nil, &hitPost))
		assert.Empty(t, q.Lint())
		assert.Equal(t, False, q.Explain(&hitPost).Truth)
	}
	assert.Equal(t, "unknown", Fault(200).String())
}

func TestLongTextIsReadUpToItsBound(t *testing.T) {
	q := compiled(t, "acme OR raw:acme")
	assert.True(t, q.Match(&Document{Text: strings.Repeat(" ", readable-4) + "acme"}))
	assert.False(t, q.Match(&Document{Text: strings.Repeat(" ", readable) + "acme"}))
}

func TestNumbersThatAreNone(t *testing.T) {
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), -1} {
		assert.Equal(t, Number{}, Known(v))
	}
	assert.Equal(t, "unknown", Number{}.String())
	assert.Equal(t, "0", Known(0).String())
	assert.Equal(t, Unknown, compiled(t, "followers:0").Truth(&Document{}))
	assert.Equal(t, True, compiled(t, "followers:0").Truth(&Document{Followers: Known(0)}))
}

package query

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// mistakes are what people write, with where the fault lies and what is said
// about it.
var mistakes = []struct {
	query string
	at    int
	says  string
}{
	{``, 0, "is empty"},
	{`  <<<nothing>>> `, 0, "is empty"},
	{`apple AND`, 9, "the expression ends where"},
	{`apple AND OR pear`, 10, `quote it: "OR"`},
	{`apple AND NEAR/3 pear`, 10, `quote it: "NEAR/3"`},
	{`AND apple`, 0, `quote it: "AND"`},
	{`OR apple`, 0, "an operator stands where"},
	{`(apple OR pear`, 0, "close it with )"},
	{`apple)`, 5, "none has opened"},
	{`(apple]`, 6, "another kind"},
	{`()`, 1, "before the parenthesis closes"},
	{`"apple`, 0, "a quote has no end"},
	{`{Apple`, 0, "a brace has no end"},
	{`apple <<<todo`, 6, "a comment has no end"},
	{`apple - pear`, 6, "a minus stands alone"},
	{`apple ! pear`, 6, "! stands alone"},
	{`gender:female`, 0, "not guessed from names"},
	{`continent:europe`, 0, "country:(NL OR BE)"},
	{`location:"New York"`, 0, "write country:NL"},
	{`caps:acme`, 0, "{ACME}"},
	{`hashtags:"new year"`, 9, "one tag or account name"},
	{`hashtags:acme~1`, 9, "one tag or account name"},
	{`hashtags:*`, 9, "beside letters"},
	{`title:(exactMessage:A)`, 20, "looks in the text"},
	{`engagementType:like`, 15, "there are post, reply"},
	{`sourcetype:ONLINENEWS`, 11, "site:example.com"},
	{`apple | | pear`, 8, "an operator stands where"},
	{`links:`, 0, "has no value"},
	{`apple^9`, 5, "nothing here is weighed"},
	{`apple~3`, 0, "at most 2 edits"},
	{`"red shoes"~`, 11, "needs a number"},
	{`"red"~5`, 0, "needs two words"},
	{`"red shoes"~101`, 0, "at most 100"},
	{`red-shoes~1`, 0, "one plain word"},
	{`#red~`, 0, "plain letters"},
	{`ab~2`, 0, "more letters than edits"},
	{`*`, 0, "beside letters"},
	{`"one * two"`, 0, "ONEAR/1"},
	{`苹* apple`, 0, "no word is around"},
	{`apple , pear`, 6, "no letter, digit or symbol"},
	{`a NEAR/x b`, 2, "needs a number of words"},
	{`a NEAR/101 b`, 2, "at most 100"},
	{`a NEAR/5 NOT b`, 9, "NEAR cannot exclude"},
	{`a NOT NEAR/5 b`, 2, "NOT NEAR is not an operator"},
	{`a NEAR/5 (b AND c)`, 9, "put AND, NOT and fields outside"},
	{`a NEAR/5 lang:en`, 9, "put AND, NOT and fields outside"},
	{`(a NEAR/2 b) ONEAR/5 c`, 0, "ONEAR throughout or NEAR throughout"},
	{`near/4:James,Brown`, 0, "James NEAR/4 Brown"},
	{`athor:anna`, 0, "did you mean author:"},
	{`sit:example.com`, 0, "did you mean site:"},
	{`date:yesterday`, 0, "there are text: title:"},
	{`sentiment:positive`, 0, `there is no field "sentiment"`},
	{`author:`, 0, "has no value"},
	{`lang:english-language`, 5, "write the code"},
	{`country:Holland`, 8, "ISO 3166"},
	{`site:example.com/news`, 5, "write url:example.com/news"},
	{`followers:many`, 10, "10k"},
	{`followers:-5`, 10, "10k"},
	{`followers:!=5`, 10, "10k"},
	{`followers:[5 TO 1]`, 10, "lower bound comes first"},
	{`followers:<0`, 10, "range without numbers"},
	{`followers:[1 TO`, 10, "a range has no end"},
	{`title:(a text:b)`, 9, "cannot stand inside each other"},
	{`raw:`, 0, "without anything behind"},
	{`raw:"` + strings.Repeat("x", 257) + `"`, 0, "longer than 256"},
	{"a\xff", 0, "not valid UTF-8"},
	{strings.Repeat("a ", 129<<10), 0, "longer than 256 KiB"},
	{"title:(" + strings.Repeat(strings.Repeat("long", 20)+" ", 3000) + ")", 0, "256 KiB once it is written out"},
	{strings.Repeat("a OR b AND (", 40) + "a" + strings.Repeat(")", 40), 0, "more than 64 clauses inside"},
	{strings.Repeat("a NEAR ", 70) + "a", 0, "more than 64 clauses inside"},
	{strings.Repeat("(", 65) + "a" + strings.Repeat(")", 65), 64, "more than 64 parentheses"},
	{strings.Repeat("a NEAR ", 501) + "a", 3502, "more than 500 NEARs"},
	{strings.Repeat("a ", 5001), 10000, "more than 5000"},
}

func TestMistakesAreNamedWhereTheyStand(t *testing.T) {
	for _, m := range mistakes {
		q, err := Compile(m.query)
		if !assert.Error(t, err, clip(m.query)) {
			continue
		}
		assert.Nil(t, q)
		checkFaults(t, m.query, err)
		var first *SyntaxError
		require.ErrorAs(t, err, &first)
		assert.Equal(t, m.at, first.Offset, "%s: %v", clip(m.query), err)
		assert.Contains(t, first.Error(), m.says, clip(m.query))
	}
}

func TestSeveralMistakesAreJoined(t *testing.T) {
	_, err := Compile(`(apple~7 OR athor:x) AND followers:many AND "pie" NEAR/900 {X}`)
	var offsets []int
	for _, e := range err.(interface{ Unwrap() []error }).Unwrap() {
		var s *SyntaxError
		require.True(t, errors.As(e, &s))
		offsets = append(offsets, s.Offset)
	}
	assert.Equal(t, []int{1, 12, 35, 50}, offsets)
}

// TestMistakesWithoutEnd repeats mistakes up to the longest expression; time
// or stack that grew with the square of it would end the test.
func TestMistakesWithoutEnd(t *testing.T) {
	for _, piece := range []string{"!", "- ", "x:", "x:x", "title:", "raw:", ")", "a)", "(", "NOT ", "-", "OR ", "NEAR ", "a NEAR/0 ", "{", "{}", "\"", "\"\"", "«", "~", "a~9 ",
		"<<<", "<<<>>>", "followers:", "followers:[", "followers:(", "rating:]", "author:(", "*", "* ", "a^1", ",", "😡"} {
		expression := strings.Repeat(piece, longestExpression/len(piece))
		_, err := Compile(expression)
		if assert.Error(t, err, piece) {
			checkFaults(t, expression, err)
		}
	}
}

func TestTooManyPatterns(t *testing.T) {
	var b strings.Builder
	for i := range 201 {
		b.WriteString("w" + string(rune('a'+i%26)) + string(rune('a'+i/26)) + "* ")
	}
	_, err := Compile(b.String())
	assert.ErrorContains(t, err, "more than 200 words with wildcards")
}

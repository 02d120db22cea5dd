package listen

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A term drives an incident when it is in at least minTermShare of its posts
// and stands out by minTermScore standard deviations against the past.
const (
	minTermShare = 0.08
	minTermScore = 2.0
	minTermRunes = 3
)

// termDrivers finds the words that are more frequent in now than in before, by
// the log-odds ratio of their document frequencies with a prior of half a
// document, divided by its standard deviation (Monroe, Colaresi and Quinn,
// "Fightin' Words", 2008).
func termDrivers(now, before []excerpt) []Driver {
	counts, usual := documentCounts(now, terms), documentCounts(before, terms)
	type scored struct {
		Driver
		score float64
	}
	var found []scored
	for term, n := range counts {
		s := logOdds(n, len(now), usual[term], len(before))
		if n < 2 || share(n, len(now)) < minTermShare || s < minTermScore {
			continue
		}
		found = append(found, scored{Driver{term, n, share(n, len(now)), share(usual[term], len(before))}, s})
	}
	slices.SortFunc(found, func(a, b scored) int {
		if a.score != b.score {
			return int(math.Copysign(1, b.score-a.score))
		}
		return strings.Compare(a.Name, b.Name)
	})
	var out []Driver
	for _, f := range found[:min(len(found), maxDrivers)] {
		out = append(out, f.Driver)
	}
	return out
}

func logOdds(a, n, b, m int) float64 {
	in, out := float64(a)+.5, float64(n-a)+.5
	pin, pout := float64(b)+.5, float64(m-b)+.5
	return (math.Log(in/out) - math.Log(pin/pout)) / math.Sqrt(1/in+1/out+1/pin+1/pout)
}

// terms tells the words of an excerpt in lower case; a hashtag keeps its sign,
// addresses and handles are left out.
func terms(e excerpt, add func(string)) {
	for _, field := range strings.Fields(e.text) {
		if strings.Contains(field, "://") || strings.HasPrefix(field, "@") {
			continue
		}
		for _, word := range strings.FieldsFunc(field, notInWord) {
			word = strings.Trim(strings.ToLower(word), "'’")
			if utf8.RuneCountInString(word) >= minTermRunes {
				add(word)
			}
		}
	}
}

const zeroWidthNonJoiner = '\u200c' // stands inside Persian words

func notInWord(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && r != '#' && r != '\'' && r != '’' && r != zeroWidthNonJoiner
}

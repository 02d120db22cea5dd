package listen

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A term drives an incident when it is in at least minTermPosts and minTermShare of its posts,
// minTermLift times as often as usual, and that is no accident by
// minTermScore standard deviations.
const (
	minTermPosts = 3
	minTermShare = 0.08
	minTermLift  = 2.0
	minTermScore = 3.0
	minTermRunes = 3
)

// termDrivers finds the words that more posts hold now than before, by the
// Cochran-Mantel-Haenszel test over the languages of the posts: a word does
// not stand out because people of its language do. Strongest first.
func termDrivers(now, before []excerpt) []Driver {
	type scored struct {
		Driver
		score float64
	}
	languages := stratify(now, before)
	counts, usual := documentCounts(now, terms), documentCounts(before, terms)
	var found []scored
	for term, n := range counts {
		score, lift := standsOut(term, languages)
		if n >= minTermPosts && share(n, len(now)) >= minTermShare && lift >= minTermLift && score >= minTermScore {
			found = append(found, scored{Driver{term, n, share(n, len(now)), share(usual[term], len(before))}, score})
		}
	}
	slices.SortFunc(found, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), strings.Compare(a.Name, b.Name))
	})
	var out []Driver
	for _, f := range found[:min(len(found), maxDrivers)] {
		out = append(out, f.Driver)
	}
	return out
}

// A stratum holds the posts of one language, now and before.
type stratum struct {
	now, before         []excerpt
	nowDocs, beforeDocs map[string]int // in how many of them a term stands
}

func stratify(now, before []excerpt) []*stratum {
	byLanguage := make(map[string]*stratum)
	of := func(e excerpt) *stratum {
		if byLanguage[e.Language] == nil {
			byLanguage[e.Language] = new(stratum)
		}
		return byLanguage[e.Language]
	}
	for _, e := range now {
		s := of(e)
		s.now = append(s.now, e)
	}
	for _, e := range before {
		s := of(e)
		s.before = append(s.before, e)
	}
	var out []*stratum
	for _, language := range slices.Sorted(maps.Keys(byLanguage)) { // in one order, so that sums round alike
		s := byLanguage[language]
		s.nowDocs, s.beforeDocs = documentCounts(s.now, terms), documentCounts(s.before, terms)
		out = append(out, s)
	}
	return out
}

// standsOut returns the test's score in standard deviations and how many times
// as often as expected the term stands in the posts of now.
func standsOut(term string, languages []*stratum) (score, lift float64) {
	var seen, expected, variance float64
	for _, s := range languages {
		n, m := float64(len(s.now)), float64(len(s.before))
		a := float64(s.nowDocs[term])
		with, all := a+float64(s.beforeDocs[term]), n+m
		if n == 0 || all < 2 {
			continue
		}
		seen += a
		expected += n * (float64(s.beforeDocs[term]) + 0.5) / (m + 1)
		variance += n * m * with * (all - with) / (all * all * (all - 1))
		score += a - n*with/all
	}
	if variance == 0 { // all posts hold it, or there is nothing to compare with
		return 0, 0
	}
	return score / math.Sqrt(variance), seen / expected
}

// terms tells the words of an excerpt in lower case; a hashtag keeps its sign,
// addresses and handles are left out.
func terms(e excerpt, add func(string)) {
	for text := e.Text; text != ""; {
		var field string
		field, text = cutField(text)
		if field == "" || field[0] == '@' || strings.Contains(field, "://") {
			continue
		}
		for field != "" {
			var word string
			word, field = cutWord(field)
			word = strings.Trim(word, "'’")
			if len(word) >= minTermRunes && utf8.RuneCountInString(word) >= minTermRunes {
				add(strings.ToLower(word))
			}
		}
	}
}

// cutField returns the text up to the next space, and what follows it.
func cutField(text string) (field, rest string) {
	for i, r := range text {
		if unicode.IsSpace(r) {
			return text[:i], text[i+utf8.RuneLen(r):]
		}
	}
	return text, ""
}

// cutWord returns the text up to the next letter that is not in words, and what
// follows it.
func cutWord(text string) (word, rest string) {
	for i, r := range text {
		if notInWord(r) {
			_, size := utf8.DecodeRuneInString(text[i:])
			return text[:i], text[i+size:]
		}
	}
	return text, ""
}

const zeroWidthNonJoiner = '\u200c' // stands inside Persian words

func notInWord(r rune) bool {
	if 'a' <= r && r <= 'z' {
		return false // most are
	}
	return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && r != '#' && r != '\'' && r != '’' && r != zeroWidthNonJoiner
}

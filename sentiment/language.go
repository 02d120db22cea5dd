package sentiment

import (
	"math/bits"
	"strings"
	"sync"
	"unicode/utf8"
)

// speech tells languages apart: for every function word of every language, the set of languages that use it.
type speech struct {
	forms *table // entry.roles is a set of language indices here
}

var speeches = sync.OnceValue(func() *speech {
	sp := &speech{forms: newTable(4096)}
	for i := range languages {
		lex := lexicons[i]()
		for j := range lex.forms.slots {
			slot := &lex.forms.slots[j]
			e := &slot.entry
			if slot.key == 0 || e.roles&rolePhrase != 0 {
				continue
			}
			mark := sp.forms.at(slot.key)
			mark.roles |= 1 << i
			if e.roles&(roleFunction|roleNegBefore|roleNegAfter|roleContrast|roleConditional|roleQuestion|roleDegree) != 0 {
				mark.valence |= 1 << i // functionBits
			}
		}
	}
	return sp
})

// leastKnown is the share of words that the language must know. Texts in other languages have words in common with ours,
// but fewer.
const leastKnown = 0.15

// Language returns the language that a text is most likely in, and how sure that is, from 0 to 1. The tag is ""
// where the text says too little, or is in none of the languages that the package speaks.
func Language(text string) (tag string, confidence float64) {
	w := scratches.Get().(*scratch)
	defer scratches.Put(w)
	if len(text) > maxText {
		text = text[:maxText]
	}
	w.tokenize(text)
	i, confidence := w.language()
	if i < 0 {
		return "", 0
	}
	return languages[i], confidence
}

// language lets every word vote for the languages that know it: a function word more than another, a word of one
// language more than a word of several.
func (s *scratch) language() (int, float64) {
	var votes [languageCount]float64
	var known [languageCount]int
	forms := speeches().forms
	words, foreign := 0, 0
	for i := range s.tokens {
		if s.tokens[i].kind != kindWord || s.tokens[i].flags&flagHashtag != 0 {
			continue // hashtags are often in another language than the post
		}
		words++
		if e, ok := forms.find(s.tokens[i].hash); ok {
			vote(&votes, &known, e)
		} else if hasForeignLetter(s.folded[s.tokens[i].low:s.tokens[i].high]) {
			foreign++
		}
	}
	if foreign*7 > words {
		return otherLanguage, 0
	}
	best, total := 0, 0.0
	for i, v := range votes {
		total += v
		if v > votes[best] {
			best = i
		}
	}
	if votes[best] == 0 || float64(known[best]) < leastKnown*float64(words) {
		return otherLanguage, 0
	}
	return best, votes[best] / (total + 0.5)
}

// vote adds what one word says: entry.roles is the set of languages that know it, entry.valence that of those where it
// is a function word.
func vote(votes *[languageCount]float64, known *[languageCount]int, e entry) {
	share := 1 / float64(bits.OnesCount16(uint16(e.roles)))
	for set := uint16(e.roles); set != 0; set &= set - 1 {
		i := bits.TrailingZeros16(set)
		weight := 0.4
		if uint8(e.valence)>>i&1 != 0 {
			weight = 1
		}
		votes[i] += weight * share
		known[i]++
	}
}

// hasForeignLetter tells whether a word has a letter that none of the eight languages writes: "pociąg", "tåget". Names
// have such letters too, so that one word proves nothing.
func hasForeignLetter(word []byte) bool {
	for i := 0; i < len(word); {
		if word[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(word[i:])
		if r < 0x600 && !strings.ContainsRune("àáâãäçèéêëìíîïñòóôõöùúûüýÿßœæ'", r) {
			return true
		}
		i += size
	}
	return false
}

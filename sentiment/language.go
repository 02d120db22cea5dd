package sentiment

import "sync"

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

// leastCoverage is the share of words, weighed by what they tell, that must speak for a language. Texts in other
// languages have words in common with ours, but fewer.
const leastCoverage = 0.15

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
	forms := speeches().forms
	words := 0
	for i := range s.tokens {
		if s.tokens[i].kind != kindWord {
			continue
		}
		words++
		e, ok := forms.find(s.tokens[i].hash)
		if !ok {
			continue
		}
		vote(&votes, uint16(e.roles), uint16(uint8(e.valence)))
	}
	best, total := -1, 0.0
	for i, v := range votes {
		total += v
		if v > 0 && (best < 0 || v > votes[best]) {
			best = i
		}
	}
	if best < 0 || votes[best] < leastCoverage*float64(words) {
		return otherLanguage, 0
	}
	return best, votes[best] / (total + 0.5)
}

func vote(votes *[languageCount]float64, all, function uint16) {
	share := 0.0
	for set := all; set != 0; set &= set - 1 {
		share++
	}
	for i := range votes {
		if all>>i&1 != 0 {
			weight := 0.4
			if function>>i&1 != 0 {
				weight = 1
			}
			votes[i] += weight / share
		}
	}
}

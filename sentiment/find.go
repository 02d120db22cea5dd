package sentiment

import (
	"strings"
	"unicode/utf8"
)

// lookup finds what a lexicon knows of one word: the form itself, then the form without its stretching, then the
// part beside an apostrophe ("l'amore", "Apple's"), then the longest stem.
func (lex *lexicon) lookup(s *scratch, tok *token) entry {
	word := s.folded[tok.low:tok.high]
	if e, ok := lex.forms.find(tok.hash); ok {
		return lex.orStem(e, word)
	}
	stretched := tok.flags&(flagStretched|flagDoubled) != 0
	if stretched {
		alternative := hashBytes(s.folded[tok.high:tok.altEnd])
		if e, ok := lex.forms.find(alternative); ok {
			tok.hash = alternative
			return lex.orStem(e, s.folded[tok.high:tok.altEnd])
		}
	}
	if tok.cut >= 0 {
		return lex.elided(word, tok)
	}
	e, ok := lex.stem(word)
	if !ok && stretched {
		e, _ = lex.stem(s.folded[tok.high:tok.altEnd])
	}
	return e
}

// orStem gives a form that is known only as the beginning of phrases the meaning of its stem.
func (lex *lexicon) orStem(e entry, word []byte) entry {
	if e.roles != 0 {
		return e
	}
	if stem, ok := lex.stem(word); ok {
		stem.longest, stem.places = e.longest, e.places
		return stem
	}
	return e
}

// elided looks at the longer side of an apostrophe: French and Italian elide before it, English appends after it. In
// phrases the word stands for what was elided, so that "mieux que" is found in "mieux qu'Acme".
func (lex *lexicon) elided(word []byte, tok *token) entry {
	cut := int(tok.cut - tok.low)
	part := word[:cut]
	if rest := word[cut+1:]; len(rest) > len(part) {
		part = rest
	}
	e, known := lex.forms.find(hashBytes(part))
	if !known {
		e, _ = lex.stem(part)
	}
	e.longest, e.places = 0, 0
	if full, ok := lex.elisions[string(word[:cut])]; ok {
		tok.flags |= flagElided
		whole, _ := lex.forms.find(full)
		e.places = whole.places
	}
	return e
}

// elisions holds, by language, the hash of the whole word for what stands before an apostrophe.
var elisions = [languageCount]map[string]uint64{
	french:  elide("qu que", "d de", "lorsqu lorsque", "puisqu puisque", "jusqu jusque"),
	italian: elide("d di", "dell della", "all alla", "dall dalla", "nell nella", "sull sulla"),
}

func elide(pairs ...string) map[string]uint64 {
	all := map[string]uint64{}
	for _, pair := range pairs {
		short, whole, _ := strings.Cut(pair, " ")
		all[short] = hashBytes([]byte(whole))
	}
	return all
}

// The end of a hashtag that is typed as one word: "#acmefail", "#acmedown".
const (
	shortestTagEnd  = 4  // bytes of the end
	shortestTagName = 3  // bytes of what is before it
	strongTagEnd    = 10 // tenths of valence, for faint words end too many others
)

// hashtagEnd finds a strong word at the end of an unknown hashtag; e stands where there is none.
func (lex *lexicon) hashtagEnd(word []byte, e entry) entry {
	for at := shortestTagName; len(word)-at >= shortestTagEnd; at++ {
		if !utf8.RuneStart(word[at]) {
			continue
		}
		end, ok := lex.forms.find(hashBytes(word[at:]))
		if ok && end.roles&roleValued != 0 && (end.valence >= strongTagEnd || end.valence <= -strongTagEnd) {
			return entry{valence: end.valence, roles: roleValued}
		}
	}
	return e
}

// stem finds the longest stem that leaves an ending of at most longestEnding letters.
func (lex *lexicon) stem(word []byte) (entry, bool) {
	if lex.stems.used == 0 || len(word) < shortestStem {
		return entry{}, false
	}
	var ends [longestEnding + 1]int // of the last beginnings of the word, one letter apart
	letters := 0
	for i := 1; i < len(word); i++ {
		if utf8.RuneStart(word[i]) {
			letters++
			ends[letters%len(ends)] = i
		}
	}
	letters++
	ends[letters%len(ends)] = len(word)
	for n := letters; n >= shortestStem && n >= letters-longestEnding; n-- {
		if e, ok := lex.stems.find(hashBytes(word[:ends[n%len(ends)]])); ok {
			return e, true
		}
	}
	return entry{}, false
}

// phrase finds the longest phrase that starts at token i. It returns its length in tokens, 0 for none.
func (s *scratch) phrase(lex *lexicon, i, longest int) (entry, int) {
	var hashes [longestPhrase + 1]uint64
	hashes[1] = s.phraseKey(lex, i)
	n := 1
	for n < longest && i+n < len(s.tokens) && s.entries[i+n].places>>n&1 != 0 {
		hashes[n+1] = joinHash(hashes[n], s.phraseKey(lex, i+n))
		n++
	}
	for ; n > 1; n-- {
		if e, ok := lex.forms.find(hashes[n]); ok && e.roles&rolePhrase != 0 {
			return e, n
		}
	}
	return entry{}, 0
}

// phraseKey is the hash of a token as part of a phrase: of the whole word where one was elided.
func (s *scratch) phraseKey(lex *lexicon, i int) uint64 {
	tok := &s.tokens[i]
	if tok.flags&flagElided == 0 {
		return tok.hash
	}
	return lex.elisions[string(s.folded[tok.low:tok.cut])]
}

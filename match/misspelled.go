package match

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// misspellings adds the names that nearly stand in the text, outside of those
// that do. Words that people really use are not taken for misspellings.
func (s *scratch) misspellings() {
	s.markTaken()
	s.strangers()
	tokens := s.reader.tokens
	for i := range tokens {
		if t := &tokens[i]; t.flags&(isStart|isTaken) == isStart && t.tag != '@' {
			s.fromStart(i)
		}
		if tokens[i].flags&(isSecond|isTaken) == isSecond && i > 0 {
			s.fromSecond(i)
		}
	}
	for _, i := range s.strange {
		s.amongNeighbours(int(i))
		s.suspect(int(i), int(i))
		s.compound(int(i))
	}
	s.fillGaps()
	s.answer()
}

// markTaken marks the tokens of names that are written right.
func (s *scratch) markTaken() {
	for i := range s.found {
		f := &s.found[i]
		for k := f.first; k <= f.last; k++ {
			s.reader.tokens[k].flags |= isTaken
		}
	}
}

// compound looks up the words around token i that a hyphen or an
// apostrophe ties together: Wal-Nart, Lesi's.
func (s *scratch) compound(i int) {
	tokens := s.reader.tokens
	first, last := i, i
	for first > 0 && i-first < 3 && tied(&tokens[first]) {
		first--
	}
	for last+1 < len(tokens) && last-i < 3 && tied(&tokens[last+1]) {
		last++
	}
	if first < last && tokens[first].tag == 0 {
		s.suspect(first, last)
	}
}

func tied(t *token) bool { return (t.gap == gapHyphen || t.gap == gapApos) && t.tag == 0 }

// mayHave is how many edits a name of so many runes may have at all.
func mayHave(runes int) int {
	switch {
	case runes >= twoSlips:
		return 2
	case runes >= oneEdit:
		return 1
	}
	return 0
}

// tryMisspelled measures entry k against the tokens i to j and adds it.
func (s *scratch) tryMisspelled(i, j, k, edits int) {
	for n := len(s.found) - 1; n >= 0 && n >= len(s.found)-8; n-- {
		if f := &s.found[n]; f.entry == int32(k) && f.first == int32(i) {
			return
		}
	}
	e := &s.m.entries[k]
	word := s.reader.buf[s.reader.tokens[i].from:s.reader.tokens[j].to]
	key := s.m.keyOf(e)
	if edits == 1 && !oneApart(key, word) || e.runes == oneEdit && s.isRepeated(i, j) {
		return
	}
	d := distance(key, word)
	if d == 0 || d > edits || !s.mayBeShort(i, j, utf8.RuneCount(word), e) {
		return
	}
	s.name = appendRunes(s.name[:0], key)
	s.other = appendRunes(s.other[:0], word)
	if cost := slips(s.name, s.other); s.likelySlip(&s.reader.tokens[i], e, d, cost, s.breaksOff(j)) {
		s.found = append(s.found, found{first: int32(i), last: int32(j), start: s.startOf(i), end: s.reader.tokens[j].end,
			entry: int32(k), kind: Misspelled, distance: uint8(d), cost: float32(cost)})
	}
}

// isRepeated tells whether the word at token i stands elsewhere in the text
// too: a slip is hardly made twice, and what is written twice is a word.
func (s *scratch) isRepeated(i, j int) bool {
	if i < j {
		return false
	}
	tokens, buf := s.reader.tokens, s.reader.buf
	word := buf[tokens[i].from:tokens[i].to]
	for k := range tokens[:min(len(tokens), maxLanguageWords)] {
		if t := &tokens[k]; k != i && t.to-t.from == int32(len(word)) && string(buf[t.from:t.to]) == string(word) {
			return true
		}
	}
	return false
}

// likelySlip holds a measured word against what the name's length bears.
func (s *scratch) likelySlip(t *token, e *entry, d int, cost float64, cut bool) bool {
	tag, flags := t.tag, t.flags
	if s.name[0] != s.other[0] && (e.runes < firstLetter || d > 1 || tag == '@') {
		return false
	}
	if d == 2 && (e.runes < twoEdits && cost > maxSlips || e.runes < twoFull && cost >= 2*fullCost) {
		return false
	}
	if cut && len(s.other) < len(s.name) && slices.Equal(s.other, s.name[:len(s.other)]) {
		return false // the text breaks off in the middle of a word
	}
	if d == 2 && len(s.other) > len(s.name) && slices.Equal(s.other[:len(s.name)], s.name) {
		return false // something tied to the name, not a slip of it
	}
	if e.runes == oneEdit && cost >= fullCost && flags&(hasUpper|hasWide) != hasUpper {
		return false // of words of five letters too many are that near to another
	}
	for k := range min(int(e.fixed), len(s.other)) {
		if s.name[k] != s.other[k] {
			return false // the letters of CBS News are all there is to it
		}
	}
	return true
}

// breaksOff tells whether the text is cut off behind token j: "and #Appl ...".
func (s *scratch) breaksOff(j int) bool {
	rest := strings.TrimLeft(s.text[s.reader.tokens[j].end:], " ")
	return strings.HasPrefix(rest, "…") || strings.HasPrefix(rest, "...")
}

// mayBeShort asks more of the shortest: four letters are mostly a word of
// their own, and five near an ambiguous name too, unless they are written
// like a name.
func (s *scratch) mayBeShort(i, j, runes int, e *entry) bool {
	t := &s.reader.tokens[i]
	switch {
	case i == j && e.flags&severalWords != 0 && e.runes < twoSlips-1 && e.natural&^e.apostrophes != 0:
		return false // run together and misspelled at once
	case runes <= 4:
		return t.flags&(hasUpper|hasLower|hasWide) == hasUpper|hasLower
	case e.runes == oneEdit && e.flags&ambiguous != 0:
		return t.flags&hasUpper != 0
	}
	return true
}

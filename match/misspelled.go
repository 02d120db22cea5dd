package match

import (
	"slices"
	"unicode/utf8"
)

// misspelled looks for names near the word at token i, alone and with its
// neighbours. Words that people really use are not taken for misspellings.
func (s *scratch) misspelled(i int) {
	t := &s.reader.tokens[i]
	if t.tag == '@' || s.isCovered(i) {
		return
	}
	if t.flags&isStart != 0 {
		s.misspelledFrom(i)
	}
	n := int(t.to - t.from)
	if n < minFuzzyBytes || !s.strange(s.reader.buf[t.from:t.to]) {
		return
	}
	s.misspelledAmong(i)
	s.misspelledWord(i, i)
	s.misspelledCompound(i)
}

// strange tells whether nobody uses the word: neither as it is, nor without
// the suffix that its script joins on to words.
func (s *scratch) strange(word []byte) bool {
	g := s.m.guard
	if g.Known(word) {
		return false
	}
	n := len(word)
	if word[0] < utf8.RuneSelf {
		return !((word[n-1] == 's' || word[n-1] == 't') && n > 4 && g.Known(word[:n-1]))
	}
	for _, suffix := range persianTails {
		if left := n - len(suffix); left >= 6 && string(word[left:]) == suffix && g.Known(word[:left]) {
			return false
		}
	}
	return true
}

// persianTails are the suffixes that make a known word another known word.
var persianTails = []string{"های", "هایی", "ها", "ای", "ی", "م", "ت", "ش", "ه", "و", "رو", "ا", "ست", "مون", "تون", "شون", "ان", "تر", "ترین", "ن"}

// isCovered tells whether a name that is written right takes token i.
func (s *scratch) isCovered(i int) bool { return s.reader.tokens[i].flags&isTaken != 0 }

// misspelledWord looks the letters of the tokens i to j up as one word.
func (s *scratch) misspelledWord(i, j int) {
	word := s.reader.buf[s.reader.tokens[i].from:s.reader.tokens[j].to]
	if len(word) > 4*maxFuzzyRunes {
		return
	}
	s.runes = appendRunes(s.runes[:0], word)
	n := len(s.runes)
	if n < oneEdit-1 || n > maxFuzzyRunes {
		return
	}
	p := &s.m.fuzzy.near
	size := min(n, fuzzyPrefix)
	s.ask(p, hashRunes(s.runes[:size], -1), i, j)
	for k := 1; k < size; k++ {
		if k == 1 || s.runes[k] != s.runes[k-1] {
			s.ask(p, hashRunes(s.runes[:size], k), i, j)
		}
	}
	if n >= twoSlips-1 {
		s.ask(p, hashEnd(s.runes), i, j)
	}
	if n >= firstLetter-1 {
		s.ask(p, hashTail(s.runes[1:]), i, j)                             // another first rune
		s.ask(p, hashTail(s.runes), i, j)                                 // none
		s.ask(p, hashRunes(s.runes[1:min(n, fuzzyPrefix+1)], -1), i, j)   // one too many
		s.other = append(append(s.other[:0], s.runes[0]), s.runes[2:]...) // the first two changed round
		s.ask(p, hashTail(s.other), i, j)
	}
}

// misspelledCompound looks up the words around token i that a hyphen or an
// apostrophe ties together: Wal-Nart, Lesi's.
func (s *scratch) misspelledCompound(i int) {
	tokens := s.reader.tokens
	first, last := i, i
	for first > 0 && i-first < 3 && tied(&tokens[first]) {
		first--
	}
	for last+1 < len(tokens) && last-i < 3 && tied(&tokens[last+1]) {
		last++
	}
	if first < last && tokens[first].tag == 0 {
		s.misspelledWord(first, last)
	}
}

func tied(t *token) bool { return (t.gap == gapHyphen || t.gap == gapApos) && t.tag == 0 }

// ask measures the names that are stored under h.
func (s *scratch) ask(p *postings, h uint64, i, j int) {
	if !p.bits.has(h) {
		return
	}
	for _, k := range p.of(h) {
		e := &s.m.entries[k]
		edits := mayHave(int(e.runes))
		if d := int(e.runes) - len(s.runes); d <= edits && -d <= edits {
			s.tryMisspelled(i, j, int(k), edits)
		}
	}
}

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
	if edits == 1 && !oneApart(key, word) {
		return
	}
	d := distance(key, word)
	if d == 0 || d > edits || !s.mayBeShort(i, j, utf8.RuneCount(word), e) {
		return
	}
	s.name = appendRunes(s.name[:0], key)
	s.other = appendRunes(s.other[:0], word)
	if cost := slips(s.name, s.other); s.likelySlip(s.reader.tokens[i].tag, s.reader.tokens[i].flags, e, d, cost) {
		s.found = append(s.found, found{first: int32(i), last: int32(j), start: s.startOf(i), end: s.reader.tokens[j].end,
			entry: int32(k), kind: Misspelled, distance: uint8(d), cost: float32(cost)})
	}
}

// likelySlip holds a measured word against what the name's length bears.
func (s *scratch) likelySlip(tag uint8, flags uint16, e *entry, d int, cost float64) bool {
	if s.name[0] != s.other[0] && (e.runes < firstLetter || d > 1 || tag == '@') {
		return false
	}
	if d == 2 && e.runes < twoEdits && cost > maxSlips {
		return false
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

// misspelledFrom looks for long names in several words that begin at token i
// and of which a later word is another everyday word.
func (s *scratch) misspelledFrom(i int) {
	for last := i + 1; last < len(s.reader.tokens) && last < i+maxOdd && s.runsOn(last-1, last); last++ {
		for odd := i + 1; odd <= last; odd++ {
			s.askAround(i, odd, last, false)
		}
	}
}

// misspelledAmong looks for names in several words of which token i, a strange
// one, is the one that is misspelled.
func (s *scratch) misspelledAmong(i int) {
	for first := i; first >= 0 && first > i-maxOdd; first-- {
		if first < i && !s.runsOn(first, first+1) {
			return
		}
		for last := max(i, first+1); last < len(s.reader.tokens) && last < first+maxOdd; last++ {
			if last > i && !s.runsOn(last-1, last) {
				break
			}
			s.askAround(first, i, last, true)
		}
	}
}

// maxOdd is how many words a name may have for one of them to be misspelled.
const maxOdd = 4

// runsOn tells whether the tokens i to j are parted by nothing wider than a
// space, in a text and not in a tag.
func (s *scratch) runsOn(i, j int) bool {
	for k := i + 1; k <= j; k++ {
		if t := &s.reader.tokens[k]; t.gap > gapSpace || t.tag != 0 {
			return false
		}
	}
	return true
}

// askAround asks for names that have all words of first to last but word odd.
func (s *scratch) askAround(first, odd, last int, strange bool) {
	tokens, buf := s.reader.tokens, s.reader.buf
	from, end := int(tokens[first].from), int(tokens[last].to)
	a, b := int(tokens[odd].from)-from, int(tokens[odd].to)-from
	if end-from > maxName {
		return
	}
	r, _ := utf8.DecodeRune(buf[from+a:])
	if !strange || end-from <= anyFirst+1 {
		s.askWords(hashAround(buf[from:], a, b, end-from, r), first, odd, last, strange)
	}
	if strange && end-from-(b-a) >= anyFirst/2 {
		s.askWords(hashAround(buf[from:], a, b, end-from, 0), first, odd, last, strange)
	}
}

// askWords tries the names that have all words of first to last but word i.
func (s *scratch) askWords(h uint64, first, i, last int, strange bool) {
	words := &s.m.fuzzy.words
	if !words.bits.has(h) {
		return
	}
	tokens := s.reader.tokens
	size, odd := int(tokens[last].to-tokens[first].from), int(tokens[i].to-tokens[i].from)
	for at, slot := words.next(h, h>>words.shift); at >= 0; at, slot = words.next(h, slot) {
		e := &s.m.entries[at]
		if d := int(e.n) - size; d > maxByteGap || -d > maxByteGap {
			continue
		}
		if !strange && (e.runes < twoEdits || size-odd < minRest || s.onlyPlural(e, last)) {
			continue // an everyday word is a slip only inside a long name
		}
		edits := 1
		if e.runes >= 12 && odd >= 7 {
			edits = 2
		}
		s.tryMisspelled(first, last, at, edits)
	}
}

// maxByteGap is how many bytes two edits may add or take.
const maxByteGap = 2 * utf8.UTFMax

// onlyPlural tells whether the name has an s at its end that the text has not:
// best American airline.
func (s *scratch) onlyPlural(e *entry, last int) bool {
	key := s.m.keyOf(e)
	return key[len(key)-1] == 's' && s.reader.buf[s.reader.tokens[last].to-1] != 's'
}

// minRest is how many bytes of a name in several words must be right, for
// another known word to stand in for the rest.
const minRest = 5

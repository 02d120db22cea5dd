package match

import "unicode/utf8"

// misspelled looks for names near the word at token i, alone and with its
// neighbours. Words that people really use are not taken for misspellings.
func (s *scratch) misspelled(i int) {
	t := &s.reader.tokens[i]
	if t.tag == '@' || s.covered(i) {
		return
	}
	word := s.reader.buf[t.from:t.to]
	strange := s.strange(word)
	if strange {
		s.misspelledWord(i, i)
		s.misspelledCompound(i)
	}
	s.misspelledAmong(i, strange)
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

// covered tells whether a hit already takes token i. Hits are found in the
// order of their first tokens, so only the last few can reach it.
func (s *scratch) covered(i int) bool {
	for k := len(s.found) - 1; k >= 0 && k >= len(s.found)-8; k-- {
		if f := &s.found[k]; int(f.first) <= i && i <= int(f.last) {
			return true
		}
	}
	return false
}

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
	if n <= twoEdits {
		s.probe(&s.m.fuzzy.once, i, j, 1)
	}
	if n >= twoSlips-1 {
		s.probe(&s.m.fuzzy.twice, i, j, 2)
	}
	if n >= firstLetter-1 {
		s.ask(&s.m.fuzzy.once, hashTail(s.runes[1:]), i, j, 1)
		s.ask(&s.m.fuzzy.once, hashTail(s.runes), i, j, 1)
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

func (s *scratch) probe(p *postings, i, j, edits int) {
	n := min(len(s.runes), fuzzyPrefix)
	runes := s.runes[:n]
	s.ask(p, hashRunes(runes, -1, -1), i, j, edits)
	for a := 1; a < n; a++ {
		s.ask(p, hashRunes(runes, a, -1), i, j, edits)
		for b := a + 1; edits > 1 && b < n; b++ {
			s.ask(p, hashRunes(runes, a, b), i, j, edits)
		}
	}
}

func (s *scratch) ask(p *postings, h uint64, i, j, edits int) {
	if !p.bits.has(h) {
		return
	}
	for _, k := range p.of(h) {
		e := &s.m.entries[k]
		if d := int(e.runes) - len(s.runes); d <= edits && -d <= edits {
			s.tryMisspelled(i, j, int(k), edits)
		}
	}
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
	d := distance(key, word)
	if d == 0 || d > edits {
		return
	}
	s.name = appendRunes(s.name[:0], key)
	s.other = appendRunes(s.other[:0], word)
	cost := slips(s.name, s.other)
	if !s.likelySlip(i, e, d, cost) {
		return
	}
	s.found = append(s.found, found{first: int32(i), last: int32(j), start: s.startOf(i), end: s.reader.tokens[j].end,
		entry: int32(k), kind: Misspelled, distance: uint8(d), cost: float32(cost)})
}

// likelySlip holds a measured word against what the name's length bears.
func (s *scratch) likelySlip(i int, e *entry, d int, cost float64) bool {
	if s.name[0] != s.other[0] && (e.runes < firstLetter || d > 1) {
		return false
	}
	if d == 2 && e.runes < twoEdits && cost > maxSlips {
		return false
	}
	for k := range min(int(e.fixed), len(s.other)) {
		if s.name[k] != s.other[k] {
			return false // the letters of CBS News are all there is to it
		}
	}
	return s.mayBeShort(i, e)
}

// mayBeShort asks more of the shortest: four letters are mostly a word of
// their own, and five near an ambiguous name too, unless they are written
// like a name.
func (s *scratch) mayBeShort(i int, e *entry) bool {
	t := &s.reader.tokens[i]
	switch {
	case len(s.other) <= 4:
		return t.flags&(hasUpper|hasLower|hasWide) == hasUpper|hasLower
	case e.runes == oneEdit && e.flags&ambiguous != 0:
		return t.flags&hasUpper != 0
	}
	return true
}

// misspelledAmong looks for names in several words of which token i is the
// one that is misspelled.
func (s *scratch) misspelledAmong(i int, strange bool) {
	for first := max(0, i-3); first <= i; first++ {
		if !s.runsOn(first, i) {
			continue
		}
		for last := i; last < len(s.reader.tokens) && last < first+4; last++ {
			if last > i && !s.runsOn(last-1, last) {
				break
			}
			if last > first {
				s.misspelledWindow(first, i, last, strange)
			}
		}
	}
}

// runsOn tells whether the tokens i to j are parted by nothing wider than a
// space.
func (s *scratch) runsOn(i, j int) bool {
	for k := i + 1; k <= j; k++ {
		if t := &s.reader.tokens[k]; t.gap > gapSpace || t.tag != 0 {
			return false
		}
	}
	return true
}

func (s *scratch) misspelledWindow(first, i, last int, strange bool) {
	tokens, buf := s.reader.tokens, s.reader.buf
	odd := &tokens[i]
	if int(tokens[last].to-tokens[first].from) > 4*maxFuzzyRunes {
		return
	}
	before, behind := buf[tokens[first].from:odd.from], buf[odd.to:tokens[last].to]
	r, _ := utf8.DecodeRune(buf[odd.from:odd.to])
	s.askWords(hashAround(before, behind, r), first, i, last, strange)
	if strange && len(before)+len(behind) >= anyFirst/2 {
		s.askWords(hashAround(before, behind, 0), first, i, last, strange)
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

// onlyPlural tells whether the name has an s at its end that the text has not:
// best American airline.
func (s *scratch) onlyPlural(e *entry, last int) bool {
	key := s.m.keyOf(e)
	return key[len(key)-1] == 's' && s.reader.buf[s.reader.tokens[last].to-1] != 's'
}

// minRest is how many bytes of a name in several words must be right, for
// another known word to stand in for the rest.
const minRest = 5

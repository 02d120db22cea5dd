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
	strange := !s.m.guard.Known(word)
	if strange {
		s.misspelledWord(i)
	}
	s.misspelledAmong(i, strange)
}

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

// misspelledWord looks the single token i up.
func (s *scratch) misspelledWord(i int) {
	t := &s.reader.tokens[i]
	s.runes = appendRunes(s.runes[:0], s.reader.buf[t.from:t.to])
	n := len(s.runes)
	if n < oneEdit-1 || n > maxFuzzyRunes {
		return
	}
	if n <= twoEdits {
		s.probe(&s.m.fuzzy.once, i, 1)
	}
	if n >= twoEdits-2 {
		s.probe(&s.m.fuzzy.twice, i, 2)
	}
}

func (s *scratch) probe(p *postings, i, edits int) {
	runes := s.runes
	n := min(len(runes), fuzzyPrefix)
	s.ask(p, hashRunes(runes[:n], -1, -1), i, edits)
	for a := 1; a < n; a++ {
		s.ask(p, hashRunes(runes[:n], a, -1), i, edits)
		for b := a + 1; edits > 1 && b < n; b++ {
			s.ask(p, hashRunes(runes[:n], a, b), i, edits)
		}
	}
}

func (s *scratch) ask(p *postings, h uint64, i, edits int) {
	if !p.bits.has(h) {
		return
	}
	for _, k := range p.of(h) {
		e := &s.m.entries[k]
		if d := int(e.runes) - len(s.runes); d > edits || -d > edits {
			continue
		}
		s.tryMisspelled(i, i, int(k), edits)
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
	from, to := s.reader.tokens[i].from, s.reader.tokens[j].to
	word := s.reader.buf[from:to]
	d := distance(s.m.keyOf(e), word)
	if d == 0 || d > edits {
		return
	}
	f := found{first: int32(i), last: int32(j), start: s.startOf(i), end: s.reader.tokens[j].end, entry: int32(k), kind: Misspelled, distance: uint8(d)}
	s.found = append(s.found, f)
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
	r, _ := utf8.DecodeRune(buf[odd.from:odd.to])
	h := hashAround(buf[tokens[first].from:odd.from], buf[odd.to:tokens[last].to], r)
	words := &s.m.fuzzy.words
	if !words.bits.has(h) {
		return
	}
	for at, slot := words.next(h, h>>words.shift); at >= 0; at, slot = words.next(h, slot) {
		e := &s.m.entries[at]
		if !strange && (e.runes < 10 || int(odd.to-odd.from)*2 > int(e.n)) {
			continue // an everyday word is a slip only inside a long name
		}
		edits := 1
		if e.runes >= 12 && odd.to-odd.from >= 7 {
			edits = 2
		}
		s.tryMisspelled(first, last, at, edits)
	}
}

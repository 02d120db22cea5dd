package match

import "unicode/utf8"

// maxWindow is how many words one name may spread over: enough for the
// longest names that people write out, and for J. P. Morgan & Co.
const maxWindow = 10

// windows looks up every run of words that begins at token i and is as long as
// a long name.
func (s *scratch) windows(i int) {
	from := int(s.reader.tokens[i].from)
	long, asked := false, false // whether a long name begins here
	for j := i; j < len(s.reader.tokens) && j < i+maxWindow; j++ {
		t := &s.reader.tokens[j]
		if j > i && !s.goesOn(i, t) {
			return
		}
		n := int(t.to) - from
		if n > s.m.longest+maxSuffix {
			return
		}
		if n >= longPrefix && !asked {
			long, asked = s.m.filter.goesOn(s.reader.buf[from:]), true
		}
		if asked && !long && int(t.from)-from >= longPrefix-1 {
			return
		}
		if n < prefixBytes {
			continue
		}
		if n < longPrefix || long {
			s.lookup(i, j, n, 0)
		}
		if t.flags&(hasDigit|hasWide|endsLikeMany) != 0 && (n < longPrefix+maxSuffix || long) {
			s.suffixed(i, j, n)
		}
	}
}

// short looks up the names of five letters and fewer at token i, of which most
// words of a text are shown by sift to hold none.
func (s *scratch) short(i int) {
	t := &s.reader.tokens[i]
	n := int(t.to - t.from)
	if t.flags&isShort != 0 {
		s.lookup(i, i, n, 0)
	}
	if t.flags&isSeamed != 0 {
		s.shortWindows(i)
	}
	if n > 2 && (n <= prefixBytes+1 && t.flags&(hasWide|endsLikeMany) != 0 || n < prefixBytes+maxNumber && t.flags&hasDigit != 0) {
		s.suffixed(i, i, n)
	}
}

func (s *scratch) shortWindows(i int) {
	from := int(s.reader.tokens[i].from)
	for j := i + 1; j < len(s.reader.tokens) && j < i+maxWindow; j++ {
		t := &s.reader.tokens[j]
		n := int(t.to) - from
		if n > prefixBytes || !s.goesOn(i, t) {
			return
		}
		if n < prefixBytes {
			s.lookup(i, j, n, 0)
		}
		if t.flags&(hasDigit|hasWide|endsLikeMany) != 0 {
			s.suffixed(i, j, n)
		}
	}
}

// goesOn tells whether a name that began at token i may run into t.
func (s *scratch) goesOn(i int, t *token) bool {
	if t.gap == gapHard {
		return false
	}
	if t.tag == 0 {
		return true
	}
	return t.flags&isInside != 0 && s.reader.tokens[i].tag != 0
}

// acronyms looks the words in capitals up among generated initials.
func (s *scratch) acronyms() {
	for i := range s.reader.tokens {
		t := &s.reader.tokens[i]
		if n := int(t.to - t.from); t.flags&(hasUpper|hasLower) == hasUpper && t.tag == 0 && n >= 3 {
			s.acronym(i, n)
		}
	}
}

func (s *scratch) acronym(i, n int) {
	t := &s.reader.tokens[i]
	h := hashKey(s.reader.buf[t.from:], n)
	if !s.m.acronyms.bits.has(h) {
		return
	}
	key := s.reader.buf[t.from:t.to]
	for at, slot := s.m.acronyms.next(h, h>>s.m.acronyms.shift); at >= 0; at, slot = s.m.acronyms.next(h, slot) {
		for k := at; k < len(s.m.entries) && s.m.isKey(&s.m.entries[k], key); k++ {
			s.exact(i, i, k, 0)
		}
	}
}

// hasLongName tells whether a name in several words was found, without which
// nobody's initials count unless the user wants them to.
func (s *scratch) hasLongName() bool {
	for i := range s.found[:min(len(s.found), maxEvidence)] {
		if s.m.entries[s.found[i].entry].flags&severalWords != 0 {
			return true
		}
	}
	return false
}

// exact adds entry k, whose letters are those of the tokens i to j, if the
// seams between the words allow it.
func (s *scratch) exact(i, j, k, cut int) bool {
	e := &s.m.entries[k]
	if e.flags&initials != 0 && s.reader.tokens[i].flags&(hasUpper|hasLower) != hasUpper {
		return false
	}
	if e.flags&(onlyHandle|onlyHashtag|onlyCashtag|withoutAnd) != 0 && !s.handleInText(i, j, e) {
		return false
	}
	splits, ok := s.seamsAgree(i, j, e)
	if !ok || splits > 0 && cut > 0 || e.flags&hasAmp != 0 && i == j && e.runes < 8 || cut > 0 && s.shouted(j, cut, e) {
		return false
	}
	f := found{first: int32(i), last: int32(j), start: s.startOf(i), end: s.reader.tokens[j].end, entry: int32(k)}
	switch {
	case e.flags&withoutS != 0:
		f.kind, f.distance = Misspelled, 1
	case cut > 0 && s.digitsBehind(j, cut):
		f.kind = Joined
	case cut > 0:
		f.kind = Possessive
	case splits > 0:
		f.kind = Split
	case e.flags&fromHandle != 0:
		f.kind = Joined
	default:
		f.kind = s.plainKind(&f, e)
	}
	if s.reader.tokens[i].tag == '#' {
		f.kind = Hashtag
	}
	s.found = append(s.found, f)
	return true
}

// shouted tells whether the suffix of a short abbreviation is a capital like
// the rest, which makes it another abbreviation: VWS is not VW's.
func (s *scratch) shouted(j, cut int, e *entry) bool {
	t := &s.reader.tokens[j]
	return cut == 1 && e.runes <= 4 && e.flags&isCapitals != 0 && t.flags&(hasUpper|hasLower) == hasUpper && !s.digitsBehind(j, cut)
}

// handleInText lets a long account name count without its @ when it is a short
// form of the brand's name (americanair), which people use as a name.
func (s *scratch) handleInText(i, j int, e *entry) bool {
	const shared = 5
	if e.flags&(onlyHashtag|onlyCashtag|withoutAnd) != 0 || e.runes < 7 || i != j {
		return false
	}
	name, key := s.m.brands[e.brand].Name, s.m.keyOf(e)
	k := 0
	for p := 0; p < len(name) && k < shared; p++ {
		if c := byte(asciiWord[name[p]]); c != 0 && c != key[k] {
			return false
		} else if c != 0 {
			k++
		}
	}
	return k == shared
}

// seamsAgree compares where the text parts the letters with where the owner
// does. Every other seam counts as a split.
func (s *scratch) seamsAgree(i, j int, e *entry) (splits int, ok bool) {
	from := s.reader.tokens[i].from
	at := 0
	for k := i + 1; k <= j; k++ {
		t := &s.reader.tokens[k]
		p := int(t.from - from)
		natural := p >= 64 || e.natural>>uint(p)&1 != 0
		switch {
		case t.gap == gapStop && !(natural && (e.flags&hasStop != 0 || t.from-s.reader.tokens[k-1].from == 1)),
			(t.gap == gapDot || t.gap == gapApos) && !natural:
			return 0, false
		case !natural:
			splits++
			at = k
		}
	}
	if splits == 0 {
		return 0, true
	}
	return splits, splits == 1 && e.flags&fromHandle == 0 && s.splitAllowed(i, at, j, e)
}

// splitAllowed asks more of a name in pieces: two everyday words side by side
// mean themselves unless the name is long.
func (s *scratch) splitAllowed(i, at, j int, e *entry) bool {
	buf, tokens := s.reader.buf, s.reader.tokens
	if e.n < prefixBytes || e.runes < 5 {
		return false
	}
	left := buf[tokens[i].from:tokens[at-1].to]
	right := buf[tokens[at].from:tokens[j].to]
	if s.m.guard.Common(left) && s.m.guard.Common(right) {
		return e.runes >= 8 && len(left) > 2 && len(right) > 2
	}
	return true
}

// plainKind tells an exact name from a folded and a joined one.
func (s *scratch) plainKind(f *found, e *entry) Kind {
	if hashText(s.text[f.start:f.end]) == e.spelling {
		return Exact
	}
	if f.first == f.last && e.flags&severalWords != 0 {
		return Joined
	}
	return Folded
}

// startOf is where the hit begins: a tag includes its sign.
func (s *scratch) startOf(i int) int32 {
	t := &s.reader.tokens[i]
	if t.tag == 0 || t.flags&isInside != 0 {
		return t.start
	}
	_, n := utf8.DecodeLastRuneInString(s.text[:t.start])
	return t.start - int32(n)
}

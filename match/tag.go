package match

import (
	"strings"
	"unicode/utf8"

	"github.com/earshot-go/earshot/match/internal/guard"
)

// tagged looks at the hashtag, account name or ticker symbol that begins at
// token i, and tells whether its words need no other look.
func (s *scratch) tagged(i int) bool {
	j := i
	for j+1 < len(s.reader.tokens) && s.reader.tokens[j+1].flags&isInside != 0 {
		j++
	}
	from, to := int(s.reader.tokens[i].from), int(s.reader.tokens[j].to)
	n := to - from
	if n > 4*maxName {
		return true
	}
	switch s.reader.tokens[i].tag {
	case '@':
		if !s.handle(i, j, n) {
			s.beyond(i, j)
		}
		return true
	case '$':
		return s.whole(i, j, n, Cashtag)
	}
	if s.whole(i, j, n, Hashtag) {
		return true
	}
	s.glued(i, j, n)
	return false
}

// beyond looks for a name that an @ stands before and that no account name can
// hold: @AT&T, @Lowe's.
func (s *scratch) beyond(i, j int) {
	if k := j + 1; k < len(s.reader.tokens) && s.reader.tokens[k].gap <= gapHyphen {
		s.decide()
		before := len(s.found)
		s.windows(i)
		s.short(i)
		s.decide()
		kept := s.found[:before]
		for _, f := range s.found[before:] {
			if int(f.last) > j {
				kept = append(kept, f)
			}
		}
		s.found = kept
	}
}

// whole looks the complete tag up, as whichever kind it would be.
func (s *scratch) whole(i, j, n int, kind Kind) bool {
	from := int(s.reader.tokens[i].from)
	key := s.reader.buf[from : from+n]
	h := hashKey(s.reader.buf[from:], n)
	if n > s.m.longest || !s.m.filter.mayHold(s.reader.buf[from:], n, h) {
		return false
	}
	any := false
	for at, slot := s.m.exact.next(h, h>>s.m.exact.shift); at >= 0; at, slot = s.m.exact.next(h, slot) {
		for k := at; k < len(s.m.entries) && s.m.isKey(&s.m.entries[k], key); k++ {
			if tagFits(kind, s.m.entries[k].flags) {
				s.found = append(s.found, found{first: int32(i), last: int32(j), start: s.startOf(i), end: s.reader.tokens[j].end, entry: int32(k), kind: kind})
				any = true
			}
		}
	}
	return any
}

// tagFits tells whether an entry may be meant by a tag of that kind.
func tagFits(kind Kind, flags uint16) bool {
	switch kind {
	case Handle:
		return flags&(onlyHashtag|onlyCashtag|initials) == 0
	case Cashtag:
		return flags&onlyCashtag != 0 || flags&(isCapitals|onlyHandle|onlyHashtag|initials) == isCapitals
	}
	return flags&(onlyCashtag|initials) == 0
}

// handle looks an account name up: whole, then as a name followed by what
// brands and their followers put behind it.
func (s *scratch) handle(i, j, n int) bool {
	if s.whole(i, j, n, Handle) {
		return true
	}
	from := int(s.reader.tokens[i].from)
	word := s.reader.buf[from : from+n]
	cut := n - 1
	if !s.m.filter.begins(hash64(load(s.reader.buf[from:], prefixBytes))) {
		cut = min(cut, prefixBytes-1)
	}
	for ; cut >= 4; cut-- {
		if !s.m.filter.mayHold(s.reader.buf[from:], cut, hashKey(s.reader.buf[from:], cut)) {
			continue
		}
		tail := isAccountTail(word[cut:])
		if (tail || s.seamAt(i, j, cut) || cut >= 6) && s.accountOf(i, j, cut, tail) {
			return true
		}
	}
	if s.m.fuzzy != nil && i == j && utf8.RuneCount(word) >= twoEdits { // account names are copied more than typed
		s.suspect(i, j)
	}
	return false
}

// accountOf adds the brand whose name is the first n bytes of the account
// name. Abbreviations and names of two meanings need a tail that brands use.
func (s *scratch) accountOf(i, j, n int, tail bool) bool {
	before := len(s.found)
	s.whole(i, j, n, Handle)
	kept := s.found[:before]
	for _, f := range s.found[before:] {
		e := &s.m.entries[f.entry]
		if f.glued = true; tail && (e.term == 0 || e.flags&isCapitals == 0) || e.flags&(ambiguous|isCapitals|variantFlags) == 0 {
			kept = append(kept, f)
		}
	}
	s.found = kept
	return len(kept) > before
}

// accountTails are what brands add to their name for their other accounts:
// services, and countries that they speak to.
var accountTails = wordSet(`support help helps care cares service customerservice official news newsroom press hq inc corp global
	us usa uk gb eu ca canada au nz anz ie india in nl be de at ch fr es it italia pt br brasil mx arg latam ir fa persian iran africa za me asia jp japan
	deals store app online jobs careers mobile tv music games webcare`)

func wordSet(words string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

func isAccountTail(word []byte) bool { return accountTails[string(word)] }

// glued finds names inside a hashtag: at its beginning, at its end, or between
// its capitals, where what is left reads as words.
func (s *scratch) glued(i, j, n int) {
	t := &s.reader.tokens[i]
	from := int(t.from)
	parted := s.parted(i, j)
	buf := s.reader.buf[from:]
	if i == j && s.m.guard.CoreBit(guard.HashAt(buf, n)) != 0 {
		return // #love, #happy: no name is hidden in them
	}
	for p := 0; p < n; p++ {
		long := s.m.filter.begins(hash64(load(buf[p:], prefixBytes)))
		seam := p == 0 || parted && s.seamAt(i, j, p)
		if !long && !seam || !utf8.RuneStart(buf[p]) {
			continue
		}
		if best := s.gluedAt(i, j, p, n, seam, long); best > 0 {
			p += best - 1
		}
	}
}

// parted tells whether the tag may have a seam inside, or letters of several
// bytes.
func (s *scratch) parted(i, j int) bool {
	return i < j || s.reader.tokens[i].flags&(hasUpper|hasDigit|hasWide) != 0
}

// gluedAt adds the longest name that stands at byte p of the tag and returns
// its length.
func (s *scratch) gluedAt(i, j, p, n int, seam, long bool) int {
	from := int(s.reader.tokens[i].from)
	buf := s.reader.buf[from+p:]
	least, most := prefixBytes, min(n-p, s.m.longest)
	if seam {
		least = 3
	}
	if !long {
		most = min(most, prefixBytes-1)
	}
	for size := most; size >= least; size-- {
		if !seam && size >= looseInside && p+size < n && !s.parted(i, j) {
			continue // restIsWords would say no
		}
		h := hashKey(buf, size)
		if s.m.filter.mayHold(buf, size, h) && s.addGlued(i, j, from+p, size, h) {
			return size
		}
	}
	return 0
}

func (s *scratch) addGlued(i, j, at, size int, h uint64) bool {
	t := &s.reader.tokens[i]
	from := int(t.from)
	key := s.reader.buf[at : at+size]
	any := false
	for k0, slot := s.m.exact.next(h, h>>s.m.exact.shift); k0 >= 0; k0, slot = s.m.exact.next(h, slot) {
		for k := k0; k < len(s.m.entries) && s.m.isKey(&s.m.entries[k], key); k++ {
			e := &s.m.entries[k]
			if e.flags&(onlyCashtag|initials|withoutAnd) != 0 || i == j && t.to-t.from <= longestWord && s.m.guard.Known(s.reader.buf[from:t.to]) || !s.restIsWords(i, j, at-from, at-from+size, e) {
				continue
			}
			s.found = append(s.found, found{first: int32(i), last: int32(j), start: s.startOf(i), end: s.reader.tokens[j].end, entry: int32(k), kind: Hashtag, glued: true})
			any = true
		}
	}
	return any
}

// restIsWords asks that what stands before and behind a name in a hashtag be
// words or numbers, or set off by a capital. The longer the name, the less is
// asked of the rest.
func (s *scratch) restIsWords(i, j, p, q int, e *entry) bool {
	from, to := int(s.reader.tokens[i].from), int(s.reader.tokens[j].to)
	before, behind := s.reader.buf[from:from+p], s.reader.buf[from+q:to]
	seamBefore, seamBehind := p == 0 || s.seamAt(i, j, p), len(behind) == 0 || s.seamAt(i, j, q)
	switch {
	case e.flags&fromHandle != 0:
		return seamBefore && seamBehind
	case e.runes <= 3:
		return e.runes == 3 && seamBefore && seamBehind && s.sameCapitals(i, j, p, e)
	case e.runes == 4 || e.runes == 5 && e.term > 0:
		return seamBefore && (seamBehind || p == 0 && (s.m.guard.Common(behind) || s.areWords(behind, maxPieces)))
	case e.runes == 5:
		return (seamBefore || s.isOneWord(before)) && (seamBehind || s.isOneWord(behind))
	case e.runes >= looseInside:
		return seamBefore || seamBehind
	}
	return (seamBefore || s.areWords(before, 0)) && (seamBehind || s.areWords(behind, 0))
}

// longestWord is the longest tag, in bytes, that may be a word of its own: the
// dictionary has hardly a longer one, and errs once in a hundred.
const longestWord = 14

// looseInside is how many letters a name has for one seam beside it to be
// enough.
const looseInside = 7

// isOneWord tells whether b is a number or a known word of three letters.
func (s *scratch) isOneWord(b []byte) bool {
	return len(b) > 2 && s.m.guard.Known(b) || len(b) > 0 && s.areWords(b, maxPieces)
}

// sameCapitals tells whether a name of three letters stands in the tag in the
// capitals that its owner gives it.
func (s *scratch) sameCapitals(i, j, p int, e *entry) bool {
	t := &s.reader.tokens[i]
	at := int(t.start) + p
	return e.flags&isCapitals == 0 || i == j && t.flags&hasWide == 0 && isUpperByte(s.text[at]) && isUpperByte(s.text[at+int(e.n)-1])
}

// maxPieces is how many everyday words, and one known word, the rest of a
// hashtag may fall into.
const maxPieces = 3

// areWords tells whether b falls into such words or numbers.
func (s *scratch) areWords(b []byte, depth int) bool {
	n := 0
	for n < len(b) && isNumber(b[n]) {
		n++
	}
	if b = b[n:]; len(b) == 0 {
		return true
	}
	if len(b) > 24 || depth == maxPieces {
		return false
	}
	if len(b) >= 2 && s.m.guard.Known(b) {
		return true
	}
	for cut := len(b) - 1; cut >= 2; cut-- {
		if utf8.RuneStart(b[cut]) && s.m.guard.Common(b[:cut]) && s.areWords(b[cut:], depth+1) {
			return true
		}
	}
	return false
}

// seamAt tells whether the tag itself parts its words at byte p: by a capital,
// a digit or an underscore.
func (s *scratch) seamAt(i, j, p int) bool {
	at := int32(p) + s.reader.tokens[i].from
	for k := i; k <= j; k++ {
		t := &s.reader.tokens[k]
		if at == t.from || at == t.to {
			return true
		}
		if at < t.to {
			return t.flags&hasWide == 0 && seamBetween(s.text[t.start:t.end], int(at-t.from))
		}
	}
	return false
}

// seamBetween tells whether word, ASCII, changes its case or its class before
// byte p.
func seamBetween(word string, p int) bool {
	if p <= 0 || p >= len(word) {
		return true
	}
	a, b := word[p-1], word[p]
	if isNumber(a) != isNumber(b) {
		return true
	}
	if isUpperByte(b) {
		return !isUpperByte(a) || p+1 < len(word) && isLower(word[p+1])
	}
	return false
}

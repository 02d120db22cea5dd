package match

import (
	"unicode/utf8"

	"github.com/earshot-go/earshot/match/internal/fold"
)

// buildSkeletons indexes names by what they look like. Names that are written
// outside ASCII have no skeleton: it is Latin letters that are imitated.
func buildSkeletons(m *Matcher) table {
	var all []int
	for i := range m.entries {
		e := &m.entries[i]
		if e.flags&(withoutAnd|withoutS|initials|onlyCashtag) == 0 && e.runes >= 4 && e.runes == e.n {
			all = append(all, i)
		}
	}
	t := newTable(len(all))
	skeleton := make([]byte, maxName+8)
	for _, i := range all {
		key := m.keyOf(&m.entries[i])
		for k, c := range key {
			skeleton[k] = fold.Skeleton(c)
		}
		clear(skeleton[len(key) : len(key)+8])
		t.put(hashKey(skeleton, len(key)), i)
	}
	return t
}

// disguised looks for names that begin in token i and whose letters are
// replaced by look-alikes: Nіke with a Cyrillic і, N1ke.
func (s *scratch) disguised(i int) {
	mixed := false
	s.bytes = s.bytes[:0]
	for j := i; j < len(s.reader.tokens) && j < i+4; j++ {
		t := &s.reader.tokens[j]
		if j > i && (!s.goesOn(i, t) || t.gap == gapStop) {
			return
		}
		word := s.reader.buf[t.from:t.to]
		if len(s.bytes)+len(word) > 3*maxName {
			return
		}
		kind := disguiseOf(word)
		if kind == foreign {
			return
		}
		mixed = mixed || kind == imitation
		s.skeleton(word)
		if mixed && len(s.bytes) >= 4 {
			s.lookupSkeleton(i, j)
		}
	}
}

// What a word's letters tell about its script.
const (
	plain = iota
	imitation
	foreign
)

// disguiseOf tells an imitation from a word of another script: it mixes
// scripts, or letters with digits that look like letters.
func disguiseOf(word []byte) int {
	var latin, digits, others, alike int
	for k := 0; k < len(word); {
		r, n := utf8.DecodeRune(word[k:])
		k += n
		switch {
		case r >= utf8.RuneSelf:
			others++
			if fold.Lookalike(r) != 0 {
				alike++
			}
		case isNumber(byte(r)):
			digits++
		default:
			latin++
		}
	}
	switch {
	case others > alike:
		return foreign
	case others > 0 && latin == 0:
		return foreign // a whole word of another script is most likely that word
	case others > 0 || digits > 0 && latin > 1:
		return imitation
	}
	return plain
}

func (s *scratch) skeleton(word []byte) {
	for k := 0; k < len(word); {
		r, n := utf8.DecodeRune(word[k:])
		k += n
		if r >= utf8.RuneSelf {
			r = rune(fold.Lookalike(r))
		}
		s.bytes = append(s.bytes, fold.Skeleton(byte(r)))
	}
}

func (s *scratch) lookupSkeleton(i, j int) {
	n := len(s.bytes)
	s.bytes = append(s.bytes, 0, 0, 0, 0, 0, 0, 0, 0)
	h := hashKey(s.bytes, n)
	s.bytes = s.bytes[:n]
	if n > maxName || !s.m.skeletons.bits.has(h) {
		return
	}
	for at, slot := s.m.skeletons.next(h, h>>s.m.skeletons.shift); at >= 0; at, slot = s.m.skeletons.next(h, slot) {
		e := &s.m.entries[at]
		if s.sameSkeleton(e) && s.imitates(i, j, e) {
			s.found = append(s.found, found{first: int32(i), last: int32(j), start: s.startOf(i), end: s.reader.tokens[j].end, entry: int32(at), kind: Homoglyph})
		}
	}
}

func (s *scratch) sameSkeleton(e *entry) bool {
	key := s.m.keyOf(e)
	if len(key) != len(s.bytes) {
		return false
	}
	for k, c := range key {
		if fold.Skeleton(c) != s.bytes[k] {
			return false
		}
	}
	return true
}

// imitates makes sure that some letter is replaced at all, and that plain i
// and l do not stand for each other between Latin letters only.
func (s *scratch) imitates(i, j int, e *entry) bool {
	if _, ok := s.seamsAgree(i, j, e); !ok {
		return false
	}
	from, to := s.reader.tokens[i].from, s.reader.tokens[j].to
	word, key := s.reader.buf[from:to], s.m.keyOf(e)
	replaced := false
	for k := 0; len(word) > 0; k++ {
		r, n := utf8.DecodeRune(word)
		word = word[n:]
		switch {
		case r == rune(key[k]):
		case r >= utf8.RuneSelf || isNumber(byte(r)) != isNumber(key[k]):
			replaced = true
		default:
			return false
		}
	}
	return replaced
}

package match

import (
	"unicode/utf8"

	"github.com/earshot-go/earshot/match/internal/fold"
)

// buildSkeletons indexes names by what they look like. Names that are written
// outside ASCII have no skeleton: it is Latin letters that are imitated.
func buildSkeletons(m *Matcher) guarded {
	var all []int
	for i := range m.entries {
		e := &m.entries[i]
		if e.flags&(withoutAnd|withoutS|initials|onlyCashtag) == 0 && e.runes >= 4 && e.runes == e.n {
			all = append(all, i)
		}
	}
	t := newGuarded(len(all))
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

// maxDisguise is how many words of a disguised name may stand on either side
// of the one that is seen to be disguised.
const maxDisguise = 3

// disguised looks for names around token i whose letters are replaced by
// look-alikes: Nіke with a Cyrillic і, N1ke, $tarbucks.
func (s *scratch) disguised(i int) {
	if disguiseOf(s.written(i)) != imitation {
		return
	}
	for first := max(0, i-maxDisguise); first <= i; first++ {
		if !s.runsOn(first, i) {
			continue
		}
		s.bytes = s.bytes[:0]
		for last := first; last < len(s.reader.tokens) && last <= i+maxDisguise; last++ {
			if last > i && !s.runsOn(last-1, last) || !s.appendSkeleton(last) {
				break
			}
			if last >= i && len(s.bytes) >= 4 {
				s.lookupSkeleton(first, last)
			}
		}
	}
}

// written is token i as it stands in the text. A dollar sign in front of a
// word is part of it here.
func (s *scratch) written(i int) string {
	t := &s.reader.tokens[i]
	if t.tag == '$' {
		return s.text[t.start-1 : t.end]
	}
	return s.text[t.start:t.end]
}

// What a word's letters tell about its script.
const (
	plain = iota
	imitation
	foreign
)

// disguiseOf tells an imitation from a word of another script: it mixes
// scripts, or letters with digits and signs that look like letters.
func disguiseOf(word string) int {
	var latin, signs, others, strange int
	for _, r := range word {
		switch {
		case r >= utf8.RuneSelf:
			if fold.Lookalike(r) != 0 {
				others++
			} else if c := fold.Default().Code(r); c >= utf8.RuneSelf {
				strange++
			} else if c > fold.Joiner {
				latin++
			}
		case isNumber(byte(r)) || r == '$':
			signs++
		default:
			latin++
		}
	}
	switch {
	case strange > 0 || others > 0 && latin+signs == 0:
		return foreign // a whole word of another script is most likely that word
	case others > 0 || signs > 0 && latin > 1:
		return imitation
	}
	return plain
}

// appendSkeleton adds what token i looks like to s.bytes, and reports whether
// it looks like anything Latin of a bearable length.
func (s *scratch) appendSkeleton(i int) bool {
	word := s.written(i)
	if len(s.bytes)+len(word) > 3*maxName || disguiseOf(word) == foreign {
		return false
	}
	table := fold.Default()
	for _, r := range word {
		switch {
		case r == '$':
			s.bytes = append(s.bytes, 's')
		case r < utf8.RuneSelf:
			s.bytes = append(s.bytes, fold.Skeleton(byte(asciiWord[r])))
		case fold.Lookalike(r) != 0:
			s.bytes = append(s.bytes, fold.Skeleton(fold.Lookalike(r)))
		default:
			if c := table.Code(r); c > fold.Joiner && c < utf8.RuneSelf {
				s.bytes = append(s.bytes, fold.Skeleton(byte(c)))
			}
		}
	}
	return true
}

func (s *scratch) lookupSkeleton(i, j int) {
	n := len(s.bytes)
	if n > maxName {
		return
	}
	s.bytes = append(s.bytes, 0, 0, 0, 0, 0, 0, 0, 0)
	h := hashKey(s.bytes, n)
	s.bytes = s.bytes[:n]
	if !s.m.skeletons.bits.has(h) {
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
	key := s.m.keyOf(e)
	replaced, k := false, 0
	for t := i; t <= j; t++ {
		for _, r := range s.written(t) {
			c := fold.Default().Code(r)
			if c <= fold.Joiner && r != '$' || k == len(key) {
				continue
			}
			switch own := rune(key[k]); {
			case r != '$' && c == uint16(own):
			case r >= utf8.RuneSelf || r == '$' || isNumber(byte(r)) != isNumber(key[k]):
				replaced = true
			default:
				return false
			}
			k++
		}
	}
	return replaced
}

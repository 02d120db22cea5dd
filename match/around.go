package match

import (
	"math/bits"
	"unicode/utf8"
)

// maxOdd is how many words a name may have for one of them to be misspelled.
const maxOdd = 4

// minRest is how many bytes of a name in several words must be right, for
// another known word to stand in for the rest.
const minRest = 5

// A gapProbe asks for the names in several words that have all words of a run
// but one.
type gapProbe struct {
	hash      uint64
	first     int32 // token
	odd, last uint8 // tokens from first on
	strange   bool  // whether nobody uses the odd word
}

// fromStart asks for long names in several words that begin at token i and of
// which a later word is another everyday word.
func (s *scratch) fromStart(i int) {
	tokens, buf := s.reader.tokens, s.reader.buf
	from := int(tokens[i].from)
	for last := i + 1; last < len(tokens) && last < i+maxOdd && s.runsOn(last-1, last); last++ {
		end := int(tokens[last].to)
		if end-from > maxName {
			return
		}
		for odd := i + 1; odd <= last; odd++ {
			a, b := int(tokens[odd].from), int(tokens[odd].to)
			if end-from < twoSlips || end-from-(b-a) < minRest || b-a < 2 {
				continue // too little for any name
			}
			first, _ := utf8.DecodeRune(buf[a:])
			h := hashGap(hashKey(buf[from:], a-from), hashKey(buf[b:], end-b), first)
			s.gaps = append(s.gaps, gapProbe{h, int32(i), uint8(odd - i), uint8(last - i), false})
		}
	}
}

// fromSecond asks for long names in several words that go on at token i, and
// whose first word is another everyday word.
func (s *scratch) fromSecond(i int) {
	tokens, buf := s.reader.tokens, s.reader.buf
	odd := i - 1
	a, from := int(tokens[odd].from), int(tokens[i].from)
	if from-a < 2 || !s.runsOn(odd, i) || tokens[odd].tag != 0 || tokens[odd].flags&isTaken != 0 {
		return
	}
	letter, _ := utf8.DecodeRune(buf[a:])
	for last := i; last < len(tokens) && last < odd+maxOdd && (last == i || s.runsOn(last-1, last)); last++ {
		rest := int(tokens[last].to) - from
		if rest > maxName {
			return
		}
		if rest >= minRest {
			s.gaps = append(s.gaps, gapProbe{hashGap(hashKey(buf[a:], 0), hashKey(buf[from:], rest), letter), int32(odd), 0, uint8(last - odd), false})
		}
	}
}

// amongNeighbours asks for names in several words of which token i, a strange
// one, is the one that is misspelled.
func (s *scratch) amongNeighbours(i int) {
	tokens, buf := s.reader.tokens, s.reader.buf
	a, b := int(tokens[i].from), int(tokens[i].to)
	letter, _ := utf8.DecodeRune(buf[a:])
	var right [maxOdd]uint64
	behind := 0
	for ; behind < maxOdd && i+behind < len(tokens) && (behind == 0 || s.runsOn(i+behind-1, i+behind)); behind++ {
		right[behind] = hashKey(buf[b:], int(tokens[i+behind].to)-b)
	}
	for before := 0; before < maxOdd && before <= i; before++ {
		if before > 0 && !s.runsOn(i-before, i-before+1) {
			return
		}
		from := int(tokens[i-before].from)
		left := hashKey(buf[from:], a-from)
		for k := max(0, 1-before); k < behind && before+k < maxOdd; k++ {
			size := int(tokens[i+k].to) - from
			if size > maxName {
				break
			}
			p := gapProbe{first: int32(i - before), odd: uint8(before), last: uint8(before + k), strange: true}
			if size <= anyFirst+1 {
				p.hash = hashGap(left, right[k], letter)
				s.gaps = append(s.gaps, p)
			}
			if size-(b-a) >= anyFirst/2 {
				p.hash = hashGap(left, right[k], 0)
				s.gaps = append(s.gaps, p)
			}
		}
	}
}

// hashGap hashes a name in several words without one of them: what stands
// before and behind that, and its first rune or 0 for any.
func hashGap(left, right uint64, first rune) uint64 {
	return hash64(bits.RotateLeft64(left^uint64(first), 31) + right)
}

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

// fillGaps tries the names that the gap probes ask for.
func (s *scratch) fillGaps() {
	gaps := &s.m.fuzzy.gaps
	kept := 0
	for _, p := range s.gaps {
		s.gaps[kept] = p
		kept += int(gaps.bits.bit(p.hash))
	}
	s.gaps = s.gaps[:kept]
	for _, p := range s.gaps {
		s.touched += gaps.offsets[p.hash>>gaps.shift]
	}
	for _, p := range s.gaps {
		s.touched += gaps.first(p.hash)
	}
	for _, p := range s.gaps {
		s.tryGap(&p, gaps.of(p.hash))
	}
}

// tryGap tries those of list whose length and letters may be a slip away.
func (s *scratch) tryGap(p *gapProbe, list []nearName) {
	first, odd, last := int(p.first), int(p.first)+int(p.odd), int(p.first)+int(p.last)
	word := s.reader.buf[s.reader.tokens[first].from:s.reader.tokens[last].to]
	x := suspect{first: p.first, last: int32(last), letters: lettersOf(word), runes: uint8(utf8.RuneCount(word))}
	gap := s.sizeOf(odd, odd)
	for _, c := range list {
		runes := c.runes()
		edits := 1
		if runes >= 12 && gap >= 7 {
			edits = 2
		}
		if !x.near(c, edits) {
			continue
		}
		if (!p.strange || gap <= 3) && (runes < twoEdits || s.sizeOf(first, last)-gap < minRest || s.onlyPlural(int(c.entry), last)) {
			continue // an everyday word is a slip only inside a long name
		}
		s.tryMisspelled(first, last, int(c.entry), edits)
	}
}

// sizeOf is how many folded bytes the tokens i to j have.
func (s *scratch) sizeOf(i, j int) int { return int(s.reader.tokens[j].to - s.reader.tokens[i].from) }

// onlyPlural tells whether the name has an s at its end that the text has not:
// best American airline.
func (s *scratch) onlyPlural(entry, last int) bool {
	key := s.m.keyOf(&s.m.entries[entry])
	return key[len(key)-1] == 's' && s.reader.buf[s.reader.tokens[last].to-1] != 's'
}

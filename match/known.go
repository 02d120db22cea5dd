package match

import "github.com/earshot-go/earshot/match/internal/sense"

// weighSense holds what is known of the name against the text around it.
func (s *scratch) weighSense(f *found, v *cueValues) {
	known := s.m.senses[f.entry]
	if known == nil {
		return
	}
	n := s.sidesOf(f.entry, known)
	v[cueLean] = (known.Lean - 5) / 2
	v[cueSenseNear], v[cueSenseMore] = number(n.near > 0), float64(min(max(n.near-1, 0), 2))
	v[cueSenseFar], v[cueSenseFarMore] = number(n.far > 0), float64(min(max(n.far-1, 0), 2))
	set, common := s.inPhrase(f, known)
	v[cueSensePhrase], v[cueCommonPhrase] = number(set), number(common && !set && !s.namedInside(f))
}

// sides is how many words of a text speak for a name and how many against it.
type sides struct{ near, far int }

// sidesOf counts them, once for every name in a text: a flood of names must
// not cost a count each.
func (s *scratch) sidesOf(entry int32, known *sense.Sense) sides {
	if n, ok := s.near.sides[entry]; ok {
		return n
	}
	var n sides
	for i := range s.reader.tokens[:min(len(s.reader.tokens), maxLanguageWords)] {
		t := &s.reader.tokens[i]
		switch word := s.reader.buf[t.from:t.to]; {
		case len(word) > maxName:
		case known.Near(word):
			n.near++
		case known.Far(word):
			n.far++
		}
	}
	if s.near.sides == nil {
		s.near.sides = make(map[int32]sides)
	}
	s.near.sides[entry] = n
	return n
}

// phraseWords is how many words a set phrase has on either side of the name.
const phraseWords = 3

// inPhrase tells whether f and up to three words on either side of it are a
// set phrase of the name's other meaning, and whether they are one of small
// words alone, such as "to Target".
func (s *scratch) inPhrase(f *found, known *sense.Sense) (set, common bool) {
	tokens, buf := s.reader.tokens, s.reader.buf
	first, last := int(f.first), int(f.last)
	for i := first; i >= 0 && i >= first-phraseWords && (i == first || tokens[i+1].gap < gapStop); i-- {
		before := buf[tokens[i].from:tokens[first].from]
		for j := last; j < len(tokens) && j <= last+phraseWords && (j == last || tokens[j].gap < gapStop); j++ {
			if (i < first || j > last) && known.Phrase(before, buf[tokens[last].to:tokens[j].to]) {
				small := s.areSmall(i, first-1) && s.areSmall(last+1, j)
				set, common = set || !small, common || small
			}
		}
	}
	return set, common
}

// areSmall tells whether the tokens i to j are all function words of some
// language.
func (s *scratch) areSmall(i, j int) bool {
	for ; i <= j; i++ {
		if t := &s.reader.tokens[i]; s.m.wordLanguages(s.reader.buf[t.from:t.to]) == 0 {
			return false
		}
	}
	return true
}

// namedInside tells whether f has its capital inside a sentence whose other
// words do not: small words stand before names as well, and the capital tells
// which it is.
func (s *scratch) namedInside(f *found) bool {
	t := &s.reader.tokens[f.first]
	return t.gap < gapStop && t.flags&(isTitle|hasLower) == isTitle|hasLower && s.near.plain
}

package match

import "github.com/earshot-go/earshot/match/internal/sense"

// weighSense holds what is known of the name against the text around it.
func (s *scratch) weighSense(f *found, v *cueValues) {
	known := s.m.senses[f.entry]
	if known == nil {
		return
	}
	v[cueLean] = (known.Lean - 5) / 2
	near, far := 0, 0
	for i := range s.reader.tokens {
		t := &s.reader.tokens[i]
		if i == maxLanguageWords {
			break
		}
		if int32(i) >= f.first && int32(i) <= f.last || t.to-t.from > maxName {
			continue
		}
		word := s.reader.buf[t.from:t.to]
		switch {
		case known.Near(word):
			near++
		case known.Far(word):
			far++
		}
	}
	v[cueSenseNear], v[cueSenseMore] = number(near > 0), float64(min(max(near-1, 0), 2))
	v[cueSenseFar], v[cueSenseFarMore] = number(far > 0), float64(min(max(far-1, 0), 2))
	v[cueSensePhrase] = number(s.inPhrase(f, known))
}

// phraseWords is how many words a set phrase has on either side of the name.
const phraseWords = 3

// inPhrase tells whether f and up to three words on either side of it are a
// set phrase of the name's other meaning.
func (s *scratch) inPhrase(f *found, known *sense.Sense) bool {
	tokens, buf := s.reader.tokens, s.reader.buf
	first, last := int(f.first), int(f.last)
	for i := first; i >= 0 && i >= first-phraseWords && (i == first || tokens[i+1].gap < gapStop); i-- {
		before := buf[tokens[i].from:tokens[first].from]
		for j := last; j < len(tokens) && j <= last+phraseWords && (j == last || tokens[j].gap < gapStop); j++ {
			if (i < first || j > last) && known.Phrase(before, buf[tokens[last].to:tokens[j].to]) {
				return true
			}
		}
	}
	return false
}

package match

import "unicode/utf8"

// What speaks for and against a name that is also a word. Each is a number
// that multiplies its weight; most are 0 or 1.
type cue uint8

const (
	cuePrior        cue = iota // the brand is marked ambiguous
	cueMildPrior               // it is not, but the term is an everyday word
	cueNear                    // a word of Near in the text
	cueMoreNear                // every further one, up to two
	cueNot                     // a phrase of Not elsewhere in the text
	cueHashtag                 // the whole hashtag
	cueGlued                   // part of a hashtag
	cueLower                   // in lower case where others begin with capitals
	cueLowerText               // in lower case in a text without capitals
	cueMiddle                  // with a capital inside a sentence
	cueBeginning               // with a capital where a sentence begins
	cueCapitals                // in capitals
	cueOwnCapitals             // in capitals as its owner writes it
	cueNameBefore              // a capitalised word before it
	cueNameAfter               // a capitalised word behind it
	cuePlace                   // "@ Name" and no more
	cuePlaceMore               // "@ Name" and more of the place's name
	cueBrands                  // another brand, without a doubt, in the text
	cueSame                    // this brand, without a doubt, elsewhere in the text
	cueArticle                 // a, an
	cueThe                     // the, my, this ...
	cueTo                      // to, and lower case: a verb
	cueAt                      // at, from, by, via, with
	cueOwner                   // with a possessive s
	cuePlural                  // in the plural
	cueForeign                 // a function word of the text's language
	cueElided                  // before an apostrophe: dell'
	cueTrade                   // a word of trade next to it: store, shares, app
	cueTradeText               // such a word in the text
	cueShort                   // two or three letters
	cueSlip                    // misspelled
	cueCommon                  // an everyday word
	cueTitle                   // a person\'s title before it: Dr. Ford
	cueComma                   // a comma and another capital behind it: Orange, California
	cueCore                    // one of the commonest words
	cueTheLower                // a determiner, and lower case
	cuePlaceComma              // "@ Name, State"
	cueLinked                  // a capitalised word beyond of, della, op ...
	cueAbbreviation            // an abbreviation of three letters or fewer that is not the name
	cueGenitive                // behind "of the" in one word: della, du
	cueTied                    // tied to the next word: gap-year
	cueLean                    // a well-known name: how much oftener it is the brand than not
	cueSenseNear               // a word that is known to stand beside the brand
	cueSenseMore               // every further one, up to two
	cueSenseFar                // a word that is known to stand beside the other meaning
	cueSenseFarMore            // every further one, up to two
	cueSensePhrase             // part of a set phrase of the other meaning
	cueBare                    // an everyday word in lower case without an article or another word of its kind before it
	cueVersion                 // a number behind it: Battlefield 4
	cueCommonPhrase            // part of such a phrase of small words alone: to target
	cues
)

var cueNames = [cues]string{"also a word", "an everyday word, though not marked", "near word", "more near words", "phrase against it",
	"hashtag", "inside a hashtag", "lower case among capitals", "lower case throughout", "capital inside a sentence", "capital at a sentence's start",
	"capitals", "its own capitals", "capitalised word before", "capitalised word behind", "place", "part of a place's name", "other brands", "same brand elsewhere",
	"indefinite article", "determiner", "verb", "preposition", "possessive", "plural", "function word of the text's language", "elided", "word of trade beside it",
	"word of trade", "two or three letters", "misspelled", "everyday word", "person's title before", "place in a list", "one of the commonest words", "determiner and lower case", "town and state", "part of a longer name", "short abbreviation", "genitive", "tied to the next word",
	"known name", "word known beside the brand", "more of these", "word known beside the other meaning", "more of those", "set phrase", "no article", "number behind", "common phrase"}

// weights turn cues into log-odds. They were fitted by logistic regression,
// with the signs that the cues must have, to hand-judged posts about some
// eighty names, each of them once with and once without what is known of the
// name beforehand, and rounded. On names that were left out of the fit such
// posts were judged rightly in 90 of 100 cases, and in 77 where nothing was
// known of the name (EARSHOT_DATA=DIR go test ./match -run HeldOut -v). [Learn]
// corrects the weights for a name.
var weights = [cues]float64{
	cuePrior:        0.5,
	cueMildPrior:    2.4,
	cueNear:         1.5,
	cueMoreNear:     0.9,
	cueNot:          -1.5,
	cueHashtag:      1.7,
	cueGlued:        -2.8,
	cueLower:        -0.3,
	cueLowerText:    0.1,
	cueMiddle:       1.0,
	cueBeginning:    0.4,
	cueCapitals:     -0.3,
	cueOwnCapitals:  1.4,
	cueNameBefore:   -1.3,
	cueNameAfter:    -1.3,
	cuePlace:        -0.3,
	cuePlaceMore:    -1.8,
	cueBrands:       0.4,
	cueSame:         2.8,
	cueArticle:      -0.6,
	cueThe:          0.6,
	cueTo:           -0.5,
	cueAt:           0.8,
	cueOwner:        0.7,
	cuePlural:       -1.2,
	cueForeign:      -3.0,
	cueElided:       -3.0,
	cueTrade:        1.2,
	cueTradeText:    0.2,
	cueShort:        -0.8,
	cueSlip:         1.5,
	cueCommon:       -0.7,
	cueTitle:        -1.5,
	cueComma:        0.0,
	cueCore:         -0.2,
	cueTheLower:     -0.3,
	cuePlaceComma:   -1.5,
	cueLinked:       -2.5,
	cueAbbreviation: -0.3,
	cueGenitive:     -2.0,
	cueTied:         -1.4,
	cueLean:         0.9,
	cueSenseNear:    1.9,
	cueSenseMore:    0.3,
	cueSenseFar:     -2.1,
	cueSenseFarMore: -1.1,
	cueSensePhrase:  -1.8,
	cueBare:         0.8,
	cueVersion:      1.7,
	cueCommonPhrase: -1.4,
}

type cueValues [cues]float64

// total is the log-odds of a set of cues.
func (v *cueValues) total() float64 {
	var sum float64
	for i, x := range v {
		sum += x * weights[i]
	}
	return sum
}

// weigh gathers what stands around f.
func (s *scratch) weigh(f *found) (v cueValues) {
	e := &s.m.entries[f.entry]
	word := s.m.keyOf(e)
	if e.flags&ambiguous != 0 {
		v[cuePrior] = 1
	} else {
		v[cueMildPrior] = 1
	}
	v[cueCommon] = number(s.m.guard.Common(word))
	v[cueCore] = number(s.m.guard.Core(word))
	v[cueShort] = number(e.n <= 3)
	v[cueAbbreviation] = number(e.n <= 3 && e.term > 0)
	v[cueSlip] = number(f.kind == Misspelled)
	s.weighContext(f, e, &v)
	s.weighSense(f, &v)
	s.weighForm(f, e, &v)
	s.weighNeighbours(f, e, &v)
	return v
}

func number(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// weighContext looks at the text as a whole.
func (s *scratch) weighContext(f *found, e *entry, v *cueValues) {
	s.gather()
	for _, x := range s.near.found {
		p := &s.m.context.phrases[x.phrase]
		switch {
		case p.brand != e.brand || x.first <= f.last && f.first <= x.last:
		case p.against:
			v[cueNot] = 1
		case v[cueNear] == 0:
			v[cueNear] = 1
		default:
			v[cueMoreNear] = min(v[cueMoreNear]+1, 2)
		}
	}
	for k := range s.found[:min(len(s.found), maxEvidence)] {
		if g := &s.found[k]; s.isSure(g) && (g.last < f.first || f.last < g.first) {
			if s.m.entries[g.entry].brand == e.brand {
				v[cueSame] = 1
			} else {
				v[cueBrands] = 1
			}
		}
	}
	v[cueForeign] = number(s.m.wordLanguages(s.m.keyOf(e))&s.near.language != 0 && f.kind != Hashtag)
	v[cueTradeText] = number(s.near.trade)
}

// isSure tells whether a hit needs no context of its own.
func (s *scratch) isSure(f *found) bool {
	e := &s.m.entries[f.entry]
	return f.kind == Handle || f.kind == Cashtag || !s.doubtful(f, e) && f.confidence >= .9
}

// doubtful tells whether the hit's words may mean something else. A name in
// several words does not, unless it is all that its brand has.
func (s *scratch) doubtful(f *found, e *entry) bool {
	return f.kind != Handle && f.kind != Cashtag && (e.flags&(ambiguous|everyday) != 0 || s.m.lessons != nil && s.m.lessons[e.brand] != nil)
}

// weighForm looks at how the name itself is written.
func (s *scratch) weighForm(f *found, e *entry, v *cueValues) {
	t := &s.reader.tokens[f.first]
	if f.kind == Hashtag {
		v[cueHashtag], v[cueGlued] = number(!f.glued), number(f.glued)
		v[cuePlural] = number(!f.glued && s.reader.tokens[f.last].to-t.from > int32(e.n))
		return
	}
	upper, lower := t.flags&hasUpper != 0, t.flags&hasLower != 0
	switch {
	case s.reader.buf[t.from] >= utf8.RuneSelf: // few other scripts have capitals
	case !upper && lower && s.near.capitals:
		v[cueLower] = 1
	case !upper:
		v[cueLowerText] = 1
	case upper && !lower && t.to-t.from > 1:
		v[cueCapitals] = 1
		v[cueOwnCapitals] = number(e.flags&isCapitals != 0 && s.near.lower)
	case t.gap >= gapStop:
		v[cueBeginning] = 1
	default:
		v[cueMiddle] = 1
	}
	if f.kind == Possessive {
		last := &s.reader.tokens[f.last]
		apostrophe := f.last > f.first && last.gap == gapApos
		v[cueOwner], v[cuePlural] = number(apostrophe), number(!apostrophe)
	}
}

// weighNeighbours looks at the words beside the name.
func (s *scratch) weighNeighbours(f *found, e *entry, v *cueValues) {
	tokens, first, last := s.reader.tokens, int(f.first), int(f.last)
	t := &tokens[first]
	place := t.flags&isPlace != 0
	if first > 0 && t.gap <= gapStop && !place {
		before := &tokens[first-1]
		word := s.reader.buf[before.from:before.to]
		switch s.m.classes[string(word)] {
		case linking:
			v[cueGenitive] = number(before.to-before.from > 2) // with its article: della, not di
		case article:
			v[cueArticle] = 1
		case determiner:
			v[cueThe] = 1
			v[cueTheLower] = number(t.flags&hasUpper == 0)
		case verbal:
			v[cueTo] = number(t.flags&hasUpper == 0)
		case preposition:
			v[cueAt] = 1
		case trade:
			v[cueTrade] = 1
		case personal:
			v[cueTitle] = 1
		default:
			v[cueNameBefore] = number(t.gap <= gapSpace && s.isName(first-1))
		}
	}
	if next := last + 1; next < len(tokens) {
		after := &tokens[next]
		switch {
		case after.gap == gapApos && f.kind != Possessive && int(after.to-after.from) > 1:
			v[cueElided] = 1
		case after.gap == gapHyphen || after.gap == gapJoiner && f.kind != Possessive && t.tag == 0:
			v[cueTied] = 1
		case after.gap == gapHard && s.text[tokens[last].end] == ',' && after.flags&isTitle != 0:
			v[cueComma] = number(after.flags&hasLower == 0 || s.isName(next))
			v[cuePlaceComma] = number(place)
		case after.gap <= gapSpace && s.m.classes[string(s.reader.buf[after.from:after.to])] == trade:
			v[cueTrade] = 1
		case after.gap <= gapSpace && after.flags&isPlace == 0:
			v[cueNameAfter] = number(s.isName(next))
		}
	}
	v[cueBare] = number(e.flags&(ambiguous|everyday) != 0 && t.flags&hasUpper == 0 && s.isBare(first))
	if next := last + 1; next < len(tokens) {
		v[cueVersion] = number(tokens[next].gap == gapSpace && s.isVersion(next))
	}
	v[cueLinked] = number(s.linked(first-1, first-2) || s.linked(last+1, last+2))
	if place {
		v[cuePlaceMore] = v[cueNameAfter]
		v[cuePlace], v[cueNameAfter] = 1-v[cueNameAfter], 0
	}
}

// isBare tells whether a word stands where a common noun would have an article:
// at the beginning of a clause, or behind a small word that is none.
func (s *scratch) isBare(i int) bool {
	tokens := s.reader.tokens
	if i == 0 || tokens[i].gap >= gapStop {
		return true
	}
	before := &tokens[i-1]
	switch s.m.classes[string(s.reader.buf[before.from:before.to])] {
	case preposition, joining:
		return true
	}
	return false
}

// isVersion tells whether token i is a number of up to four digits.
func (s *scratch) isVersion(i int) bool {
	t := &s.reader.tokens[i]
	return t.tag == 0 && t.flags&(hasDigit|hasLower|hasUpper|hasWide) == hasDigit && t.to-t.from <= 4
}

// isName tells whether token i reads like part of a name: a capital and then
// small letters, in a text that has both.
func (s *scratch) isName(i int) bool {
	t := &s.reader.tokens[i]
	return t.tag == 0 && t.flags&(isTitle|hasLower|isAmp) == isTitle|hasLower && s.near.lower
}

// linked tells whether token i is a word that links names and token j a name.
func (s *scratch) linked(i, j int) bool {
	tokens := s.reader.tokens
	if min(i, j) < 0 || max(i, j) >= len(tokens) || tokens[max(i, j)].gap > gapSpace || tokens[i].gap > gapSpace {
		return false
	}
	t := &tokens[i]
	return s.m.classes[string(s.reader.buf[t.from:t.to])] == linking && t.flags&hasUpper == 0 && s.isName(j)
}

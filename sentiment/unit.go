package sentiment

import (
	"slices"
)

// unit is what the rules work on: a word, a phrase, an emoji or a mark.
type unit struct {
	start, end int32 // bytes of the text
	clause     int32 // clauses are numbered through the text; a mark belongs to the clause that it ends
	sentence   int32
	kind       tokenKind
	flags      tokenFlags
	roles      role
	count      uint8
	settled    bool // a phrase with a negator in it, which no other one negates
	degree     float32
	valence    float32 // as the lexicon has it
	weight     float32 // what the rules make of it: the cue's strength is valence times weight
	contrast   float32 // the part of weight that a contrast made
	note       Note
}

func (u *unit) valued() bool      { return u.valence != 0 }
func (u *unit) strength() float32 { return u.valence * u.weight }
func (u *unit) symbol() bool      { return u.kind == kindEmoji || u.kind == kindEmoticon }

// look finds what the lexicon knows of every word. Where the language was found and not told, mixed lets a sentence be
// in another one than the post.
func (s *scratch) look(index int, mixed bool) {
	s.entries = append(s.entries[:0], make([]entry, len(s.tokens))...)
	lex := lexiconAt(index)
	language := index
	for i := range s.tokens {
		if mixed && index >= 0 && (i == 0 || endsSentence(s.tokens[i-1].kind)) {
			language = s.sentenceLanguage(i, index)
			lex = lexiconAt(language)
		}
		s.tokens[i].language = int8(language)
		tok := &s.tokens[i]
		if tok.kind > kindNumber || lex == nil {
			continue
		}
		e, known, free := lex.forms.glance(tok.hash)
		if e.roles == 0 && !(lex.wordsOnly && (known || free && tok.flags&(flagStretched|flagDoubled|flagApostrophe) == 0)) {
			e = lex.lookup(s, tok)
		}
		if e.roles == 0 && tok.flags&flagHashtag != 0 {
			e = lex.hashtagEnd(s.folded[tok.low:tok.high], e)
		}
		s.entries[i] = e
		if tok.high-tok.low <= longestConjunction && slices.Contains(conjunctions[language], tok.hash) {
			tok.flags |= flagJoins
		}
	}
}

// read turns the tokens into units and numbers their clauses and sentences.
func (s *scratch) read(index int, mixed bool) {
	s.look(index, mixed)
	s.units = s.units[:0]
	s.have = have{}
	var clause, sentence int32
	for i := 0; i < len(s.tokens); {
		u := s.addUnit()
		used := s.unitAt(i, u)
		if u.roles&roleContrast != 0 {
			clause++
		}
		s.have.note(u)
		u.clause, u.sentence = clause, sentence
		for j := i; j < i+used; j++ {
			s.tokens[j].clause = clause
		}
		switch u.kind {
		case kindStop, kindShout, kindAsk:
			clause++
			sentence++
		case kindComma:
			clause++
		default:
			if u.roles&roleClose != 0 {
				clause++
			}
		}
		i += used
	}
}

const longestConjunction = 3 // bytes

// conjunctions holds the hashes of "and" in every language that negates before what it negates.
var conjunctions = wordHashes(map[int]string{
	english: "and", dutch: "en", italian: "e ed", german: "und", french: "et", spanish: "y e", portuguese: "e",
})

// addUnit makes room for a unit and leaves its fields to the caller.
func (s *scratch) addUnit() *unit {
	n := len(s.units)
	if n == cap(s.units) {
		s.units = slices.Grow(s.units, n+32)
	}
	s.units = s.units[:n+1]
	return &s.units[n]
}

// have says what the units of a text have, so that rules without an object are left out.
type have struct {
	roles    role
	cues     bool                  // some unit is valued
	capitals bool                  // some valued unit is in capitals
	emphasis bool                  // some valued unit is in capitals, stretched, or typed more than once
	kinds    [kindHandle + 1]uint8 // how many, up to 255
	hashtags uint8
}

func (h *have) note(u *unit) {
	h.roles |= u.roles
	if h.kinds[u.kind] < 255 {
		h.kinds[u.kind]++
	}
	if u.flags&flagHashtag != 0 && h.hashtags < 255 {
		h.hashtags++
	}
	if u.valued() {
		h.cues = true
		h.capitals = h.capitals || u.flags&flagUpper != 0
		h.emphasis = h.emphasis || u.flags&(flagUpper|flagStretched) != 0 || u.count > 1
	}
}

// lexiconAt returns the lexicon of a language, nil for none.
func lexiconAt(index int) *lexicon {
	if index < 0 {
		return nil
	}
	return lexicons[index]()
}

// unitAt reads the unit that starts at token i and says how many tokens it takes.
func (s *scratch) unitAt(i int, u *unit) int {
	tok := &s.tokens[i]
	u.start, u.end, u.kind, u.flags, u.count = tok.start, tok.end, tok.kind, tok.flags, tok.count
	u.roles, u.note, u.valence, u.weight, u.contrast, u.degree, u.settled = 0, 0, 0, 1, 1, 1, false
	if u.symbol() {
		u.valence = symbolValence(tok)
		return 1
	}
	e, used := s.entries[i], 1
	if e.longest > 1 {
		lex := lexiconAt(int(tok.language))
		if whole, n := s.phrase(lex, i, int(e.longest)); n > 0 && !s.comparisonBehind(lex, i, whole) {
			e, used = whole, n
			u.end = s.tokens[i+n-1].end
			u.roles = s.lastRoles(i + n - 1)
			u.settled = s.hasNegator(i, i+n)
		}
	}
	u.roles |= e.roles
	if e.valence != 0 && !s.isSalutation(i) {
		u.valence = float32(e.valence) / 10
	}
	if e.degree != 0 {
		u.degree = float32(e.degree) / 100
	}
	return used
}

// comparisonBehind tells whether a phrase would eat the beginning of a comparison: "é melhor" in "é melhor que".
func (s *scratch) comparisonBehind(lex *lexicon, i int, whole entry) bool {
	if whole.roles&(roleBetter|roleWorse) != 0 {
		return false
	}
	next := s.entries[i+1]
	if next.longest < 2 {
		return false
	}
	e, n := s.phrase(lex, i+1, int(next.longest))
	return n > 0 && e.roles&(roleBetter|roleWorse) != 0
}

// hasNegator tells whether one of the tokens from one up to another negates. Such a phrase says it all: in languages that
// negate twice ("je n'ai pas aimé") the other negator must not turn it round again.
func (s *scratch) hasNegator(from, to int) bool {
	for i := from; i < to; i++ {
		if s.entries[i].roles&(roleNegBefore|roleNegAfter) != 0 {
			return true
		}
	}
	return false
}

// lastRoles lets a phrase that ends in a negator go on negating ("werkt niet" in "werkt niet goed"), and one that
// ends in a closing verb close its clause.
func (s *scratch) lastRoles(last int) role {
	roles := s.entries[last].roles & roleClose
	if s.entries[last].roles&roleNegBefore != 0 {
		roles |= roleNegates
	}
	return roles
}

// symbolValence looks an emoji up as it stands, then without what is joined to it ("heart on fire" is a heart).
func symbolValence(tok *token) float32 {
	e, ok := symbols().find(tok.hash)
	if !ok && tok.kind == kindEmoji {
		e, _ = symbols().find(runeHash(tok.low))
	}
	return float32(e.valence) / 10
}

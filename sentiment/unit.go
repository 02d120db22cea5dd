package sentiment

// unit is what the rules work on: a word, a phrase, an emoji or a mark.
type unit struct {
	start, end int32 // bytes of the text
	clause     int32 // clauses are numbered through the text; a mark belongs to the clause that it ends
	sentence   int32
	kind       tokenKind
	flags      tokenFlags
	roles      role
	count      uint8
	degree     float32
	valence    float32 // as the lexicon has it
	weight     float32 // what the rules make of it: the cue's strength is valence times weight
	contrast   float32 // the part of weight that a contrast made
	note       Note
}

func (u *unit) valued() bool      { return u.valence != 0 }
func (u *unit) strength() float32 { return u.valence * u.weight }
func (u *unit) symbol() bool      { return u.kind == kindEmoji || u.kind == kindEmoticon }

// read turns the tokens into units and numbers their clauses and sentences. Where the language was found and not told,
// mixed lets a sentence be in another one.
func (s *scratch) read(index int, mixed bool) {
	s.units = s.units[:0]
	lex := lexiconAt(index)
	var clause, sentence int32
	for i := 0; i < len(s.tokens); {
		if mixed && index >= 0 && (i == 0 || endsSentence(s.tokens[i-1].kind)) {
			lex = lexiconAt(s.sentenceLanguage(i, index))
		}
		s.units = append(s.units, unit{})
		u := &s.units[len(s.units)-1]
		used := s.unitAt(lex, i, u)
		if u.roles&roleContrast != 0 {
			clause++
		}
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

// lexiconAt returns the lexicon of a language, nil for none.
func lexiconAt(index int) *lexicon {
	if index < 0 {
		return nil
	}
	return lexicons[index]()
}

// unitAt reads the unit that starts at token i and says how many tokens it takes.
func (s *scratch) unitAt(lex *lexicon, i int, u *unit) int {
	tok := &s.tokens[i]
	u.start, u.end, u.kind, u.flags, u.count = tok.start, tok.end, tok.kind, tok.flags, tok.count
	u.weight, u.contrast, u.degree = 1, 1, 1
	if u.symbol() {
		u.valence = symbolValence(tok)
	}
	if tok.kind > kindNumber || lex == nil {
		return 1
	}
	e, ok := lex.lookup(s, tok)
	if !ok {
		return 1
	}
	used := 1
	if e.longest > 1 {
		if whole, n := lex.phrase(s.tokens, i, int(e.longest)); n > 0 && !s.comparisonBehind(lex, i, whole) {
			e, used = whole, n
			u.end = s.tokens[i+n-1].end
			u.roles = s.lastRoles(lex, i+n-1)
		}
	}
	u.roles |= e.roles
	u.valence = float32(e.valence) / 10
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
	next, _ := lex.forms.find(s.tokens[i+1].hash)
	if next.longest < 2 {
		return false
	}
	e, n := lex.phrase(s.tokens, i+1, int(next.longest))
	return n > 0 && e.roles&(roleBetter|roleWorse) != 0
}

// lastRoles lets a phrase that ends in a negator go on negating ("werkt niet" in "werkt niet goed"), and one that
// ends in a closing verb close its clause.
func (s *scratch) lastRoles(lex *lexicon, last int) role {
	e, _ := lex.forms.find(s.tokens[last].hash)
	roles := e.roles & roleClose
	if e.roles&roleNegBefore != 0 {
		roles |= roleNegates
	}
	return roles
}

// symbolValence looks an emoji up as it stands, then without what is joined to it ("heart on fire" is a heart).
func symbolValence(tok *token) float32 {
	e, ok := symbols().find(tok.hash)
	if !ok && tok.kind == kindEmoji {
		e, _ = symbols().find(tok.alt)
	}
	return float32(e.valence) / 10
}

package sentiment

// Note says what the text around a cue did to it; several may hold at once.
type Note uint16

const (
	Negated      Note = 1 << iota // "not good"
	Strengthened                  // "very good"
	Weakened                      // "a bit slow"
	Emphasized                    // capitals, stretched letters, exclamation marks
	Contrasted                    // before or after "but"
	Conditional                   // "if it works"
	Asked                         // inside a question
	Quoted                        // inside quotation marks: somebody else's words
	Compared                      // "better than"
)

// The strengths of the rules, as factors on a cue.
const (
	degreeFade      = 0.8 // each word between an intensifier and its cue
	capitalsFactor  = 1.2
	stretchFactor   = 1.15
	shoutFactor     = 1.08 // each exclamation mark, at most three
	beforeContrast  = 0.6
	afterContrast   = 1.25
	conditionalCut  = 0.5
	questionCut     = 0.6
	repeatedSymbol  = 1.2
	quoteCut        = 0.6
	quoteWords      = 3
	degreeWindow    = 3
	negationWindow  = 5
	backwardsWindow = 3
	phraseWindow    = 2
)

// judge applies every rule to the units.
func (s *scratch) judge() {
	if !s.have.cues {
		return // nothing to apply them to
	}
	if s.have.emphasis || s.have.kinds[kindShout] > 0 {
		s.emphasize()
	}
	if s.have.roles&(roleDegree|roleDegreeAfter) != 0 {
		s.intensify()
	}
	if s.have.roles&(roleNegBefore|roleNegAfter|roleNegates) != 0 {
		s.negate()
	}
	if s.have.roles&(roleContrast|roleConditional) != 0 || s.have.kinds[kindAsk] > 0 {
		s.damp()
	}
	if s.have.kinds[kindQuote] > 0 {
		s.quote()
	}
}

// emphasize reads capitals, stretching and exclamation marks. In a text without small letters capitals say nothing.
func (s *scratch) emphasize() {
	mixed := s.have.capitals && s.mixedCase()
	for i := range s.units {
		u := &s.units[i]
		switch {
		case u.kind == kindShout:
			s.shout(i)
		case !u.valued():
		case u.symbol() && u.count > 1:
			u.weight *= repeatedSymbol
		case mixed && u.flags&flagUpper != 0:
			u.weight *= capitalsFactor
			u.note |= Emphasized
		}
		if u.valued() && u.flags&flagStretched != 0 {
			u.weight *= stretchFactor
			u.note |= Emphasized
		}
	}
}

func (s *scratch) mixedCase() bool {
	var upper, other int
	for i := range s.tokens {
		if t := &s.tokens[i]; t.kind == kindWord && t.end-t.start > 1 {
			if t.flags&flagUpper != 0 {
				upper++
			} else {
				other++
			}
		}
	}
	return other > upper
}

func (s *scratch) shout(mark int) {
	factor := float32(1)
	for range min(s.units[mark].count, 3) {
		factor *= shoutFactor
	}
	for i := mark - 1; i >= 0 && s.units[i].sentence == s.units[mark].sentence; i-- {
		if u := &s.units[i]; u.valued() && !u.symbol() {
			u.weight *= factor
			u.note |= Emphasized
		}
	}
}

// intensify lets every degree word act on the nearest cue of its clause.
func (s *scratch) intensify() {
	for i := range s.units {
		u := &s.units[i]
		if u.roles&roleDegree != 0 {
			s.scale(i, +1)
		}
		if u.roles&roleDegreeAfter != 0 {
			s.scale(i, -1)
		}
	}
}

func (s *scratch) scale(degree, step int) {
	fade := float32(1)
	for i := degree + step; i >= 0 && i < len(s.units) && abs(i-degree) <= degreeWindow; i += step {
		u := &s.units[i]
		if u.clause != s.units[degree].clause {
			return
		}
		if u.valued() && !u.symbol() {
			change := 1 + (s.units[degree].degree-1)*fade
			u.weight *= change
			if change > 1 {
				u.note |= Strengthened
			} else {
				u.note |= Weakened
			}
			return
		}
		fade *= degreeFade
	}
}

func abs(n int) int { return max(n, -n) }

// negate lets every negator act on one cue: the next of its clause, or, where the language allows, the last before it.
func (s *scratch) negate() {
	for i := range s.units {
		roles := s.units[i].roles
		if roles&(roleNegates|roleNegBefore) == roleNegates {
			s.negateFrom(i, +1, phraseWindow)
			continue
		}
		if roles&roleNegBefore != 0 && s.negateFrom(i, +1, negationWindow) {
			continue
		}
		if roles&roleNegAfter != 0 {
			s.negateFrom(i, -1, backwardsWindow)
		}
	}
}

func (s *scratch) negateFrom(negator, step, window int) bool {
	for i := negator + step; i >= 0 && i < len(s.units) && abs(i-negator) <= window; i += step {
		u := &s.units[i]
		if u.clause != s.units[negator].clause || u.flags&flagJoins != 0 {
			return false
		}
		if !u.valued() || u.symbol() {
			continue
		}
		if u.note&Negated == 0 && !u.settled {
			u.note |= Negated
			u.weight *= negation(u.valence)
		}
		return true
	}
	return false
}

// negation is the factor of "not": not good is nearly bad, not terrible is only a little good.
func negation(valence float32) float32 {
	if valence < 0 {
		return -0.35
	}
	return -(0.5 + 0.45/max(valence, 0.5))
}

// damp weighs down what is not said outright: conditions, questions, and what a "but" takes back.
func (s *scratch) damp() {
	for i := range s.units {
		u := &s.units[i]
		switch {
		case u.roles&roleContrast != 0:
			s.weigh(i, -1, beforeContrast, Contrasted, sameSentence)
			s.weigh(i, +1, afterContrast, Contrasted, sameSentence)
		case u.roles&roleConditional != 0:
			s.weigh(i, +1, conditionalCut, Conditional, sameClause)
		case u.kind == kindAsk:
			s.weigh(i, -1, questionCut, Asked, sameSentence)
		}
	}
}

// quote weighs down what stands in quotation marks: somebody else says it. Only a quote of several words within a
// longer text counts, for one word in quotation marks is often meant with all force.
func (s *scratch) quote() {
	open := -1
	for i := range s.units {
		if s.units[i].kind != kindQuote {
			continue
		}
		if open < 0 {
			open = i
			continue
		}
		if words := i - open - 1; words >= quoteWords && len(s.units)-words-2 >= quoteWords {
			s.weighQuote(open, i)
		}
		open = -1
	}
}

func (s *scratch) weighQuote(from, to int) {
	for i := from + 1; i < to; i++ {
		if u := &s.units[i]; u.valued() {
			u.weight *= quoteCut
			u.note |= Quoted
		}
	}
}

func sameSentence(a, b *unit) bool { return a.sentence == b.sentence }
func sameClause(a, b *unit) bool   { return a.clause == b.clause }

func (s *scratch) weigh(from, step int, factor float32, note Note, within func(a, b *unit) bool) {
	for i := from + step; i >= 0 && i < len(s.units) && within(&s.units[i], &s.units[from]); i += step {
		u := &s.units[i]
		if u.valued() && !u.symbol() && u.note&note == 0 {
			u.weight *= factor
			u.note |= note
			if note == Contrasted {
				u.contrast = factor
			}
		}
	}
}

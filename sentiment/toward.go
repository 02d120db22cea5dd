package sentiment

// Toward scores how the text speaks of the thing named in text[start:end] (bytes). Offsets outside the text are
// clamped to it. What the clause of that name says counts most; where it says nothing, the whole text stands in.
func (s *Scorer) Toward(text string, start, end int) Score {
	w := scratches.Get().(*scratch)
	defer scratches.Put(w)
	text, start, end = window(text, start, end)
	index := s.prepare(w, text)
	return w.judgeToward(s.family, index, start, end).score
}

// window clamps the span and cuts out of a very long text the part around it.
func window(text string, start, end int) (string, int, int) {
	start = max(0, min(start, len(text)))
	end = max(start, min(end, len(text)))
	if len(text) <= maxText {
		return text, start, end
	}
	from := max(0, min(start-maxText/2, len(text)-maxText))
	return text[from : from+maxText], start - from, min(end-from, maxText)
}

// How far a cue may stand from the name, and what the cues beyond count where those within already speak.
const (
	beyondClause   = 0.2
	beyondSentence = 0.15
	distanceScale  = 12  // units; at this distance a cue of the same clause counts half
	leastHeard     = 0.4 // strength below which a clause or a sentence is silent
)

// aim fills weights: how much each unit has to do with the span. The clause of the name speaks first; where it is
// silent its sentence does, and where that is silent too the whole text. It tells whether the name is compared with another.
func (s *scratch) aim(start, end int) (compared bool) {
	s.weights = s.weights[:0]
	at := s.unitOf(start)
	if at < 0 {
		return false
	}
	last := at
	for last+1 < len(s.units) && int(s.units[last+1].start) < end {
		last++
	}
	for i := range s.units {
		weight := s.nearness(i, at, start, end)
		if s.units[i].valued() && !s.units[i].symbol() {
			weight *= s.ownership(i, at, last)
		}
		s.weights = append(s.weights, weight)
	}
	if s.verbLast {
		s.predicate(last)
	}
	s.verdict(last)
	target := &s.units[at]
	inClause := func(u *unit) bool { return u.clause == target.clause }
	inSentence := func(u *unit) bool { return u.sentence == target.sentence }
	switch {
	case s.heard(inClause) >= leastHeard:
		s.hush(inClause, beyondClause)
		s.hush(inSentence, beyondSentence)
	case s.heard(inSentence) >= leastHeard:
		s.hush(inSentence, beyondSentence)
	}
	return s.compare(at)
}

// heard is the summed strength of the cues that are within.
func (s *scratch) heard(within func(*unit) bool) float32 {
	var sum float32
	for i := range s.units {
		if u := &s.units[i]; u.valued() && within(u) {
			sum += max(u.strength(), -u.strength()) * s.weights[i]
		}
	}
	return sum
}

// hush weighs down what is not within.
func (s *scratch) hush(within func(*unit) bool, factor float32) {
	for i := range s.units {
		if !within(&s.units[i]) {
			s.weights[i] *= factor
		}
	}
}

// Where a language puts the verb last, the first cue behind a name is what is said of it, and all others count less.
const (
	predicateWindow = 6
	besidePredicate = 0.3
)

// predicate lets the first cue behind the name outweigh the rest.
func (s *scratch) predicate(last int) {
	for i := last + 1; i < len(s.units) && i <= last+predicateWindow && s.units[i].clause == s.units[last].clause; i++ {
		if u := &s.units[i]; !u.valued() || u.symbol() {
			continue
		}
		for j := range s.weights {
			if j != i {
				s.weights[j] *= besidePredicate
			}
		}
		return
	}
}

// verdictWeight is for a clause that is nothing but a verdict on the name before it: "breakfast at Acme, lovely".
const verdictWeight = 1.8

// verdict weighs up the next clause of the sentence if it names nothing of its own.
func (s *scratch) verdict(last int) {
	clause := s.units[last].clause + 1
	first := last + 1
	for first < len(s.units) && s.units[first].clause < clause {
		if s.units[first].valued() || first > last+1 && s.isContent(first) {
			return // the name's own clause goes on
		}
		first++
	}
	end := first
	for ; end < len(s.units) && s.units[end].clause == clause; end++ {
		if s.isContent(end) || s.units[end].roles&roleContrast != 0 || s.units[end].sentence != s.units[last].sentence {
			return
		}
	}
	for i := first; i < end; i++ {
		s.weights[i] *= verdictWeight
	}
}

// unitOf returns the unit that covers or follows a byte.
func (s *scratch) unitOf(at int) int {
	for i := range s.units {
		if int(s.units[i].end) > at {
			return i
		}
	}
	return len(s.units) - 1
}

func (s *scratch) nearness(i, at, start, end int) float32 {
	u, target := &s.units[i], &s.units[at]
	if int(u.start) >= start && int(u.end) <= end {
		return 0 // a name says nothing of itself: "Great Western"
	}
	if u.clause != target.clause {
		return 1
	}
	weight := 1 / (1 + float32(abs(i-at))/distanceScale)
	if u.note&Contrasted != 0 {
		weight /= u.contrast // what "but" takes back of the whole stays true of the name
	}
	return weight
}

const comparisonStrength = 3.2 // in lexicon valence

// compareLast reads a comparison whose adjective comes last, as in Persian "A than B better-is".
func (s *scratch) compareLast(than, at int) bool {
	for i := than + 1; i < len(s.units) && i <= than+comparisonWindow && s.units[i].clause == s.units[than].clause; i++ {
		u := &s.units[i]
		if u.roles&(roleComparative|roleBetter) != roleComparative || !u.valued() {
			continue
		}
		loses := at > than && at < i
		return s.side(i, loses != (u.valence > 0))
	}
	return false
}

const comparisonWindow = 6

// compare turns "better than" into praise for what stands before it and blame for what follows; "I prefer this over
// that" and "I switched from that to this" name both behind the verb.
func (s *scratch) compare(at int) (compared bool) {
	for i := range s.units {
		u := &s.units[i]
		if u.sentence != s.units[at].sentence {
			continue
		}
		switch u.roles & (roleBetter | roleWorse | roleComparative) {
		case roleBetter:
			compared = s.side(i, at < i)
		case roleWorse:
			compared = s.side(i, at > i)
		case roleBetter | roleComparative:
			if at > i {
				compared = s.side(i, !s.thanBetween(i, at))
			}
		case roleWorse | roleComparative:
			if at > i {
				compared = s.side(i, s.thanBetween(i, at))
			}
		}
		if u.roles&roleThan != 0 {
			compared = s.compareLast(i, at) || compared
		}
	}
	return compared
}

// side makes a comparison's marker a cue for or against the name, and reports that it did.
func (s *scratch) side(marker int, wins bool) bool {
	u := &s.units[marker]
	u.valence, u.weight = -comparisonStrength, 1
	if wins {
		u.valence = comparisonStrength
	}
	u.note |= Compared
	s.weights[marker] = 1
	return true
}

// thanBetween tells whether the name stands behind the "over" of "I prefer this over that".
func (s *scratch) thanBetween(from, to int) bool {
	for i := from + 1; i < to; i++ {
		if s.units[i].roles&roleThan != 0 {
			return true
		}
	}
	return false
}

// owner says to whom a cue next to a noun belongs: "fantastic sauce" praises the sauce and not the cook.
const (
	ownCue     = 1.3
	foreignCue = 0.4
)

// ownership is the factor on cue i by the noun that it stands at: the one behind it, or before it in languages that put
// adjectives last.
func (s *scratch) ownership(i, first, last int) float32 {
	for _, step := range s.nounSides {
		near := i + step
		if near >= first && near <= last {
			return ownCue
		}
		if !s.isContent(near) || s.units[near].clause != s.units[i].clause {
			continue
		}
		far := near
		for s.isContent(far+step) && (far+step < first || far+step > last) {
			far += step
		}
		if s.joined(far, first, last) || far+step >= first && far+step <= last {
			return 1
		}
		return foreignCue
	}
	return 1
}

// isContent tells whether a unit is a word that no lexicon has: most nouns.
func (s *scratch) isContent(i int) bool {
	if i < 0 || i >= len(s.units) {
		return false
	}
	u := &s.units[i]
	return u.kind == kindWord && u.roles == 0 && u.end-u.start > 2
}

// joined tells whether unit i and the name stand in one row: "great food and service".
func (s *scratch) joined(i, first, last int) bool {
	from, to := i+1, first
	if i > last {
		from, to = last+1, i
	}
	if to-from > 3 || to-from < 1 {
		return false
	}
	for ; from < to; from++ {
		u := &s.units[from]
		if u.kind != kindComma && (u.roles&roleFunction == 0 || u.end-u.start > 3) {
			return false
		}
	}
	return true
}

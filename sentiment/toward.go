package sentiment

// Toward scores how the text speaks of the thing named in text[start:end] (bytes). Offsets outside the text are
// clamped to it. What the clause of that name says counts most; where it says nothing, the whole text stands in.
func (s *Scorer) Toward(text string, start, end int) Score {
	w := scratches.Get().(*scratch)
	defer scratches.Put(w)
	text, start, end = window(text, start, end)
	index := s.prepare(w, text)
	w.aim(start, end)
	return w.score(index, w.weights)
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

// Weights of a cue by where it stands relative to the name.
const (
	sameClauseWeight   = 1.0
	sameSentenceWeight = 0.45
	otherWeight        = 0.2
	distanceScale      = 8 // units; at this distance a cue counts half
)

// aim fills weights: how much each unit has to do with the span.
func (s *scratch) aim(start, end int) {
	s.weights = s.weights[:0]
	at := s.unitOf(start)
	for i := range s.units {
		s.weights = append(s.weights, s.nearness(i, at, start, end))
	}
	if !s.speaks(0.5) {
		for i := range s.weights {
			s.weights[i] = 1
		}
	}
	if at >= 0 {
		s.compare(at)
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
	if int(u.start) < end && int(u.end) > start {
		return 0 // a name says nothing of itself: "Great Western"
	}
	weight := float32(otherWeight)
	switch {
	case u.clause == target.clause:
		weight = sameClauseWeight
	case u.sentence == target.sentence:
		weight = sameSentenceWeight
	}
	return weight / (1 + float32(abs(i-at))/distanceScale)
}

// speaks tells whether cues near the name are heard at all.
func (s *scratch) speaks(least float32) bool {
	var heard float32
	for i := range s.units {
		strength := s.units[i].strength() * s.weights[i]
		heard += max(strength, -strength)
	}
	return heard >= least
}

// compare turns "better than" into praise for what stands before it and blame for what follows.
func (s *scratch) compare(at int) {
	for i := range s.units {
		u := &s.units[i]
		if u.roles&(roleBetter|roleWorse) == 0 || u.sentence != s.units[at].sentence {
			continue
		}
		side := float32(2.2)
		if u.roles&roleWorse != 0 {
			side = -side
		}
		if i < at {
			side = -side
		}
		u.valence, u.weight = side, 1
		u.note |= Compared
		s.weights[i] = 1
	}
}

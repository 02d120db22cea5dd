package match

// judge gives every hit its confidence: first those that need no context,
// then those that may mean something else, in the light of the first.
func (s *scratch) judge() {
	doubts := false
	for i := range s.found {
		f := &s.found[i]
		f.confidence = s.confidence(f)
		e := &s.m.entries[f.entry]
		doubts = doubts || e.flags&initials != 0 || s.doubtful(f, e)
	}
	if doubts {
		s.introduceInitials()
	}
	for i := range s.found {
		f := &s.found[i]
		if e := &s.m.entries[f.entry]; doubts && s.doubtful(f, e) {
			v := s.weigh(f)
			f.confidence *= sigmoid(v.total() + s.learned(f))
		}
		if len(s.m.context.phrases) > 0 {
			s.excluded(f)
		}
	}
}

// introduceInitials lets initials in capitals count where the long form stands
// in the same text.
func (s *scratch) introduceInitials() {
	for i := range s.found {
		f := &s.found[i]
		if e := &s.m.entries[f.entry]; e.flags&initials != 0 && s.reader.tokens[f.first].flags&hasLower == 0 && s.hasLongForm(e.brand) {
			f.confidence = trust[Initialism]
		}
	}
}

func (s *scratch) hasLongForm(brand int32) bool {
	for i := range s.found[:min(len(s.found), maxEvidence)] {
		if e := &s.m.entries[s.found[i].entry]; e.brand == brand && e.flags&severalWords != 0 && e.flags&initials == 0 {
			return true
		}
	}
	return false
}

// excluded takes a hit that is part of a phrase of Not out.
func (s *scratch) excluded(f *found) {
	if _, _, ok := s.holder(f); ok {
		f.confidence = min(f.confidence, .1)
	}
}

// holder returns the first and last token of a phrase of Not that f is part of.
func (s *scratch) holder(f *found) (first, last int32, ok bool) {
	if !s.m.context.has[s.m.entries[f.entry].brand] {
		return 0, 0, false
	}
	s.gather()
	brand := s.m.entries[f.entry].brand
	for _, x := range s.near.found {
		p := &s.m.context.phrases[x.phrase]
		if p.against && p.brand == brand && x.first <= f.last && f.first <= x.last && x.last > x.first {
			return x.first, x.last, true
		}
	}
	return 0, 0, false
}

// trust is an estimate of how often a hit of its kind names the brand, where
// the name is nobody else's.
var trust = [...]float64{Exact: .98, Folded: .96, Possessive: .93, Joined: .96, Split: .85, Hashtag: .95,
	Handle: .99, Cashtag: .97, Initialism: .7, Misspelled: .8, Homoglyph: .9}

func (s *scratch) confidence(f *found) float64 {
	e := &s.m.entries[f.entry]
	c := trust[f.kind]
	if f.kind == Misspelled {
		c -= .1 * (float64(f.cost) - .5)
	}
	if f.glued {
		c -= .07
	}
	if s.reader.tokens[f.first].tag == 0 && s.isUnderscored(f) {
		return .3 // somebody's account name without its sign: lambo_fan_22
	}
	if e.runes <= 3 && f.kind != Handle && f.kind != Cashtag && !s.shortEnough(f, e) {
		return .2
	}
	if e.flags&initials != 0 {
		f.kind, c = Initialism, trust[Initialism]
		if !s.m.opts.Initialisms || s.reader.tokens[f.first].flags&hasLower != 0 {
			c = .2
		}
	}
	return c
}

// isUnderscored tells whether an underscore ties more words to the hit.
func (s *scratch) isUnderscored(f *found) bool {
	return f.start > 0 && s.text[f.start-1] == '_' || int(f.end) < len(s.text) && s.text[f.end] == '_'
}

// shortEnough tells whether a name of two or three letters is written as one:
// in capitals where the owner does so, or at least not like an everyday word.
func (s *scratch) shortEnough(f *found, e *entry) bool {
	t := &s.reader.tokens[f.first]
	if e.runes <= 2 && f.kind == Hashtag && !s.wholeTag(f) {
		return false
	}
	if e.flags&isCapitals == 0 || t.flags&hasLower == 0 || f.kind == Hashtag {
		return true
	}
	word := s.reader.buf[t.from:t.to]
	return e.runes == 3 && !s.m.guard.Common(word)
}

// wholeTag tells whether a hit is all of its hashtag.
func (s *scratch) wholeTag(f *found) bool {
	next := int(f.last) + 1
	return s.reader.tokens[f.first].flags&isInside == 0 && (next == len(s.reader.tokens) || s.reader.tokens[next].flags&isInside == 0)
}

package match

// judge gives every hit its confidence.
func (s *scratch) judge() {
	for i := range s.found {
		f := &s.found[i]
		f.confidence = s.confidence(f)
	}
}

// trust is how often a hit of its kind named the brand on hand-checked posts,
// where the name is nobody else's.
var trust = [...]float64{Exact: .98, Folded: .96, Possessive: .93, Joined: .96, Split: .85, Hashtag: .95,
	Handle: .99, Cashtag: .97, Initialism: .7, Misspelled: .8, Homoglyph: .9}

func (s *scratch) confidence(f *found) float64 {
	e := &s.m.entries[f.entry]
	c := trust[f.kind]
	if f.kind == Misspelled {
		c -= .1 * float64(f.distance-1)
	}
	if f.glued {
		c -= .07
	}
	if e.runes <= 3 && f.kind != Handle && f.kind != Cashtag && !s.shortEnough(f, e) {
		return .2
	}
	if e.flags&initials != 0 {
		if !s.m.opts.Initialisms || s.reader.tokens[f.first].flags&hasLower != 0 {
			return .2
		}
		f.kind = Initialism
		c = trust[Initialism]
	}
	return c
}

// shortEnough tells whether a name of two or three letters is written as one:
// in capitals where the owner does so, or at least not like an everyday word.
func (s *scratch) shortEnough(f *found, e *entry) bool {
	t := &s.reader.tokens[f.first]
	if e.flags&isCapitals == 0 || t.flags&hasLower == 0 || f.kind == Hashtag {
		return true
	}
	word := s.reader.buf[t.from:t.to]
	return e.runes == 3 && !s.m.guard.Common(word)
}

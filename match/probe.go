package match

import "math/bits"

// A probe asks for the names that are stored under one hash of a suspect.
type probe struct {
	hash    uint64
	suspect int32
}

// answer tries the names that the probes ask for. As with candidates, one kind
// of load is done for all probes before the next.
func (s *scratch) answer() {
	near := &s.m.fuzzy.near
	kept := 0
	for _, p := range s.probes {
		s.probes[kept] = p
		kept += int(near.bits.bit(p.hash))
	}
	s.probes = s.probes[:kept]
	for _, p := range s.probes {
		s.touched += near.offsets[p.hash>>near.shift]
	}
	for _, p := range s.probes {
		s.touched += near.first(p.hash)
	}
	for _, p := range s.probes {
		s.tryNear(&s.suspects[p.suspect], near.of(p.hash))
	}
}

// tryNear tries those of list that may be a slip away.
func (s *scratch) tryNear(x *suspect, list []nearName) {
	for _, c := range list {
		if edits := mayHave(c.runes()); x.near(c, edits) {
			s.tryMisspelled(int(x.first), int(x.last), int(c.entry), edits)
		}
	}
}

// near tells whether the length and the letters of a name leave it possible
// that so many edits part it from x.
func (x *suspect) near(c nearName, edits int) bool {
	d := c.runes() - int(x.runes)
	if d < 0 {
		d = -d
	}
	return d <= edits && bits.OnesCount32((c.traits^x.letters)<<(32-letterBits)) <= 2*edits-d
}

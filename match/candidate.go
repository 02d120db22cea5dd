package match

// A candidate is a run of letters that the filter does not tell from a name.
// Candidates are gathered for a whole text and then looked up together: each
// look-up is a load from a distant part of memory or two, and the processor
// waits for all of them at once when no decision stands between them.
type candidate struct {
	hash        uint64
	first, last int32  // tokens
	n           uint16 // bytes of the name
	cut         uint16 // bytes behind them that are a suffix
}

// lookup notes what the first n bytes from token i on may name, which end in
// token j; cut is how many bytes of the text behind them are a suffix.
func (s *scratch) lookup(i, j, n, cut int) {
	buf := s.reader.buf[s.reader.tokens[i].from:]
	if h := hashKey(buf, n); s.m.filter.mayHold(buf, n, h) {
		s.candidates = append(s.candidates, candidate{hash: h, first: int32(i), last: int32(j), n: uint16(n), cut: uint16(cut)})
	}
}

// decide adds what the candidates name, and forgets them.
func (s *scratch) decide() {
	s.approach()
	m := s.m
	for k := range s.candidates {
		c := &s.candidates[k]
		from := s.reader.tokens[c.first].from
		key := s.reader.buf[from : from+int32(c.n)]
		for at, slot := m.exact.next(c.hash, c.hash>>m.exact.shift); at >= 0; at, slot = m.exact.next(c.hash, slot) {
			for e := at; e < len(m.entries) && m.isKey(&m.entries[e], key); e++ {
				s.exact(int(c.first), int(c.last), e, int(c.cut))
			}
		}
	}
	s.candidates = s.candidates[:0]
}

// approach loads the slots and entries that decide will look at, and drops
// candidates without one. Adding up what
// they hold keeps the compiler from dropping the loads.
func (s *scratch) approach() {
	m := s.m
	for k := range s.candidates {
		s.touched += m.exact.slots[s.candidates[k].hash>>m.exact.shift].value
	}
	kept := s.candidates[:0]
	for _, c := range s.candidates {
		if at, _ := m.exact.next(c.hash, c.hash>>m.exact.shift); at >= 0 {
			s.touched += uint32(m.entries[at].n)
			kept = append(kept, c)
		}
	}
	s.candidates = kept
}

package query

import (
	"cmp"
	"slices"
)

// collect appends where a placed clause stands, at most that many times. Terms
// come as they are; groups of near terms as the stretches of text that reach
// farthest, without those that lie inside others, since whatever is near the
// inner stretch is near the outer one as well.
func (s *state) collect(n *node, most int) {
	switch n.op {
	case opTerm:
		s.find(n.term, most)
	case opOr:
		for _, k := range n.kids {
			from := len(s.spans)
			if s.collect(k, most); most > 0 && len(s.spans) > from {
				return
			}
		}
	case opNear:
		s.near(n, n.gaps[0], most)
	case opChain:
		s.chain(n, most)
	}
}

// all stands for every place where a count of places is asked for.
const all = -1

// near appends the stretches from one side to the other, in either order.
func (s *state) near(n *node, gap, most int) {
	base := len(s.spans)
	s.collect(n.kids[0], all)
	middle := len(s.spans)
	if middle == base {
		return
	}
	s.collect(n.kids[1], all)
	end := len(s.spans)
	if end == middle {
		s.spans = s.spans[:base]
		return
	}
	if n.kids[0].plain() && n.kids[1].plain() {
		s.link(base, middle, end, gap, most)
		if most < 0 || len(s.spans) == end {
			s.link(middle, end, end, gap, most, base)
		}
	} else {
		s.stretch(base, middle, end, gap)
	}
	s.settle(base, end)
	s.prune(base)
}

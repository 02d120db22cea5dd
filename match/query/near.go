package query

import (
	"cmp"
	"slices"
)

// collect appends where a placed clause stands: everywhere, or one place.
// Terms come as they are; near groups as the stretches of text that reach
// farthest, without those inside others, since whatever is near the inner
// stretch is near the outer one too.
func (s *state) collect(n *node, one bool) {
	switch n.op {
	case opTerm:
		s.find(n.term, one)
	case opOr:
		from := len(s.spans)
		for _, k := range n.kids {
			if s.collect(k, one); one && len(s.spans) > from {
				return
			}
		}
	case opNear:
		s.near(n, n.gaps[0], one)
	case opChain:
		s.chain(n, one)
	}
}

// A stage is a piece of the spans of a state.
type stage struct{ from, to int }

// gather collects a clause as a stage: the places of a plain one, or only the
// longest stretches.
func (s *state) gather(n *node, plain bool) stage {
	from := len(s.spans)
	s.collect(n, false)
	if plain {
		slices.SortFunc(s.spans[from:], byLast)
		s.spans = s.spans[:from+len(slices.CompactFunc(s.spans[from:], samePlace))]
	} else {
		s.prune(from)
	}
	return stage{from, len(s.spans)}
}

func byLast(a, b span) int {
	return cmp.Or(cmp.Compare(a.last, b.last), cmp.Compare(a.first, b.first))
}

func byFirst(a, b span) int {
	return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.last, b.last))
}

func byHead(a, b span) int {
	return cmp.Or(cmp.Compare(a.head, b.head), cmp.Compare(b.last, a.last))
}

func samePlace(a, b span) bool { return a.first == b.first && a.last == b.last }

// near appends the stretches from one side to the other. Two words count as
// near only where they do not overlap; a stretch may overlap what is near it.
func (s *state) near(n *node, gap int, one bool) {
	base := len(s.spans)
	plain := n.kids[0].plain() && n.kids[1].plain()
	left := s.gather(n.kids[0], plain)
	if left.from == left.to {
		return
	}
	right := s.gather(n.kids[1], plain)
	if plain {
		s.link(left, right, gap, one)
		if !one || len(s.spans) == right.to {
			s.link(right, left, gap, one)
		}
	} else {
		s.stretch(left, right, int32(gap))
		s.stretch(right, left, int32(gap))
	}
	s.settle(base, right.to)
	s.prune(base)
}

// chain appends the stretches that go through all groups in order.
func (s *state) chain(n *node, one bool) {
	base := len(s.spans)
	s.gather(n.kids[0], true)
	for i, k := range n.kids[1:] {
		left := stage{base, len(s.spans)}
		if left.from == left.to {
			return
		}
		right := s.gather(k, true)
		s.link(left, right, n.gaps[i], one && i == len(n.gaps)-1)
		s.settle(base, right.to)
	}
	s.prune(base)
}

// link appends every span of right that has one of left before it, with at
// most gap words between, together with the farthest head among those.
func (s *state) link(left, right stage, gap int, one bool) {
	slices.SortFunc(s.spans[left.from:left.to], byLast)
	slices.SortFunc(s.spans[right.from:right.to], byFirst)
	low := left.from
	for j := right.from; j < right.to; j++ {
		y := s.spans[j]
		for low < left.to && s.spans[low].last < y.first-1-int32(gap) {
			low++
		}
		linked := false
		head := y.first
		for k := low; k < left.to && s.spans[k].last < y.first; k++ {
			head, linked = min(head, s.spans[k].head), true
		}
		if !linked {
			continue
		}
		y.head = head
		s.spans = append(s.spans, y)
		if one {
			return
		}
	}
}

// stretch appends, for every span of a, the stretch that joins it to the first
// one of b within reach. Asked both ways round this gives all the longest:
// a stretch that ends with some span is longest if it begins with the first
// one in reach. Both stages are pruned, so their heads and ends only rise.
func (s *state) stretch(a, b stage, gap int32) {
	low := b.from
	for i := a.from; i < a.to; i++ {
		x := s.spans[i]
		for low < b.to && s.spans[low].last < x.head-1-gap {
			low++
		}
		if low < b.to && s.spans[low].head <= x.last+1+gap {
			s.spans = append(s.spans, hull(x, s.spans[low]))
		}
	}
}

func hull(x, y span) span {
	return span{head: min(x.head, y.head), last: max(x.last, y.last)}
}

// settle moves what was appended behind from down to base.
func (s *state) settle(base, from int) {
	n := copy(s.spans[base:], s.spans[from:])
	s.spans = s.spans[:base+n]
}

// prune leaves, from base on, only the stretches that lie in no other.
func (s *state) prune(base int) {
	found := s.spans[base:]
	slices.SortFunc(found, byHead)
	kept := found[:0]
	for _, v := range found {
		if len(kept) == 0 || v.last > kept[len(kept)-1].last {
			kept = append(kept, v)
		}
	}
	s.spans = s.spans[:base+len(kept)]
}

package query

import (
	"cmp"
	"slices"
)

// Append appends the spans that made the document match, in the order of the
// document, Title before Text, none inside another: all hits of the terms that
// are asked for, and of near terms those within the stretch that holds them.
// Excluded terms have none. If the query does not match, Append appends
// nothing.
func (q *Query) Append(dst []Span, d *Document) []Span {
	if q.empty() {
		return dst
	}
	s := q.state(d)
	defer q.release(s)
	if s.truth(q.root) != True {
		return dst
	}
	from := len(dst)
	dst = s.markAll(dst, q.root)
	slices.SortStableFunc(dst[from:], inReadingOrder)
	return dropInner(dst, from)
}

func inReadingOrder(a, b Span) int {
	return cmp.Or(cmp.Compare(a.Part, b.Part), cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
}

// dropInner leaves out, from that index on, the spans that lie in another.
func dropInner(spans []Span, from int) []Span {
	kept := spans[:from]
	for _, v := range spans[from:] {
		if n := len(kept); n == from || kept[n-1].Part != v.Part || v.End > kept[n-1].End {
			kept = append(kept, v)
		}
	}
	return kept
}

// markAll appends the hits of a clause, those of a term once however often the
// clause names it.
func (s *state) markAll(dst []Span, n *node) []Span {
	s.marked = slices.Grow(s.marked[:0], s.q.terms)[:s.q.terms]
	clear(s.marked)
	return s.mark(dst, n)
}

// mark appends the hits of a clause that is true.
func (s *state) mark(dst []Span, n *node) []Span {
	switch n.op {
	case opAnd, opOr:
		for _, k := range n.kids {
			if n.op == opAnd || s.truth(k) == True {
				dst = s.mark(dst, k)
			}
		}
	case opTerm:
		if !s.marked[n.term.id] {
			s.marked[n.term.id] = true
			dst = s.markTerm(dst, n, stage{})
		}
	case opNear, opChain:
		from := len(s.spans)
		s.collect(n, false)
		dst = s.markWithin(dst, n, stage{from, len(s.spans)})
		s.spans = s.spans[:from]
	}
	return dst
}

// markWithin appends the hits of the terms of n that lie in some stretch.
func (s *state) markWithin(dst []Span, n *node, stretches stage) []Span {
	if n.op == opTerm {
		return s.markTerm(dst, n, stretches)
	}
	for _, k := range n.kids {
		dst = s.markWithin(dst, k, stretches)
	}
	return dst
}

// markTerm appends the hits of a term, those in the stretches if there are any.
func (s *state) markTerm(dst []Span, n *node, stretches stage) []Span {
	from := len(s.spans)
	s.find(n.term, false)
	within := s.spans[stretches.from:stretches.to]
	for _, v := range s.spans[from:] {
		if len(within) > 0 && !inside(within, v) {
			continue
		}
		dst = append(dst, Span{Part: partOf(v.first), Start: int(v.start), End: int(v.end), Term: n.key})
	}
	s.spans = s.spans[:from]
	return dst
}

// inside looks for the stretch that may hold v: the last one that begins
// before it ends reaches farthest.
func inside(stretches []span, v span) bool {
	at, _ := slices.BinarySearchFunc(stretches, v.first, func(x span, p int32) int {
		if x.head <= p {
			return -1
		}
		return 1
	})
	return at > 0 && v.last <= stretches[at-1].last
}

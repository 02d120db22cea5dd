package query

// A Set asks many queries about a document and reads the document only once:
// for routes, tags and filters. It does not change, and any number of
// goroutines may use it. The zero Set has no queries.
type Set struct {
	roots []*node
	all   Query // the words of all queries
}

// NewSet makes a set. The queries go on being usable by themselves; a nil
// query matches nothing.
func NewSet(queries ...*Query) *Set {
	s := &Set{roots: make([]*node, len(queries))}
	s.all.words = newVocabulary()
	for i, q := range queries {
		if !q.empty() {
			s.roots[i] = s.adopt(q.root)
		}
	}
	s.all.pool.New = newState
	return s
}

// adopt copies a clause, with the words numbered as in the set.
func (s *Set) adopt(n *node) *node {
	out := *n
	out.kids, out.plan = nil, nil
	for _, k := range n.kids {
		out.kids = append(out.kids, s.adopt(k))
	}
	if n.term != nil {
		t := *n.term
		t.elements = append([]element(nil), t.elements...)
		for i := range t.elements {
			t.elements[i].id = s.all.words.add(t.elements[i].word)
		}
		out.term = &t
	}
	out.order()
	return &out
}

// Append appends the numbers of the queries that match the document, counted
// from zero in the order given to [NewSet], the lowest first. It does not
// allocate if dst has room.
func (s *Set) Append(dst []int, d *Document) []int {
	if len(s.roots) == 0 {
		return dst
	}
	state := s.all.state(d)
	defer s.all.release(state)
	for i, root := range s.roots {
		if root != nil && state.truth(root) == True {
			dst = append(dst, i)
		}
	}
	return dst
}

package match

import (
	"cmp"
	"slices"
)

// resolve leaves the best hit where several overlap: the surest enough, then
// the longest. Hits below the threshold never push a better one out.
func (s *scratch) resolve() {
	apart := true
	for i := range s.found {
		s.possessiveTail(&s.found[i])
		apart = apart && (i == 0 || s.found[i-1].last < s.found[i].first)
	}
	if apart {
		return
	}
	slices.SortFunc(s.found, s.better)
	s.owner = append(s.owner[:0], make([]int32, len(s.reader.tokens))...)
	kept := s.found[:0]
	for _, f := range s.found {
		if s.shadowed(kept, &f) {
			continue
		}
		f.next = s.owner[f.first]
		kept = append(kept, f)
		for t := f.first; t <= f.last; t++ {
			s.owner[t] = int32(len(kept))
		}
	}
	s.found = kept
	slices.SortFunc(s.found, func(a, b found) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end), cmp.Compare(s.m.entries[a.entry].brand, s.m.entries[b.entry].brand))
	})
}

func (s *scratch) better(a, b found) int {
	told := s.m.opts.threshold()
	return cmp.Or(
		-cmp.Compare(rank(a.confidence >= told), rank(b.confidence >= told)),
		-cmp.Compare(rank(a.kind != Misspelled), rank(b.kind != Misspelled)),
		-cmp.Compare(a.end-a.start, b.end-b.start),
		-cmp.Compare(a.confidence, b.confidence),
		cmp.Compare(a.distance, b.distance),
		cmp.Compare(a.start, b.start),
		cmp.Compare(s.m.entries[a.entry].brand, s.m.entries[b.entry].brand),
		cmp.Compare(s.m.entries[a.entry].term, s.m.entries[b.entry].term),
		cmp.Compare(a.entry, b.entry),
	)
}

func rank(b bool) int {
	if b {
		return 1
	}
	return 0
}

// shadowed tells whether a better hit stands where f does. Two brands may
// share exactly the same words, or different names in one hashtag. s.owner has
// for every token the last hit that took it, which leads to those before.
func (s *scratch) shadowed(kept []found, f *found) bool {
	brand := s.m.entries[f.entry].brand
	for t := f.first; t <= f.last; t++ {
		for k, steps := s.owner[t], 0; k > 0; k, steps = kept[k-1].next, steps+1 {
			g := &kept[k-1]
			if s.m.entries[g.entry].brand == brand || !s.mayShare(f, g) || steps == maxShare {
				return true
			}
		}
	}
	return false
}

// maxShare bounds how many brands one place in a text may name.
const maxShare = 64

func (s *scratch) mayShare(f, g *found) bool {
	if g.start != f.start || g.end != f.end || f.kind == Misspelled {
		return false
	}
	return f.glued || g.glued || s.m.entries[g.entry].n == s.m.entries[f.entry].n
}

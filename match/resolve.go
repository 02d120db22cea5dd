package match

import (
	"cmp"
	"slices"
)

// resolve leaves the best hit where several overlap: the surest enough, then
// the longest. Hits below the threshold never push a better one out. Most
// texts have few hits and hardly an overlap, so hits are sorted only within
// runs that overlap each other.
func (s *scratch) resolve() {
	for i := range s.found {
		s.possessiveTail(&s.found[i])
	}
	if !slices.IsSortedFunc(s.found, byPlace) {
		slices.SortStableFunc(s.found, byPlace)
	}
	kept := 0
	for from := 0; from < len(s.found); {
		to, reach := from+1, s.found[from].last
		for to < len(s.found) && s.found[to].first <= reach {
			reach = max(reach, s.found[to].last)
			to++
		}
		kept += copy(s.found[kept:], s.best(s.found[from:to]))
		from = to
	}
	s.found = s.found[:kept]
}

func byPlace(a, b found) int { return cmp.Compare(a.first, b.first) }

// best leaves of a run of overlapping hits those that no better one shadows,
// in text order.
func (s *scratch) best(run []found) []found {
	if len(run) == 1 {
		return run
	}
	slices.SortFunc(run, s.better)
	base := slices.MinFunc(run, byPlace).first
	size := int32(0)
	for i := range run {
		size = max(size, run[i].last-base+1)
	}
	s.owner = append(s.owner[:0], make([]int32, size)...)
	kept := run[:0]
	for _, f := range run {
		if s.shadowed(kept, &f, base) {
			continue
		}
		f.next = s.owner[f.first-base]
		kept = append(kept, f)
		for t := f.first; t <= f.last; t++ {
			s.owner[t-base] = int32(len(kept))
		}
	}
	slices.SortFunc(kept, func(a, b found) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end), cmp.Compare(s.m.entries[a.entry].brand, s.m.entries[b.entry].brand))
	})
	return kept
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
// for every token from base on the last hit that took it, which leads to those before.
func (s *scratch) shadowed(kept []found, f *found, base int32) bool {
	brand := s.m.entries[f.entry].brand
	for t := f.first; t <= f.last; t++ {
		for k, steps := s.owner[t-base], 0; k > 0; k, steps = kept[k-1].next, steps+1 {
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

package insight

import (
	"cmp"
	"slices"
)

// kept is how many posts stand as evidence for a figure.
const kept = 3

// best keeps the posts with the most engagement, then the most reach, then the
// oldest. The order is total, so that merging is associative and commutative.
type best []Post

func (b *best) add(p Post, limit int) {
	at, found := slices.BinarySearchFunc(*b, p, byWeight)
	if found || at >= limit {
		return
	}
	*b = slices.Insert(*b, at, p)
	*b = (*b)[:min(len(*b), limit)]
}

func (b *best) merge(o best, limit int) {
	for _, p := range o {
		b.add(p, limit)
	}
}

func byWeight(a, b Post) int {
	return cmp.Or(
		cmp.Compare(b.Engagement.Or(-1), a.Engagement.Or(-1)),
		cmp.Compare(b.Reach.Or(-1), a.Reach.Or(-1)),
		a.Time.Compare(b.Time),
		cmp.Compare(a.Source, b.Source),
		cmp.Compare(a.ID, b.ID),
		cmp.Compare(a.Brand, b.Brand),
	)
}

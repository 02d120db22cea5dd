package insight

import (
	"cmp"
	"slices"
)

// A sample keeps the posts with the smallest hashes: a fair sample that does not
// depend on the order in which posts come, and adds up across shards.
type sample []sampled

type sampled struct {
	Hash uint64 `json:"hash,string"`
	Post Post   `json:"post"`
}

func (s *sample) add(hash uint64, p Post, limit int) {
	at, found := slices.BinarySearchFunc(*s, sampled{hash, p}, bySample)
	if found || at >= limit {
		return
	}
	*s = slices.Insert(*s, at, sampled{hash, p})
	*s = (*s)[:min(len(*s), limit)]
}

func (s *sample) merge(o sample, limit int) {
	for _, p := range o {
		s.add(p.Hash, p.Post, limit)
	}
}

func bySample(a, b sampled) int {
	return cmp.Or(cmp.Compare(a.Hash, b.Hash), cmp.Compare(a.Post.Brand, b.Post.Brand))
}

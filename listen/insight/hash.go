package insight

import (
	"github.com/earshot-go/earshot/listen"
)

// hashOf is FNV-1a over the parts, each ended by a byte that stands in no text,
// and mixed, so that all its bits are fit for a sketch. It is the same in every
// process, which a merge across shards needs.
func hashOf(parts ...string) uint64 {
	h := uint64(14695981039346656037)
	for _, part := range parts {
		for i := range len(part) {
			h = (h ^ uint64(part[i])) * 1099511628211
		}
		h = (h ^ 0xff) * 1099511628211
	}
	return mixed(h)
}

// mixed is the finalizer of SplitMix64 (Steele, Lea and Flood 2014).
func mixed(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

func postHash(m *listen.Mention) uint64 { return hashOf(m.Source, m.Post.ID) }

// unitHash identifies who speaks: posts of one author hang together, and a post
// by nobody known stands alone.
func unitHash(m *listen.Mention) uint64 {
	if key := authorKey(m); key != "" {
		return hashOf("author", key)
	}
	return hashOf("post", m.Source, m.Post.ID)
}

// clusterHash is the same for a post and what the listener took for its copies,
// on any source of that listener.
func clusterHash(m *listen.Mention) uint64 {
	if m.AlsoSeen != nil {
		return hashOf(m.AlsoSeen.First.Source, m.AlsoSeen.First.ID)
	}
	return postHash(m)
}

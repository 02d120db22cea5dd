package listen

import "crypto/sha256"

// maxSeen bounds the memory of posts. When it is full the oldest is forgotten,
// so that a repeat from before the last maxSeen posts would count again.
const maxSeen = 1 << 17

type postKey [16]byte

// keyOf identifies a post within all sources. A cryptographic hash, because
// whoever can make two ids collide could hide the second post behind the first.
func keyOf(src, id string) postKey {
	buf := make([]byte, 0, 256)
	buf = append(buf, src...)
	buf = append(buf, 0)
	buf = append(buf, id...)
	sum := sha256.Sum256(buf)
	return postKey(sum[:16])
}

// A memory remembers posts, their version and the brands they named.
type memory struct {
	posts map[postKey]remembered
	order []postKey // a ring once it is full
	next  int
}

type remembered struct {
	version uint64
	brands  []int32 // nil for most posts
}

func newMemory() *memory { return &memory{posts: make(map[postKey]remembered)} }

func (m *memory) get(key postKey) (remembered, bool) {
	r, ok := m.posts[key]
	return r, ok
}

func (m *memory) put(key postKey, r remembered) {
	if _, known := m.posts[key]; !known {
		m.claimSlot(key)
	}
	m.posts[key] = r
}

func (m *memory) claimSlot(key postKey) {
	if len(m.order) < maxSeen {
		m.order = append(m.order, key)
		return
	}
	delete(m.posts, m.order[m.next])
	m.order[m.next] = key
	m.next = (m.next + 1) % maxSeen
}

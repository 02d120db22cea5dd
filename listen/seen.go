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
	ring  []postKey // in the order of arrival; its start moves once it is full
	next  int
	count uint64 // of all posts ever put
}

type remembered struct {
	version uint64
	order   uint64  // when it came among all posts
	brands  []int32 // nil for most posts
}

func newMemory() *memory { return &memory{posts: make(map[postKey]remembered)} }

func (m *memory) get(key postKey) (remembered, bool) {
	r, ok := m.posts[key]
	return r, ok
}

// put remembers a post and returns the one that is forgotten for it, if any.
func (m *memory) put(key postKey, r remembered) (forgotten postKey, forgot bool) {
	before, known := m.posts[key]
	if known {
		r.order = before.order
	} else {
		r.order = m.count + 1
		forgotten, forgot = m.claimSlot(key)
	}
	m.count = max(m.count, r.order)
	m.posts[key] = r
	return forgotten, forgot
}

// restore takes up a post of an earlier run, which keeps its order.
func (m *memory) restore(key postKey, r remembered) {
	m.claimSlot(key)
	m.count = max(m.count, r.order)
	m.posts[key] = r
}

func (m *memory) claimSlot(key postKey) (forgotten postKey, forgot bool) {
	if len(m.ring) < maxSeen {
		m.ring = append(m.ring, key)
		return forgotten, false
	}
	forgotten = m.ring[m.next]
	delete(m.posts, forgotten)
	m.ring[m.next] = key
	m.next = (m.next + 1) % maxSeen
	return forgotten, true
}

package listen

import (
	"crypto/sha256"
	"encoding/binary"
)

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

// A memory remembers posts, their version and the brands they named. The posts
// lie in a ring in the order of arrival, and are found by a table with open
// addressing and linear probing, whose keys are hashes already: a post that is
// new, as most are, costs one look at one line of memory. What is forgotten
// stays in the table until that is made anew, which costs less than to take out
// each, since the table is four times as large as what it holds then.
type memory struct {
	ring  []post // its start moves once it is full
	next  int
	table []slot // a power of two
	used  int    // slots that are not free
	count uint64 // of all posts ever put
}

type post struct {
	key postKey
	remembered
}

type remembered struct {
	version uint64
	order   uint64  // when it came among all posts
	brands  []int32 // nil for most posts
}

// A slot leads to a post: its lower bits tell the place in the ring, from 1,
// and the others a part of the key, so that hardly any other post is looked at.
// The zero slot is free.
type slot uint32

const (
	placeBits = 18 // maxSeen must fit
	placeMask = 1<<placeBits - 1
)

func newMemory() *memory { return &memory{table: make([]slot, 1024)} }

// home tells where in a table of any size a key would best stand.
func (k *postKey) home() uint32 { return binary.LittleEndian.Uint32(k[:]) }

// slot is the one that leads to a key at a place in the ring.
func (k *postKey) slot(place int) slot {
	return slot(binary.LittleEndian.Uint32(k[4:])&^placeMask | uint32(place+1))
}

func (s slot) place() int { return int(s&placeMask) - 1 }

// find returns where in the table a key stands, or the free slot where it
// would.
func (m *memory) find(key *postKey) (at uint32, known bool) {
	mask, wanted := uint32(len(m.table)-1), key.slot(0)
	for at = key.home() & mask; ; at = (at + 1) & mask {
		s := m.table[at]
		if s == 0 {
			return at, false
		}
		if s&^placeMask == wanted&^placeMask && m.ring[s.place()].key == *key {
			return at, true
		}
	}
}

func (m *memory) get(key postKey) (remembered, bool) {
	at, known := m.find(&key)
	if !known {
		return remembered{}, false
	}
	return m.ring[m.table[at].place()].remembered, true
}

// put remembers a post and returns the one that is forgotten for it, if any.
func (m *memory) put(key postKey, r remembered) (forgotten postKey, forgot bool) {
	if at, known := m.find(&key); known {
		held := &m.ring[m.table[at].place()]
		r.order = held.order
		held.remembered = r
		return forgotten, false
	}
	r.order = m.count + 1
	return m.restore(key, r)
}

// restore takes up a post that is new here, with its order.
func (m *memory) restore(key postKey, r remembered) (forgotten postKey, forgot bool) {
	m.count = max(m.count, r.order)
	place := len(m.ring)
	if place < maxSeen {
		m.ring = append(m.ring, post{key, r})
	} else {
		place = m.next
		forgotten, forgot = m.ring[place].key, true
		m.ring[place] = post{key, r}
		m.next = (m.next + 1) % maxSeen
	}
	if 8*(m.used+1) > 5*len(m.table) {
		m.index()
	} else {
		m.enter(key, place)
	}
	return forgotten, forgot
}

// enter leads to the post at a place, which is new.
func (m *memory) enter(key postKey, place int) {
	at, _ := m.find(&key)
	m.table[at] = key.slot(place)
	m.used++
}

// index makes the table anew, with at least four slots for each post.
func (m *memory) index() {
	size := len(m.table)
	for size < 4*len(m.ring) {
		size *= 2
	}
	if size == len(m.table) {
		clear(m.table)
	} else {
		m.table = make([]slot, size)
	}
	m.used = 0
	for place := range m.ring {
		m.enter(m.ring[place].key, place)
	}
}

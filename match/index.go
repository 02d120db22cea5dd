package match

import (
	"encoding/binary"
	"math/bits"
)

// prefixBytes is how much of a folded name must agree before whole names are
// looked up. Six bytes part most words of a text from most names, and shorter
// names are few enough to be asked for whole.
const prefixBytes = 6

// longPrefix is the same for runs of words: what no name begins with need not
// be made longer.
const longPrefix = 12

// hash64 spreads a word over 64 bits (Lemire's folded multiply).
func hash64(w uint64) uint64 {
	hi, lo := bits.Mul64(w^0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93)
	return hi ^ lo
}

// load reads the first n bytes of b, at most eight, as a number. Eight bytes
// must be there, whatever n is.
func load(b []byte, n int) uint64 {
	w := binary.LittleEndian.Uint64(b)
	if n < 8 {
		w &= 1<<(8*uint(n)) - 1
	}
	return w
}

// hashKey hashes the first n bytes of b, of which n+8 are there.
func hashKey(b []byte, n int) uint64 {
	h := hash64(load(b, n))
	for k := 8; k < n; k += 8 {
		h = hash64(bits.RotateLeft64(h, 23) ^ load(b[k:], n-k))
	}
	return h
}

// A bitset answers "surely not" or "perhaps" in one load: a Bloom filter with
// two bits for each hash, both in one word.
type bitset struct {
	words []uint64
	shift uint
}

// newBitset has room for n hashes at eight to sixteen bits each: small enough
// for the second-level cache at a hundred thousand names.
func newBitset(n int) bitset {
	log := max(bits.Len(uint(n))-3, 3)
	return bitset{words: make([]uint64, 1<<log), shift: uint(64 - log)}
}

func (s *bitset) add(h uint64) { s.words[h>>s.shift] |= twoBits(h) }

func (s *bitset) has(h uint64) bool {
	b := twoBits(h)
	return s.words[h>>s.shift]&b == b
}

// bit is has as a number, without a branch.
func (s *bitset) bit(h uint64) uint64 {
	w := s.words[h>>s.shift]
	return w >> (h & 63) & (w >> (h >> 6 & 63)) & 1
}

// mark and isMarked answer a second question about the same hashes out of the
// same word, which is in the cache by then.
func (s *bitset) mark(h uint64) { s.words[h>>s.shift] |= twoBits(h >> 12) }

func (s *bitset) isMarked(h uint64) bool {
	b := twoBits(h >> 12)
	return s.words[h>>s.shift]&b == b
}

func twoBits(h uint64) uint64 { return 1<<(h&63) | 1<<(h>>6&63) }

// A guarded table asks a bitset before it looks.
type guarded struct {
	table
	bits bitset
}

func newGuarded(n int) guarded { return guarded{newTable(n), newBitset(n)} }

func (t *guarded) put(h uint64, value int) {
	t.bits.add(h)
	t.table.put(h, value)
}

// A table finds the first entry of a hash: open addressing, a quarter to two
// thirds full.
type table struct {
	slots []slot
	shift uint
}

type slot struct {
	check uint32 // the low half of the hash
	value uint32 // one more than the value, so that zero is empty
}

func newTable(n int) table {
	log := max(bits.Len(uint(n+n/2)), 4)
	return table{slots: make([]slot, 1<<log), shift: uint(64 - log)}
}

// put stores value for h. A second value for the same hash is kept too, behind
// the first.
func (t *table) put(h uint64, value int) {
	i := h >> t.shift
	for t.slots[i].value != 0 {
		i = (i + 1) & uint64(len(t.slots)-1)
	}
	t.slots[i] = slot{check: uint32(h), value: uint32(value) + 1}
}

// next returns the value stored for h at or after slot i, and where to go on.
// It returns -1 when there is none.
func (t *table) next(h, i uint64) (value int, after uint64) {
	for {
		s := t.slots[i]
		i = (i + 1) & uint64(len(t.slots)-1)
		if s.value == 0 {
			return -1, i
		}
		if s.check == uint32(h) {
			return int(s.value) - 1, i
		}
	}
}

// hashText hashes a spelling (FNV-1a): it is compared instead of the spelling,
// which lies somewhere else in memory.
func hashText(text string) uint32 {
	h := uint32(2166136261)
	for i := range len(text) {
		h = (h ^ uint32(text[i])) * 16777619
	}
	return h
}

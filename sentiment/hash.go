package sentiment

import "encoding/binary"

const (
	hashSeed  = 0xcbf29ce484222325
	hashPrime = 0x100000001b3
	wordPrime = 0xD6E8FEB86659FD93
)

// hashByte adds a byte to the hash of a symbol.
func hashByte(h uint64, c byte) uint64 { return (h ^ uint64(c)) * hashPrime }

// hashBytes is the hash of a folded word, taken eight bytes at a time.
func hashBytes(b []byte) uint64 {
	h := uint64(len(b)) * wordPrime
	for len(b) >= 8 {
		h = mixHash(h ^ binary.LittleEndian.Uint64(b))
		b = b[8:]
	}
	if cap(b) >= 8 { // the buffer goes on behind the word: read on and leave out what is not its
		return mixHash(h ^ binary.LittleEndian.Uint64(b[:8])&(1<<(8*len(b))-1))
	}
	var tail uint64
	for i, c := range b {
		tail |= uint64(c) << (8 * i)
	}
	return mixHash(h ^ tail)
}

func mixHash(h uint64) uint64 {
	h *= wordPrime
	return (h ^ h>>32) * wordPrime
}

// joinHash makes the key of a phrase from the keys of its words.
func joinHash(h, next uint64) uint64 {
	h ^= next + 0x9E3779B97F4A7C15 + h<<6 + h>>2
	return h * 0xff51afd7ed558ccd
}

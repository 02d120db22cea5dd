// Package guard knows which words people really use, so that none of them is
// taken for a misspelled name.
//
// The words are shipped as three Bloom filters, not as lists: what is asked is
// only whether a word is known, and one word in a hundred that is not may be
// taken for one that is.
package guard

import (
	_ "embed"
	"encoding/binary"
	"math/bits"
	"sync"
)

//go:generate go run ./gen -words words -out words.bin
//go:embed words.bin
var packed []byte

// shipped reads the filters at first use: the commonest words, everyday words
// and all. They are never changed.
var shipped = sync.OnceValue(func() (f [3]Filter) {
	rest := packed
	for i := range f {
		n := binary.LittleEndian.Uint32(rest)
		f[i] = filterOf(rest[4 : 4+n])
		rest = rest[4+n:]
	}
	return f
})

// A Filter is a Bloom filter in blocks of one cache line. Putze, Sanders and
// Singler, "Cache-, Hash- and Space-Efficient Bloom Filters" (2007).
type Filter struct{ blocks [][8]uint64 }

// NewFilter has room for n words at about ten bits each.
func NewFilter(n int) Filter { return Filter{make([][8]uint64, n*10/512+1)} }

func filterOf(b []byte) Filter {
	f := Filter{make([][8]uint64, len(b)/64)}
	for i := range f.blocks {
		for k := range f.blocks[i] {
			f.blocks[i][k] = binary.LittleEndian.Uint64(b[i*64+k*8:])
		}
	}
	return f
}

// Append adds the filter's bytes to b.
func (f Filter) Append(b []byte) []byte {
	for i := range f.blocks {
		for _, w := range f.blocks[i] {
			b = binary.LittleEndian.AppendUint64(b, w)
		}
	}
	return b
}

// Add puts a folded word in.
func (f Filter) Add(word []byte) {
	h := Hash(word)
	block, picks := f.block(h), mix(h)
	for range 6 {
		block[picks>>6&7] |= 1 << (picks & 63)
		picks >>= 9
	}
}

// has is 1 when a word of that hash was put in, or looks so, and 0 otherwise.
// Six tests without a branch cost less than the branches would.
func (f Filter) has(h uint64) uint64 {
	if len(f.blocks) == 0 {
		return 0
	}
	b, p := f.block(h), mix(h)
	return b[p>>6&7] >> (p & 63) & (b[p>>15&7] >> (p >> 9 & 63)) & (b[p>>24&7] >> (p >> 18 & 63)) &
		(b[p>>33&7] >> (p >> 27 & 63)) & (b[p>>42&7] >> (p >> 36 & 63)) & (b[p>>51&7] >> (p >> 45 & 63)) & 1
}

func (f Filter) block(h uint64) *[8]uint64 {
	i, _ := bits.Mul64(h, uint64(len(f.blocks)))
	return &f.blocks[i]
}

// Hash hashes a folded word.
func Hash(word []byte) uint64 {
	h := uint64(len(word))
	for len(word) >= 8 {
		h = mix(h ^ binary.LittleEndian.Uint64(word))
		word = word[8:]
	}
	var last uint64
	for i, c := range word {
		last |= uint64(c) << (8 * i)
	}
	return mix(h ^ last)
}

// HashAt is Hash of the first n bytes of b, behind which eight more must be.
func HashAt(b []byte, n int) uint64 {
	h := uint64(n)
	k := 0
	for ; n-k >= 8; k += 8 {
		h = mix(h ^ binary.LittleEndian.Uint64(b[k:]))
	}
	return mix(h ^ binary.LittleEndian.Uint64(b[k:])&(1<<(8*uint(n-k))-1))
}

func mix(x uint64) uint64 {
	hi, lo := bits.Mul64(x^0x9E3779B97F4A7C15, 0xA0761D6478BD642F)
	return hi ^ lo
}

// Words answers for the shipped words and for a user's own.
type Words struct {
	core, everyday, known, own Filter
}

// New adds own words, folded, to those that are shipped.
func New(own []string) *Words {
	f := shipped()
	w := &Words{core: f[0], everyday: f[1], known: f[2]}
	if len(own) > 0 {
		w.own = NewFilter(2 * len(own))
	}
	for _, word := range own {
		w.own.Add([]byte(word))
	}
	return w
}

// Known tells whether people use the folded word.
func (w *Words) Known(word []byte) bool { return w.KnownHash(Hash(word)) }

// KnownHash is Known for a word of that hash.
func (w *Words) KnownHash(h uint64) bool { return w.KnownBit(h) != 0 }

// KnownBit is KnownHash as 1 or 0, for loops that must not branch.
func (w *Words) KnownBit(h uint64) uint64 { return w.known.has(h) | w.own.has(h) }

// Common tells whether it is an everyday word.
func (w *Words) Common(word []byte) bool { return w.everyday.has(Hash(word)) != 0 }

// Core tells whether it is one of the ten thousand commonest.
func (w *Words) Core(word []byte) bool { return w.CoreBit(Hash(word)) != 0 }

// CoreBit is Core as 1 or 0, for a word of that hash. All these words are
// known, and their filter is so small that it stays near the processor.
func (w *Words) CoreBit(h uint64) uint64 { return w.core.has(h) }

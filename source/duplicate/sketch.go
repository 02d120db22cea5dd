package duplicate

import "math/bits"

// Nearness is the share of common pairs of words from which on two texts are
// taken to say the same. It was chosen on 229,129 posts of Twitter: of 40 pairs
// between 0.6 and 0.7 that a person read, all were one text, cut or with a
// comment; of 58 between 0.5 and 0.6, four were not, but announcements of one
// form about different things.
const Nearness = 0.6

const (
	// nearFrom is how many words a text must have to be compared word by
	// word, and sameFrom to be compared as a whole.
	nearFrom = 20
	drawFrom = 14
	sameFrom = 6
	// compared is how many words of a text are compared.
	compared = 512
	// rows is the number of hash functions, bands how many groups of them
	// are looked up: two texts with six tenths in common share at least one
	// of 16 groups of 4 in nine cases of ten, with eight tenths nearly always.
	rows     = 64
	bands    = 16
	bandRows = rows / bands
)

// sketch holds the lowest hash of a text's pairs of words by each of many hash
// functions, shortened. The share of equal ones is the share of common pairs.
type sketch [rows]uint16

// factors make the hash functions: odd numbers from SplitMix64.
var factors = func() (f [rows]uint64) {
	state := uint64(20261122)
	for i := range f {
		state += 0x9e3779b97f4a7c15
		f[i] = mix(state) | 1
	}
	return f
}()

func draw(words []uint64) *sketch {
	words = words[:min(len(words), compared)]
	var lowest [rows]uint64
	for i := range lowest {
		lowest[i] = ^uint64(0)
	}
	for i := 1; i < len(words); i++ {
		pair := pairOf(words[i-1], words[i])
		for k, factor := range &factors {
			if h := pair * factor; h < lowest[k] {
				lowest[k] = h
			}
		}
	}
	s := new(sketch)
	for i, h := range lowest {
		s[i] = uint16(mix(h))
	}
	return s
}

// pairOf is the hash of two words in their order.
func pairOf(a, b uint64) uint64 { return mix(bits.RotateLeft64(a, 29) + b) }

// similar estimates the share of common pairs.
func (s *sketch) similar(t *sketch) float64 {
	equal := 0
	for i := range s {
		if s[i] == t[i] {
			equal++
		}
	}
	return float64(equal) / rows
}

func (s *sketch) sameBand(t *sketch, band int) bool {
	from := band * bandRows
	return [bandRows]uint16(s[from:]) == [bandRows]uint16(t[from:])
}

// band returns where a band is looked up.
func (s *sketch) band(band int) uint64 {
	h := uint64(band)
	for _, v := range s[band*bandRows:][:bandRows] {
		h = h<<16 | h>>48
		h ^= uint64(v)
		h *= 0x9e3779b97f4a7c15
	}
	return mix(h)
}

// Similarity returns the share of common pairs of neighboring words of two
// texts, in [0, 1], exactly where a [Finder] estimates it: 1 for texts of the
// same words, 0 where one has less than two words.
func Similarity(a, b string) float64 {
	one, other := pairs(a), pairs(b)
	if len(one) == 0 || len(other) == 0 {
		return 0
	}
	common := 0
	for pair := range one {
		if other[pair] {
			common++
		}
	}
	return float64(common) / float64(len(one)+len(other)-common)
}

func pairs(text string) map[uint64]bool {
	words := appendWords(nil, text)
	words = words[:min(len(words), compared)]
	found := map[uint64]bool{}
	for i := 1; i < len(words); i++ {
		found[pairOf(words[i-1], words[i])] = true
	}
	return found
}

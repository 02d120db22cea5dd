package match

import (
	"math/bits"
	"slices"
	"unicode/utf8"
)

// How many edits a name bears, by its folded runes. Of 83 real misspellings
// 76 were one edit away; two edits below ten runes hit other words a hundred
// times more often than the name, so that from eight on only slips count that
// together cost little more than one edit.
const (
	oneEdit       = 5  // runes of the shortest name that may be misspelled
	twoSlips      = 8  // of the shortest that may have two cheap slips
	twoEdits      = 10 // and of the shortest that may be misspelled twice
	maxSlips      = 1.45
	firstLetter   = 7  // of the shortest whose first letter may be the one at fault
	maxFuzzyRunes = 32 // agnivade/levenshtein allocates beyond
	anyFirst      = 8  // bytes of the shortest in several words of which that holds for any word
	fuzzyPrefix   = 7  // runes that the neighbourhood looks at
	minFuzzyBytes = 4
)

// A fuzzyIndex finds names near a word. Every name is stored under each of the
// spellings that its first runes have after deleting one of them (Garbe's
// symmetric delete, with prefix), which finds one edit anywhere and a second
// one behind the prefix; longer names also under their end, which finds two
// edits before it. People keep the first rune in 95 of 100 misspellings, so
// only longer names are stored without it too.
type fuzzyIndex struct {
	near  postings
	words guarded // of names in several words: all words but one, and that one's first rune
}

// postings list entries by the hash of a spelling.
type postings struct {
	bits    bitset
	shift   uint
	offsets []uint32
	entries []uint32
}

type posting struct {
	hash  uint64
	entry uint32
}

func newPostings(list []posting) postings {
	log := max(bits.Len(uint(len(list))), 4)
	p := postings{bits: newBitset(len(list)), shift: uint(64 - log), offsets: make([]uint32, 1<<log+1), entries: make([]uint32, len(list))}
	for _, x := range list {
		p.offsets[x.hash>>p.shift+1]++
	}
	for i := 1; i < len(p.offsets); i++ {
		p.offsets[i] += p.offsets[i-1]
	}
	next := slices.Clone(p.offsets)
	for _, x := range list {
		p.bits.add(x.hash)
		p.entries[next[x.hash>>p.shift]] = x.entry
		next[x.hash>>p.shift]++
	}
	return p
}

func (p *postings) of(h uint64) []uint32 {
	i := h >> p.shift
	return p.entries[p.offsets[i]:p.offsets[i+1]]
}

func buildFuzzy(m *Matcher) *fuzzyIndex {
	var near, words []posting
	runes := make([]rune, 0, maxName)
	for i := range m.entries {
		e := &m.entries[i]
		if !mayBeMisspelled(e) {
			continue
		}
		runes = appendRunes(runes[:0], m.keyOf(e))
		neighbours(runes, func(h uint64) { near = append(near, posting{h, uint32(i)}) })
		if e.runes >= twoSlips {
			near = append(near, posting{hashEnd(runes), uint32(i)})
		}
		if e.runes >= firstLetter {
			near = append(near, posting{hashTail(runes[1:]), uint32(i)})
		}
		words = appendWords(words, m, i)
	}
	ix := &fuzzyIndex{near: newPostings(near), words: newGuarded(len(words))}
	for _, w := range words {
		ix.words.put(w.hash, int(w.entry))
	}
	return ix
}

// mayBeMisspelled leaves out what is too short to bear an edit, and account
// names, which are copied more than typed.
func mayBeMisspelled(e *entry) bool {
	if e.flags&(withoutAnd|withoutS|initials|onlyCashtag|onlyHashtag) != 0 || e.runes < oneEdit || e.runes > maxFuzzyRunes-2 {
		return false
	}
	return e.flags&fromHandle == 0 || e.runes >= 9
}

func appendRunes(dst []rune, b []byte) []rune {
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		dst = append(dst, r)
		b = b[n:]
	}
	return dst
}

// neighbours yields the hash of the first runes, whole and with each of them
// but the first deleted.
func neighbours(runes []rune, yield func(uint64)) {
	n := min(len(runes), fuzzyPrefix)
	yield(hashRunes(runes[:n], -1))
	for i := 1; i < n; i++ {
		if i == 1 || runes[i] != runes[i-1] { // else the same spelling as before
			yield(hashRunes(runes[:n], i))
		}
	}
}

// hashRunes hashes runes without the one at skip.
func hashRunes(runes []rune, skip int) uint64 {
	h := uint64(0x2545F4914F6CDD1D)
	for k, r := range runes {
		if k != skip {
			h = (h ^ uint64(r)) * 0x9E3779B97F4A7C15
			h ^= h >> 29
		}
	}
	return hash64(h)
}

// hashTail hashes a word whose first rune is gone, apart from whole words.
func hashTail(runes []rune) uint64 {
	return hash64(^hashRunes(runes[:min(len(runes), fuzzyPrefix)], -1))
}

// hashEnd hashes the first rune and the last five.
func hashEnd(runes []rune) uint64 {
	const end = 5
	return hash64(hashRunes(runes[len(runes)-end:], -1) + uint64(runes[0]))
}

// appendWords adds, for a name in two to four words, what is left of it when
// one of its longer words is unreadable.
func appendWords(list []posting, m *Matcher, i int) []posting {
	e := &m.entries[i]
	if e.natural == 0 || e.flags&fromHandle != 0 || e.runes < oneEdit {
		return list
	}
	key := m.keys[e.key:]
	size := int(e.n)
	starts := seamsOf(e)
	if len(starts) < 2 || len(starts) > 5 {
		return list
	}
	for k, from := range starts {
		to := size
		if k+1 < len(starts) {
			to = starts[k+1]
		}
		list = appendWord(list, key, from, to, size, i)
		if next := k + 2; to < size && e.apostrophes>>uint(to)&1 != 0 {
			if to = size; next < len(starts) {
				to = starts[next]
			}
			list = appendWord(list, key, from, to, size, i) // with its possessive s
		}
	}
	return list
}

// appendWord adds what is left of key without the word from from to to, by the
// word's first rune and, for longer names, by any.
func appendWord(list []posting, key []byte, from, to, size, entry int) []posting {
	if utf8.RuneCount(key[from:to]) < 3 || to-from == size {
		return list
	}
	first, _ := utf8.DecodeRune(key[from:to])
	list = append(list, posting{hashAround(key, from, to, size, first), uint32(entry)})
	if size >= anyFirst {
		list = append(list, posting{hashAround(key, from, to, size, 0), uint32(entry)})
	}
	return list
}

// seamsOf returns where the parts of a name begin in its folded letters.
func seamsOf(e *entry) []int {
	starts := []int{0}
	for mask := e.natural; mask != 0; mask &= mask - 1 {
		starts = append(starts, bits.TrailingZeros64(mask))
	}
	return starts
}

// hashAround hashes a name in several words without one of them. Eight bytes
// must follow both parts.
func hashAround(key []byte, from, to, end int, first rune) uint64 {
	h := hashKey(key, from) ^ uint64(first)
	return hash64(bits.RotateLeft64(h, 31) + hashKey(key[to:], end-to))
}

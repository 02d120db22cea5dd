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
	maxSlips      = 1.25
	firstLetter   = 7  // of the shortest whose first letter may be the one at fault
	maxFuzzyRunes = 32 // agnivade/levenshtein allocates beyond
	anyFirst      = 8  // bytes of the shortest in several words of which that holds for any word
	fuzzyPrefix   = 7  // runes that the neighbourhood looks at
	minFuzzyBytes = 4
)

// A fuzzyIndex finds names near a word: every name is stored under each of the
// spellings that its first runes have after deleting one or two of them
// (Garbe's symmetric delete, with prefix). People keep the first rune in 95 of
// 100 misspellings, so only longer names are also stored without it.
type fuzzyIndex struct {
	once, twice postings
	words       table // of names in several words: all words but one, and that one's first rune
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
	p := postings{bits: newBitset(len(list) / 2), shift: uint(64 - log), offsets: make([]uint32, 1<<log+1), entries: make([]uint32, len(list))}
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
	ix := new(fuzzyIndex)
	var once, twice []posting
	var words []posting
	runes := make([]rune, 0, maxName)
	for i := range m.entries {
		e := &m.entries[i]
		if !mayBeMisspelled(e) {
			continue
		}
		runes = appendRunes(runes[:0], m.keyOf(e))
		if e.runes < twoEdits {
			neighbours(runes, 1, func(h uint64) { once = append(once, posting{h, uint32(i)}) })
		}
		if e.runes >= twoSlips {
			neighbours(runes, 2, func(h uint64) { twice = append(twice, posting{h, uint32(i)}) })
		}
		if e.runes >= firstLetter {
			ix.behead(runes, uint32(i), &once)
		}
		words = appendWords(words, m, i)
	}
	ix.once, ix.twice, ix.words = newPostings(once), newPostings(twice), newTable(len(words))
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

// neighbours yields the hash of the first runes with up to edits of them
// deleted, in a fixed order. The first rune stays.
func neighbours(runes []rune, edits int, yield func(uint64)) {
	n := min(len(runes), fuzzyPrefix)
	yield(hashRunes(runes[:n], -1, -1))
	for i := 1; i < n; i++ {
		if i > 1 && runes[i] == runes[i-1] && edits == 1 {
			continue // the same spelling as before
		}
		yield(hashRunes(runes[:n], i, -1))
		for j := i + 1; edits > 1 && j < n; j++ {
			yield(hashRunes(runes[:n], i, j))
		}
	}
}

// hashRunes hashes runes without those at i and j.
func hashRunes(runes []rune, i, j int) uint64 {
	h := uint64(0x2545F4914F6CDD1D)
	for k, r := range runes {
		if k != i && k != j {
			h = (h ^ uint64(r)) * 0x9E3779B97F4A7C15
			h ^= h >> 29
		}
	}
	return hash64(h)
}

// behead stores a name without its first rune.
func (ix *fuzzyIndex) behead(runes []rune, entry uint32, list *[]posting) {
	*list = append(*list, posting{hashTail(runes[1:]), entry})
}

// hashTail hashes a word whose first rune is gone, apart from whole words.
func hashTail(runes []rune) uint64 {
	return hash64(^hashRunes(runes[:min(len(runes), fuzzyPrefix)], -1, -1))
}

// appendWords adds, for a name in two to four words, what is left of it when
// one of its longer words is unreadable.
func appendWords(list []posting, m *Matcher, i int) []posting {
	e := &m.entries[i]
	if e.natural == 0 || e.flags&fromHandle != 0 || e.runes < oneEdit {
		return list
	}
	key := m.keyOf(e)
	starts := seamsOf(e)
	if len(starts) < 2 || len(starts) > 5 {
		return list
	}
	for k, from := range starts {
		to := len(key)
		if k+1 < len(starts) {
			to = starts[k+1]
		}
		list = appendWord(list, key, from, to, i)
		if next := k + 2; to < len(key) && e.apostrophes>>uint(to)&1 != 0 {
			if to = len(key); next < len(starts) {
				to = starts[next]
			}
			list = appendWord(list, key, from, to, i) // with its possessive s
		}
	}
	return list
}

// appendWord adds what is left of key without the word from from to to, by the
// word's first rune and, for longer names, by any.
func appendWord(list []posting, key []byte, from, to, entry int) []posting {
	if utf8.RuneCount(key[from:to]) < 3 || to-from == len(key) {
		return list
	}
	first, _ := utf8.DecodeRune(key[from:to])
	list = append(list, posting{hashAround(key[:from], key[to:], first), uint32(entry)})
	if len(key) >= anyFirst {
		list = append(list, posting{hashAround(key[:from], key[to:], 0), uint32(entry)})
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

func hashAround(before, behind []byte, first rune) uint64 {
	h := uint64(first)
	for _, c := range before {
		h = (h ^ uint64(c)) * 0x9E3779B97F4A7C15
	}
	h = hash64(h)
	for _, c := range behind {
		h = (h ^ uint64(c)) * 0x9E3779B97F4A7C15
	}
	return hash64(h ^ h>>31)
}

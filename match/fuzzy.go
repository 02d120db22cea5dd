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
	twoFull       = 12 // of the shortest that may have two edits which no finger or ear makes likely
	firstLetter   = 6  // of the shortest whose first letter may be the one at fault
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
	near postings
	gaps postings // of names in several words: all words but one, and that one's first rune
}

// postings list names by the hash of a spelling.
type postings struct {
	bits    bitset
	shift   uint
	offsets []uint32
	names   []nearName
}

// A nearName has what most names can be ruled out by in the list itself.
type nearName struct {
	entry  uint32
	traits uint32 // runes above, letters below; see lettersOf
}

func (c nearName) runes() int { return int(c.traits >> letterBits) }

func (m *Matcher) nearName(i int) nearName {
	e := &m.entries[i]
	return nearName{uint32(i), lettersOf(m.keyOf(e)) | uint32(e.runes)<<letterBits}
}

type posting struct {
	hash uint64
	name nearName
}

func newPostings(list []posting) postings {
	log := max(bits.Len(uint(len(list)))-2, 4)
	p := postings{bits: newBitset(len(list)), shift: uint(64 - log), offsets: make([]uint32, 1<<log+1), names: make([]nearName, len(list))}
	for _, x := range list {
		p.offsets[x.hash>>p.shift+1]++
	}
	for i := 1; i < len(p.offsets); i++ {
		p.offsets[i] += p.offsets[i-1]
	}
	next := slices.Clone(p.offsets)
	for _, x := range list {
		p.bits.add(x.hash)
		p.names[next[x.hash>>p.shift]] = x.name
		next[x.hash>>p.shift]++
	}
	return p
}

// first is the first name of the list for h: to ask for it loads the list.
func (p *postings) first(h uint64) uint32 {
	if i := p.offsets[h>>p.shift]; int(i) < len(p.names) {
		return p.names[i].entry
	}
	return 0
}

func (p *postings) of(h uint64) []nearName {
	i := h >> p.shift
	return p.names[p.offsets[i]:p.offsets[i+1]]
}

func buildFuzzy(m *Matcher) *fuzzyIndex {
	var near, gaps []posting
	for i := range m.entries {
		if e := &m.entries[i]; mayBeMisspelled(e) {
			near = appendSpellings(near, m, i)
			gaps = appendGaps(gaps, m, i)
		}
	}
	return &fuzzyIndex{near: newPostings(near), gaps: newPostings(gaps)}
}

// appendSpellings adds what entry i is found by when it is misspelled.
func appendSpellings(list []posting, m *Matcher, i int) []posting {
	e := &m.entries[i]
	word, n, runes := m.keys[e.key:], int(e.n), int(e.runes)
	name := m.nearName(i)
	at := runeStarts(word, n)
	eachNear(word, &at, runes, func(h uint64) { list = append(list, posting{h, name}) })
	if runes >= twoSlips {
		list = append(list, posting{hashEnd(word, n), name})
	}
	if runes >= firstLetter {
		list = append(list, posting{hashTail(word, at[8], 0, at[1]), name})
	}
	return list
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

// appendGaps adds, for a name in two to four words, what is left of it when
// one of its longer words is unreadable.
func appendGaps(list []posting, m *Matcher, i int) []posting {
	e := &m.entries[i]
	if e.natural == 0 || e.flags&fromHandle != 0 || e.runes < oneEdit {
		return list
	}
	key := m.keys[e.key:]
	size, name := int(e.n), m.nearName(i)
	starts := seamsOf(e)
	if len(starts) < 2 || len(starts) > 5 {
		return list
	}
	if second := starts[1]; e.runes >= twoEdits && size-second >= minRest {
		m.filter.addSecond(key[second:])
	}
	for k, from := range starts {
		to := size
		if k+1 < len(starts) {
			to = starts[k+1]
		}
		list = appendGap(list, key, from, to, size, name)
		if next := k + 2; to < size && e.apostrophes>>uint(to)&1 != 0 {
			if to = size; next < len(starts) {
				to = starts[next]
			}
			list = appendGap(list, key, from, to, size, name) // with its possessive s
		}
	}
	return list
}

// appendGap adds what is left of key without the word from from to to, by the
// word's first rune and, for longer names, by any.
func appendGap(list []posting, key []byte, from, to, size int, name nearName) []posting {
	if n := utf8.RuneCount(key[from:to]); n < 2 || n == 2 && name.runes() < twoEdits || to-from == size {
		return list
	}
	first, _ := utf8.DecodeRune(key[from:to])
	left, right := hashKey(key, from), hashKey(key[to:], size-to)
	list = append(list, posting{hashGap(left, right, first), name})
	if size >= anyFirst {
		list = append(list, posting{hashGap(left, right, 0), name})
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

package match

import (
	"bytes"
	"cmp"
	"math/bits"
	"slices"
	"sync"
	"unicode/utf8"

	"github.com/earshot-go/earshot/match/internal/fold"
	"github.com/earshot-go/earshot/match/internal/guard"
	"github.com/earshot-go/earshot/match/internal/sense"
)

// finish sorts the entries by spelling and indexes them.
func (c *compiler) finish() *Matcher {
	m := &Matcher{opts: c.opts, brands: c.brands, names: namesOf(c.brands), guard: guard.New(folded(c.opts.Words)), languages: functionWordsOf(), classes: wordClassOf()}
	c.markDoubts(m)
	m.keys = append(c.keys, make([]byte, 8)...)
	slices.SortFunc(c.entries, func(a, b entry) int {
		return cmp.Or(bytes.Compare(m.keyOf(&a), m.keyOf(&b)), cmp.Compare(a.flags&initials, b.flags&initials), cmp.Compare(a.brand, b.brand),
			cmp.Compare(a.flags&(variantFlags), b.flags&(variantFlags)), cmp.Compare(a.term, b.term))
	})
	m.entries = mergeSame(m, c.entries)
	m.index()
	m.context = c.context.finish(m)
	m.recallSenses()
	if o := c.opts.Learned; o != nil {
		m.lessons = make([]*lesson, len(m.brands))
		for i := range m.brands {
			m.lessons[i] = o.brands[m.brands[i].Name]
		}
	}
	m.pool = &sync.Pool{New: func() any { return newScratch(m) }}
	return m
}

// recallSenses finds what is known of the names that may mean something else.
func (m *Matcher) recallSenses() {
	m.senses = make(map[int32]*sense.Sense)
	for i := range m.entries {
		if e := &m.entries[i]; e.flags&(ambiguous|everyday) != 0 {
			if known := sense.Of(m.keyOf(e)); known != nil {
				m.senses[int32(i)] = known
			}
		}
	}
}

func namesOf(brands []Brand) []string {
	names := make([]string, len(brands))
	for i := range brands {
		names[i] = brands[i].Name
	}
	return names
}

// folded folds a user's words, and the parts of those that are several.
func folded(list []string) (out []string) {
	r := reader{table: fold.Default()}
	for _, w := range list {
		r.read(w)
		for _, t := range r.tokens {
			out = append(out, string(r.buf[t.from:t.to]))
		}
	}
	return out
}

// markDoubts marks the entries that may mean something else: of an ambiguous
// brand the single words, or all where it has none, and elsewhere the terms
// and account names that are words. What the user says of a Name is believed.
func (c *compiler) markDoubts(m *Matcher) {
	m.keys = c.keys
	single := make([]bool, len(c.brands))
	for i := range c.entries {
		if e := &c.entries[i]; e.flags&(severalWords|onlyHandle) == 0 {
			single[e.brand] = true
		}
	}
	for i := range c.entries {
		e := &c.entries[i]
		switch {
		case e.flags&onlyHandle != 0: // where it is written without its @
			if known := m.guard.Known(m.keyOf(e)); known && c.brands[e.brand].Ambiguous {
				e.flags |= ambiguous
			} else if known {
				e.flags |= everyday
			}
		case e.flags&severalWords != 0 && single[e.brand]:
		case c.brands[e.brand].Ambiguous && (e.term == 0 || m.keyOf(e)[0] < utf8.RuneSelf || m.guard.Known(m.keyOf(e))):
			e.flags |= ambiguous
		case e.term > 0 && e.flags&severalWords == 0 && (m.guard.Known(m.keyOf(e)) || e.runes <= 3 && e.flags&(isCapitals|hasDigits) == isCapitals):
			e.flags |= everyday
		}
	}
}

// mergeSame drops a term that differs from the one before only in what
// folding takes away, and keeps its seams.
func mergeSame(m *Matcher, list []entry) []entry {
	out := list[:0]
	for _, e := range list {
		if n := len(out); n > 0 && out[n-1].brand == e.brand && bytes.Equal(m.keyOf(&out[n-1]), m.keyOf(&e)) && sameUse(out[n-1].flags, e.flags) {
			out[n-1].natural |= e.natural
			out[n-1].flags |= e.flags & hasStop
			continue
		}
		out = append(out, e)
	}
	return slices.Clip(out)
}

func sameUse(a, b uint16) bool {
	const use = fromHandle | onlyHandle | onlyHashtag | onlyCashtag | variantFlags
	return a&use == b&use
}

func (m *Matcher) keyOf(e *entry) []byte {
	if e.n <= headBytes {
		return e.head[:e.n]
	}
	return m.keys[e.key : e.key+uint32(e.n)]
}

// isKey tells whether the letters of e are key.
func (m *Matcher) isKey(e *entry, key []byte) bool {
	if int(e.n) != len(key) {
		return false
	}
	return string(m.keyOf(e)) == string(key)
}

// index fills the tables: one slot for every distinct spelling.
func (m *Matcher) index() {
	n := len(m.entries)
	short, acronyms := 0, 0
	for i := range m.entries {
		if m.entries[i].flags&initials != 0 {
			acronyms++
		} else if m.entries[i].n < prefixBytes {
			short++
		}
	}
	m.exact, m.acronyms, m.filter = newTable(n-acronyms), newGuarded(acronyms), newNameFilter(n-short-acronyms, 2*short)
	for i := range m.entries {
		e := &m.entries[i]
		m.longest = max(m.longest, int(e.n))
		if i > 0 && bytes.Equal(m.keyOf(e), m.keyOf(&m.entries[i-1])) {
			m.addSeams(e)
			continue
		}
		if e.flags&initials != 0 { // sorted behind all others of the same letters
			m.acronyms.put(hashKey(m.keys[e.key:], int(e.n)), i)
			continue
		}
		m.exact.put(hashKey(m.keys[e.key:], int(e.n)), i)
		m.filter.add(m.keys[e.key:], int(e.n))
		m.addSeams(e)
	}
	m.skeletons = buildSkeletons(m)
	if !m.opts.ExactOnly {
		m.fuzzy = buildFuzzy(m)
	}
}

// addSeams notes what a short name may begin with when it is written in words.
func (m *Matcher) addSeams(e *entry) {
	if e.n >= prefixBytes {
		return
	}
	for mask := e.natural; mask != 0; mask &= mask - 1 {
		n := bits.TrailingZeros64(mask)
		m.filter.short.mark(hash64(load(m.keys[e.key:], n)))
	}
}

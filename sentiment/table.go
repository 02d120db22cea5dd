package sentiment

import "math/bits"

// role is what a form does in a sentence.
type role uint16

const (
	roleNegBefore   role = 1 << iota // negates what follows
	roleNegAfter                     // negates what stands before it
	roleDegree                       // strengthens or weakens what follows
	roleDegreeAfter                  // ... what stands before it
	roleContrast
	roleConditional
	roleQuestion
	roleBetter
	roleWorse
	roleFunction
	roleValued      // carries a valence, which may be 0: "these words say nothing here"
	rolePhrase      // is a phrase of several tokens
	roleNegates     // a phrase that ends in a negator: negates the next word or two
	roleClose       // a finite verb that closes its clause, in languages that put it last
	roleThan        // stands between the two sides of a comparison whose adjective comes last
	roleComparative // closes such a comparison
)

// entry is what the lexicon knows of a form. It is small because there are tens of thousands.
type entry struct {
	valence int8  // tenths, -40 to 40
	degree  uint8 // hundredths, 30 to 180
	longest uint8 // tokens of the longest phrase that starts with this form, 0 if none
	letters uint8 // of a stem: how many of the word's letters it covers
	roles   role
}

// table maps hashes to entries: open addressing, a power of two of slots, at most two thirds full.
// The hash is the key: with 64 bits and 100,000 forms, two forms share one with a chance of 3 in ten billion.
type table struct {
	keys    []uint64
	entries []entry
	used    int
}

func newTable(size int) *table {
	slots := 1 << bits.Len(uint(size*3/2+8))
	return &table{keys: make([]uint64, slots), entries: make([]entry, slots)}
}

func (t *table) slot(hash uint64) int {
	mask := uint64(len(t.keys) - 1)
	i := (hash ^ hash>>29) & mask
	for t.keys[i] != 0 && t.keys[i] != hash {
		i = (i + 1) & mask
	}
	return int(i)
}

func (t *table) find(hash uint64) (entry, bool) {
	i := t.slot(hash)
	return t.entries[i], t.keys[i] == hash
}

// at returns the entry of a hash for changing, adding it if need be.
func (t *table) at(hash uint64) *entry {
	if t.used*3 >= len(t.keys)*2 {
		t.grow()
	}
	i := t.slot(hash)
	if t.keys[i] == 0 {
		t.keys[i] = hash
		t.used++
	}
	return &t.entries[i]
}

func (t *table) grow() {
	old := *t
	*t = table{keys: make([]uint64, 2*len(old.keys)), entries: make([]entry, 2*len(old.keys))}
	for i, key := range old.keys {
		if key != 0 {
			*t.at(key) = old.entries[i]
		}
	}
}

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
	slots []slot
	used  int
}

type slot struct {
	key   uint64
	entry entry
}

func newTable(size int) *table {
	return &table{slots: make([]slot, 1<<bits.Len(uint(size*3/2+8)))}
}

func (t *table) slot(hash uint64) *slot {
	mask := uint64(len(t.slots) - 1)
	i := (hash ^ hash>>29) & mask
	for t.slots[i].key != 0 && t.slots[i].key != hash {
		i = (i + 1) & mask
	}
	return &t.slots[i]
}

func (t *table) find(hash uint64) (entry, bool) {
	slot := t.slot(hash)
	return slot.entry, slot.key == hash
}

// at returns the entry of a hash for changing, adding it if need be.
func (t *table) at(hash uint64) *entry {
	if t.used*3 >= len(t.slots)*2 {
		t.grow()
	}
	slot := t.slot(hash)
	if slot.key == 0 {
		slot.key = hash
		t.used++
	}
	return &slot.entry
}

func (t *table) grow() {
	old := t.slots
	*t = table{slots: make([]slot, 2*len(old))}
	for i := range old {
		if old[i].key != 0 {
			*t.at(old[i].key) = old[i].entry
		}
	}
}

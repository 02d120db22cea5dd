package sentiment

import (
	"iter"
	"math/bits"
)

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
	places  uint8 // bit i: is word i of some phrase, counted from 0
	roles   role
}

// table maps hashes to entries: open addressing, a power of two of slots, at most two thirds full. It is searched by
// fingerprints, the upper half of the hashes, so that those of a language fit a processor's cache; the slot holds most
// of the lower half. A word is taken for another one with a chance of about one in a hundred million.
type table struct {
	slots  []slot
	hashes []uint64 // whole, for growing and for writing tables down
	used   int
}

// slot keeps key and entry together: a word that is found costs one line of the processor's cache.
type slot struct {
	key uint32
	entry
}

func newTable(size int) *table {
	slots := 1 << bits.Len(uint(size*3/2+8))
	return &table{slots: make([]slot, slots), hashes: make([]uint64, slots)}
}

// fingerprint is the key of a hash; 0 marks an empty slot.
func fingerprint(hash uint64) uint32 { return uint32(hash>>32) | 1 }

// place returns where a hash is, or would be.
func (t *table) place(hash uint64, key uint32) int {
	mask := uint64(len(t.slots) - 1)
	i := hash & mask
	for t.slots[i].key != 0 && t.slots[i].key != key {
		i = (i + 1) & mask
	}
	return int(i)
}

func (t *table) find(hash uint64) (entry, bool) {
	key := fingerprint(hash)
	s := &t.slots[t.place(hash, key)]
	return s.entry, s.key == key // the entry of an empty slot is empty
}

// glance looks at the first slot alone, where most of what is in the table stands; free says that the hash is nowhere.
// It is short enough to be inlined.
func (t *table) glance(hash uint64) (e entry, known, free bool) {
	s := &t.slots[hash&uint64(len(t.slots)-1)]
	if known = s.key == fingerprint(hash); known {
		e = s.entry
	}
	return e, known, s.key == 0
}

// at returns the entry of a hash for changing, adding it if need be.
func (t *table) at(hash uint64) *entry {
	if t.used*3 >= len(t.slots)*2 {
		t.grow()
	}
	key := fingerprint(hash)
	i := t.place(hash, key)
	if t.slots[i].key == 0 {
		t.slots[i].key, t.hashes[i] = key, hash
		t.used++
	}
	return &t.slots[i].entry
}

func (t *table) grow() {
	old := *t
	*t = *newTable(len(old.slots))
	for hash, e := range old.all() {
		*t.at(hash) = *e
	}
}

// all yields every hash with its entry.
func (t *table) all() iter.Seq2[uint64, *entry] {
	return func(yield func(uint64, *entry) bool) {
		for i := range t.slots {
			if t.slots[i].key != 0 && !yield(t.hashes[i], &t.slots[i].entry) {
				return
			}
		}
	}
}

package baseline

import (
	"fmt"
	"iter"
	"math"
)

// Table keeps baselines of the same Options by key, at most limit of them, in memory that is bounded from
// the start: about one and a half kilobytes and the key for each. When it is full, the key that was
// longest without an Update makes room; Evicted may save its state. A Table is not safe for concurrent use.
type Table struct {
	// Evicted, where set, is called with a key and its baseline before they are forgotten. The baseline is valid
	// only during the call.
	Evicted func(key string, b *Baseline)

	set    *settings
	limit  int
	index  map[string]uint32
	chunks []*[chunk]entry
	used   uint32
	newest uint32 // ends of the chain of keys by their last Update
	oldest uint32
}

// entry is a baseline in the chain; numbers are one more than indices, 0 is none.
type entry struct {
	base         Baseline
	key          string
	newer, older uint32
}

const chunk = 256

// NewTable makes an empty table. Its error joins an [OptionError] for every bad option; the limit is 1 to
// 2^31.
func NewTable(o Options, limit int) (*Table, error) {
	s, err := o.settings()
	if err != nil {
		return nil, err
	}
	if limit < 1 || limit > math.MaxInt32 {
		return nil, &OptionError{"limit", limit, fmt.Sprintf("not in 1 to %d", math.MaxInt32)}
	}
	return &Table{set: &s, limit: limit, index: map[string]uint32{}}, nil
}

// Len is the number of keys.
func (t *Table) Len() int { return len(t.index) }

// Update judges and learns an observation of a key, as [Baseline.Update] does. A new key begins empty.
func (t *Table) Update(key string, o Observation) (Verdict, error) {
	return t.touch(key).base.Update(o)
}

// Judge says what Update would say of a key and changes nothing. An unknown key gives a Verdict that is not
// Ready.
func (t *Table) Judge(key string, o Observation) Verdict {
	if i, ok := t.index[key]; ok {
		return t.at(i).base.Judge(o)
	}
	empty := Baseline{set: t.set}
	return empty.Judge(o)
}

// Get returns the baseline of a key, or nil. It stays valid until the next Update or Restore.
func (t *Table) Get(key string) *Baseline {
	if i, ok := t.index[key]; ok {
		return &t.at(i).base
	}
	return nil
}

// Restore puts a state of [Baseline.AppendBinary] under a key, as its latest.
func (t *Table) Restore(key string, state []byte) error {
	fresh := Baseline{set: t.set}
	if err := fresh.UnmarshalBinary(state); err != nil {
		return err
	}
	t.touch(key).base = fresh
	return nil
}

// All yields keys and baselines from the longest unseen to the latest. Do not update the table meanwhile.
func (t *Table) All() iter.Seq2[string, *Baseline] {
	return func(yield func(string, *Baseline) bool) {
		for i := t.oldest; i != 0; i = t.at(i).newer {
			if e := t.at(i); !yield(e.key, &e.base) {
				return
			}
		}
	}
}

func (t *Table) at(i uint32) *entry { return &t.chunks[(i-1)/chunk][(i-1)%chunk] }

// touch finds or makes the entry of a key and puts it at the new end of the chain.
func (t *Table) touch(key string) *entry {
	i, ok := t.index[key]
	switch {
	case ok:
		t.unlink(i)
	case len(t.index) < t.limit:
		i = t.grow()
	default:
		i = t.evict()
	}
	e := t.at(i)
	if !ok {
		*e = entry{base: Baseline{set: t.set}, key: key}
		t.index[key] = i
	}
	t.link(i)
	return e
}

func (t *Table) grow() uint32 {
	if t.used%chunk == 0 {
		t.chunks = append(t.chunks, new([chunk]entry))
	}
	t.used++
	return t.used
}

func (t *Table) evict() uint32 {
	i := t.oldest
	e := t.at(i)
	if t.Evicted != nil {
		t.Evicted(e.key, &e.base)
	}
	delete(t.index, e.key)
	t.unlink(i)
	return i
}

func (t *Table) link(i uint32) {
	e := t.at(i)
	e.older, e.newer = t.newest, 0
	if t.newest != 0 {
		t.at(t.newest).newer = i
	} else {
		t.oldest = i
	}
	t.newest = i
}

func (t *Table) unlink(i uint32) {
	e := t.at(i)
	if e.older != 0 {
		t.at(e.older).newer = e.newer
	} else {
		t.oldest = e.newer
	}
	if e.newer != 0 {
		t.at(e.newer).older = e.older
	} else {
		t.newest = e.older
	}
}

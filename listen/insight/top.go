package insight

import (
	"cmp"
	"container/heap"
	"slices"
	"strings"
)

// A ranked is an entry of a top table.
type ranked[T any] struct {
	Key    string `json:"key"`
	Weight int64  `json:"weight"`
	// Missed bounds the weight that the entry may have had before it was taken
	// in, when it had been put out.
	Missed int64 `json:"missed,omitzero"`
	Value  T     `json:"value"`

	at int // in the heap
}

// A top keeps the heaviest of many keys in bounded memory, by the Space-Saving
// algorithm (Metwally, Agrawal and El Abbadi 2005): a new key takes the place of
// the lightest one, and inherits its weight as the bound of what it may have
// missed. A key is never missing if its weight is more than 1/limit of all.
// Merging adds the bounds (Agarwal et al. 2012): it is commutative, and
// associative as long as nothing has to be put out.
type top[T any] struct {
	limit   int // none if 0
	floor   int64
	entries map[string]*ranked[T]
	order   lightest[T]
}

// add returns the value of a key, a fresh one if it is new, for the caller to
// change.
func (t *top[T]) add(key string, weight int64) *ranked[T] {
	if e := t.entries[key]; e != nil {
		e.Weight = saturated(e.Weight, weight)
		heap.Fix(&t.order, e.at)
		return e
	}
	missed := t.floor
	if t.limit > 0 && len(t.entries) >= t.limit {
		missed = max(missed, t.putOut())
	}
	e := &ranked[T]{Key: strings.Clone(key), Weight: saturated(missed, weight), Missed: missed}
	t.put(e)
	return e
}

func (t *top[T]) put(e *ranked[T]) {
	if t.entries == nil {
		t.entries = make(map[string]*ranked[T])
	}
	t.entries[e.Key] = e
	heap.Push(&t.order, e)
}

// putOut drops the lightest entry and returns what it can have weighed.
func (t *top[T]) putOut() int64 {
	e := heap.Pop(&t.order).(*ranked[T])
	delete(t.entries, e.Key)
	t.floor = max(t.floor, e.Weight)
	return t.floor
}

// find returns the entry of a key, or nil.
func (t *top[T]) find(key string) *ranked[T] { return t.entries[key] }

// sorted returns the entries, heaviest first.
func (t *top[T]) sorted() []*ranked[T] {
	out := slices.Clone(t.order)
	slices.SortFunc(out, func(a, b *ranked[T]) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), strings.Compare(a.Key, b.Key))
	})
	return out
}

func (t *top[T]) merge(o *top[T], add func(to, from *T)) {
	floor, otherFloor := t.floor, o.floor
	for _, e := range t.order {
		if o.entries[e.Key] == nil {
			e.Weight, e.Missed = saturated(e.Weight, otherFloor), saturated(e.Missed, otherFloor)
		}
	}
	for _, from := range o.sorted() {
		if e := t.entries[from.Key]; e != nil {
			e.Weight, e.Missed = saturated(e.Weight, from.Weight), saturated(e.Missed, from.Missed)
			add(&e.Value, &from.Value)
			continue
		}
		fresh := &ranked[T]{Key: from.Key, Weight: saturated(from.Weight, floor), Missed: saturated(from.Missed, floor)}
		add(&fresh.Value, &from.Value)
		t.put(fresh)
	}
	heap.Init(&t.order)
	t.floor = saturated(floor, otherFloor)
	for t.limit > 0 && len(t.entries) > t.limit {
		t.putOut()
	}
}

// topState is how a top is kept.
type topState[T any] struct {
	Floor   int64        `json:"floor"`
	Entries []*ranked[T] `json:"entries,omitempty"` // heaviest first
}

func (t *top[T]) state() topState[T] { return topState[T]{t.floor, t.sorted()} }

// restore takes up a state; more entries than there is room for are put out.
func (t *top[T]) restore(s topState[T]) {
	*t = top[T]{limit: t.limit, floor: s.Floor}
	for _, e := range s.Entries {
		if e == nil || t.entries[e.Key] != nil {
			continue
		}
		t.put(e)
		if t.limit > 0 && len(t.entries) > t.limit {
			t.putOut()
		}
	}
}

// lightest is a heap with the lightest entry at its root, the last key first
// among equals.
type lightest[T any] []*ranked[T]

func (h lightest[T]) Len() int { return len(h) }

func (h lightest[T]) Less(i, j int) bool {
	if h[i].Weight != h[j].Weight {
		return h[i].Weight < h[j].Weight
	}
	return h[i].Key > h[j].Key
}

func (h lightest[T]) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].at, h[j].at = i, j
}

// Push is for package heap.
func (h *lightest[T]) Push(x any) {
	e := x.(*ranked[T])
	e.at = len(*h)
	*h = append(*h, e)
}

// Pop is for package heap.
func (h *lightest[T]) Pop() any {
	last := len(*h) - 1
	e := (*h)[last]
	(*h)[last] = nil
	*h = (*h)[:last]
	return e
}

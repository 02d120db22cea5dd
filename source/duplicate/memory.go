package duplicate

import (
	"math/bits"
	"strings"
)

// place returns where the entry of a number stands.
func (f *Finder) place(number uint64) int { return int((number - 1) % uint64(f.limit())) }

// numbered returns the entry of a number, nil where it is none or forgotten.
func (f *Finder) numbered(number uint64) *entry {
	if number == 0 {
		return nil
	}
	if place := f.place(number); place < len(f.entries) && f.entries[place].number == number {
		return &f.entries[place]
	}
	return nil
}

// remember gives an entry the next number and forgets the oldest where there
// is no room.
func (f *Finder) remember(e entry) *entry {
	f.count++
	f.known++
	e.number = f.count
	place := f.place(e.number)
	if place < len(f.entries) {
		f.forget(&f.entries[place])
		f.entries[place] = e
	} else {
		f.entries = append(f.entries, e)
		f.widen()
	}
	kept := &f.entries[place]
	kept.group.newest = kept.number
	f.index(kept)
	return kept
}

// forget takes an entry out of the tables. A group that nothing remembered
// belongs to any more goes with it.
func (f *Finder) forget(e *entry) {
	if e.number == 0 {
		return // a hole in a state that was restored
	}
	f.known--
	if f.ids[e.id] == e.number {
		delete(f.ids, e.id)
	}
	for _, key := range e.print.keys {
		if key != 0 && f.keys[key] == e.number {
			delete(f.keys, key)
		}
	}
	if e.group.newest == e.number {
		delete(f.groups, e.group.number)
	}
}

// index makes an entry the newest of its keys and bands.
func (f *Finder) index(e *entry) {
	f.ids[e.id] = e.number
	for _, key := range e.print.keys {
		if key != 0 {
			f.keys[key] = e.number
		}
	}
	f.indexBands(e, f.place(e.number))
}

// bandPlace returns where the newest entry of a band is noted. The table has a
// fixed number of slots for each entry: where two bands meet in one, the newer
// wins, and the other is still found by one of its 15 others.
func (f *Finder) bandPlace(s *sketch, band int) *uint32 {
	if len(f.bands) == 0 {
		f.bands = make([]uint32, tableFor(len(f.entries)))
	}
	return &f.bands[s.band(band)&uint64(len(f.bands)-1)]
}

// smallestTable is for how many entries there is room at first.
const smallestTable = 1 << 10

func tableFor(entries int) int {
	return bands << bits.Len(uint(max(entries, smallestTable)-1))
}

// widen makes room in the table where there are more entries than it was made
// for. What it holds then depends on the entries alone, not on how they came in.
func (f *Finder) widen() {
	if len(f.bands) == 0 || len(f.bands) >= tableFor(len(f.entries)) {
		return
	}
	f.bands = nil
	for i := range f.entries {
		f.indexBands(&f.entries[i], i)
	}
}

func (f *Finder) indexBands(e *entry, place int) {
	if e.sketch == nil {
		return
	}
	for band := range bands {
		*f.bandPlace(e.sketch, band) = uint32(place) + 1
	}
}

// kept returns a Ref fit to be kept: ids and addresses must not hold the memory
// of the page that they came in.
func (r Ref) kept() Ref { return Ref{r.Source, keep(r.ID), keep(r.URL)} }

func keep(s string) string {
	const most = 1 << 10
	return strings.ToValidUTF8(strings.Clone(s[:min(len(s), most)]), "")
}

package dashboard

import (
	"cmp"
	"iter"
	"slices"

	"github.com/earshot-go/earshot/listen"
)

// A shelf keeps the last rows: those of all brands together, for the figures,
// and those of each brand, so that a loud brand does not push out a quiet one.
type shelf struct {
	kept    []*row // a ring
	first   int    // where the oldest is, once the ring is full
	byKey   map[string]*row
	byBrand map[string][]*row // by the times of the posts: a history that is read late pushes out nothing newer
	sources []string          // whose mentions came, sorted
}

// mostSources bounds the sources to choose from.
const mostSources = 200

func newShelf() shelf {
	return shelf{byKey: make(map[string]*row), byBrand: make(map[string][]*row)}
}

// put takes a row in the place of an earlier version of it, and takes a
// withdrawn one away.
func (s *shelf) put(r *row, o *Options) {
	if old := s.byKey[r.key]; old != nil {
		old.removed = true
		delete(s.byKey, r.key)
	}
	brand := r.mention.Brand
	rows := s.byBrand[brand]
	if r.gone || r.mention.Change == listen.Edited {
		rows = slices.DeleteFunc(rows, func(old *row) bool { return old.key == r.key })
	}
	if !r.gone {
		at, _ := slices.BinarySearchFunc(rows, r, func(old, r *row) int { return cmp.Or(old.Time().Compare(r.Time()), -1) })
		if rows = slices.Insert(rows, at, r); len(rows) > rowsABrand {
			rows = slices.Delete(rows, 0, 1)
		}
		s.hear(r.mention.Source)
		s.keep(r, o.Mentions)
	}
	s.byBrand[brand] = rows
}

func (s *shelf) hear(src string) {
	if i, known := slices.BinarySearch(s.sources, src); !known && len(s.sources) < mostSources {
		s.sources = slices.Insert(s.sources, i, src)
	}
}

func (s *shelf) keep(r *row, most int) {
	s.byKey[r.key] = r
	if len(s.kept) < most {
		s.kept = append(s.kept, r)
		return
	}
	if old := s.kept[s.first]; s.byKey[old.key] == old {
		delete(s.byKey, old.key)
	}
	s.kept[s.first] = r
	s.first = (s.first + 1) % len(s.kept)
}

// all are the rows that are kept, oldest first.
func (s *shelf) all() []*row {
	out := make([]*row, 0, len(s.kept))
	for i := range s.kept {
		if r := s.kept[(s.first+i)%len(s.kept)]; !r.removed {
			out = append(out, r)
		}
	}
	return out
}

// shelved returns the last rows of a brand, newest first.
func (b *Board) shelved(brand string) []*row {
	b.mu.RLock()
	defer b.mu.RUnlock()
	rows := slices.Clone(b.shelf.byBrand[brand])
	slices.Reverse(rows)
	return rows
}

// keptRows returns all rows, oldest first.
func (b *Board) keptRows() []*row {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.shelf.all()
}

// mentions are the kept rows as they were told.
func mentions(rows []*row) iter.Seq[*listen.Mention] {
	return func(yield func(*listen.Mention) bool) {
		for _, r := range rows {
			if !yield(&r.mention) {
				return
			}
		}
	}
}

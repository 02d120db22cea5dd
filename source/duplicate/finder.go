package duplicate

import (
	"time"

	"github.com/earshot-go/earshot/source"
)

// DefaultLimit and DefaultWindow are those of the zero Finder.
const (
	DefaultLimit  = 1 << 16
	DefaultWindow = 72 * time.Hour
)

// A Finder remembers posts and recognizes repeats of them. The zero Finder is
// ready to use; Limit and Window must not change once it is in use. It is not
// safe for concurrent use.
type Finder struct {
	// Limit is how many posts are remembered; zero or less is DefaultLimit,
	// and the most is 1<<24.
	Limit int
	// Window is for how long after its last appearance a text is still taken
	// for repeated; zero or less is DefaultWindow. It goes by the times of
	// the posts; one without a time is compared with all.
	Window time.Duration

	entries []entry // a ring once Limit is reached
	count   uint64  // of all entries ever made; they are numbered from 1
	known   int     // entries that are remembered
	ids     map[uint64]uint64
	keys    map[uint64]uint64 // newest entry of each key
	groups  map[uint64]*group
	bands   []uint32 // place plus 1 of the newest entry of each band
	reader  reader
}

// entry is what is remembered of a post.
type entry struct {
	print
	number     uint64
	id         uint64 // hash of source and id
	group      *group
	tier       Tier
	similarity float32
}

// See tells whether p, which came from the named source, says what was said
// before, and remembers it. A post that came before, by its source and ID, is
// recognized as itself, also where it was edited; of a deleted one, See tells
// what is known and remembers nothing.
func (f *Finder) See(src string, p *source.Post) Sighting {
	f.begin()
	id := hashString(keys, src, p.ID)
	old := f.numbered(f.ids[id])
	if p.Deleted {
		if old == nil {
			return Sighting{First: Ref{src, p.ID, p.URL}}
		}
		return old.sighting(true)
	}
	seen := f.reader.read(p)
	if old != nil {
		if !old.same(&seen) {
			old = f.remember(entry{print: seen, id: id, group: old.group, tier: old.tier, similarity: old.similarity})
		}
		return old.sighting(true)
	}
	made := f.classify(src, p, &seen)
	made.id = id
	made.group.add(src, p)
	return f.remember(made).sighting(false)
}

// Len returns how many posts are remembered.
func (f *Finder) Len() int { return f.known }

func (f *Finder) begin() {
	if f.ids != nil {
		return
	}
	f.ids, f.keys, f.groups = map[uint64]uint64{}, map[uint64]uint64{}, map[uint64]*group{}
}

func (f *Finder) limit() int {
	if f.Limit <= 0 {
		return DefaultLimit
	}
	return min(f.Limit, 1<<24)
}

func (f *Finder) window() int64 {
	if f.Window <= 0 {
		return int64(DefaultWindow / time.Second)
	}
	return int64(f.Window / time.Second)
}

// classify makes an entry of a post that did not come before.
func (f *Finder) classify(src string, p *source.Post, seen *print) entry {
	if e := f.sameKey(byID, seen); e != nil {
		return join(e, seen, SameID, 1)
	}
	if e := f.sameKey(byAddress, seen); e != nil && !e.group.heardFrom(src) {
		return join(e, seen, SameAddress, 1)
	}
	if e := f.sameWords(p, seen); e != nil {
		return join(e, seen, SameWords, 1)
	}
	if e, similarity := f.nearest(p, seen); e != nil {
		return join(e, seen, NearWords, similarity)
	}
	g := &group{number: f.count + 1, first: Ref{src, p.ID, p.URL}.kept()}
	f.groups[g.number] = g
	return entry{print: *seen, group: g}
}

// join makes an entry of a post that repeats e. It is compared by the words of
// the group from now on, so that a group does not drift.
func join(e *entry, seen *print, tier Tier, similarity float64) entry {
	made := entry{print: *seen, group: e.group, tier: tier, similarity: float32(similarity)}
	if tier >= SameWords && e.sketch != nil {
		made.sketch, made.long = e.sketch, e.long
	}
	return made
}

func (f *Finder) sameKey(kind int, seen *print) *entry {
	key := seen.keys[kind]
	if key == 0 {
		return nil
	}
	e := f.numbered(f.keys[key])
	if e == nil || e.print.keys[kind] != key {
		return nil
	}
	return e
}

func (f *Finder) sameWords(p *source.Post, seen *print) *entry {
	for kind := byWords; kind < keys; kind++ {
		e := f.sameKey(kind, seen)
		if e == nil || !f.recent(e, p) || kind == byHeadline && !seen.bare && !e.bare {
			continue
		}
		return e
	}
	return nil
}

// nearest returns the entry that is most like a text, if any is near.
func (f *Finder) nearest(p *source.Post, seen *print) (nearest *entry, similarity float64) {
	s := seen.sketch
	if s == nil || len(f.bands) == 0 {
		return nil, 0
	}
	for band := range bands {
		place := *f.bandPlace(s, band)
		if place == 0 {
			continue
		}
		e := &f.entries[place-1]
		if e == nearest || !e.long && !seen.long || e.sketch == nil || !e.sketch.sameBand(s, band) || !f.recent(e, p) {
			continue
		}
		if found := e.sketch.similar(s); found >= Nearness && found > similarity {
			nearest, similarity = e, found
		}
	}
	return nearest, similarity
}

// recent reports whether the group of e was heard of within the window.
func (f *Finder) recent(e *entry, p *source.Post) bool {
	if e.group.last == 0 || p.Time.IsZero() {
		return true
	}
	apart := p.Time.Unix() - e.group.last
	return max(apart, -apart) <= f.window()
}

// same reports whether two prints are of one text.
func (f *print) same(other *print) bool { return f.keys == other.keys && f.bare == other.bare }

func (e *entry) sighting(again bool) Sighting {
	s := Sighting{Tier: e.tier, Similarity: float64(e.similarity), First: e.group.first, Count: e.group.count, Again: again}
	if s.Count > 1 {
		s.Origins = append([]Origin(nil), e.group.origins...)
	}
	return s
}

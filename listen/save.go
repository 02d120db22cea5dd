package listen

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"
)

// changes is what a save has to write.
type changes struct {
	posts   map[postKey]bool // true for one that the store has not had yet
	opened  map[openTally]bool
	brands  map[int]bool
	cursors map[string]bool
	ledgers map[string]bool
	removed map[string]bool
	clock   bool
	pauses  bool
	repeats uint64 // up to where repeats were saved before
}

type openTally struct {
	start int64
	brand int
}

func newChanges() *changes {
	return &changes{
		posts: make(map[postKey]bool), opened: make(map[openTally]bool), brands: make(map[int]bool),
		cursors: make(map[string]bool), ledgers: make(map[string]bool), removed: make(map[string]bool),
	}
}

// Save writes what changed since the last save to Options.Store, all or
// nothing. [Listener.Events] does so by itself; a service that uses Feed calls
// it when the events of what it fed are safe. Without a store it does nothing.
// Its error is a [*StoreError], or a [*StateError] where something has no saved
// form; the changes are kept for the next try.
func (l *Listener) Save(ctx context.Context) error {
	if l.options.Store == nil {
		return nil
	}
	began := time.Now()
	entries, err := l.save(ctx)
	if hook := l.options.Hooks.Saved; hook != nil && (entries > 0 || err != nil) {
		hook(Save{entries, time.Since(began), err})
	}
	return err
}

// save returns how many entries it wrote, or could not write.
func (l *Listener) save(ctx context.Context) (n int, err error) {
	l.saving.Lock() // one save at a time, and posts are taken meanwhile
	defer l.saving.Unlock()
	entries, c, err := l.collect()
	if err != nil || len(entries) == 0 {
		return 0, err
	}
	if err := l.options.Store.Save(ctx, entries); err != nil {
		l.putBack(c)
		return len(entries), &StoreError{err}
	}
	return len(entries), nil
}

// collect takes the changes and renders them. On an error none is taken.
func (l *Listener) collect() ([]Entry, *changes, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := l.changes
	var out sealed
	for _, key := range slices.Sorted(maps.Keys(c.removed)) {
		out.remove(key)
	}
	l.sealCounts(&out, c)
	l.sealSources(&out, c)
	mark := l.sealRepeats(&out)
	if until, changed := l.pauses.take(); changed || c.pauses {
		c.pauses = true
		out.put(keyPauses, until)
	}
	if c.clock {
		out.put(keyClock, l.clockState())
	}
	if err := errors.Join(out.errs...); err != nil {
		return nil, nil, err
	}
	c.repeats, l.repeatsSaved = l.repeatsSaved, mark
	l.changes = newChanges()
	return out.entries, c, nil
}

// sealCounts adds what was counted and learned.
func (l *Listener) sealCounts(out *sealed, c *changes) {
	for key := range c.posts {
		l.sealPost(out, key)
	}
	for o, held := range c.opened {
		if held {
			l.sealTally(out, o)
		}
	}
	for i := range c.brands {
		s, err := l.watches[i].state()
		if err != nil {
			out.errs = append(out.errs, &StateError{l.brandKey(i), err.Error()})
			continue
		}
		out.put(l.brandKey(i), s)
	}
}

// sealSources adds how far the sources were read, and their books.
func (l *Listener) sealSources(out *sealed, c *changes) {
	for src := range c.cursors {
		out.put(keyCursor+src, []byte(l.cursors[src]))
	}
	for src := range c.ledgers {
		out.put(keyLedger+src, l.ledgers[src])
		l.ledgers[src].changed = false
	}
}

func (l *Listener) sealPost(out *sealed, key postKey) {
	r, known := l.memory.get(key)
	if !known {
		out.remove(keyPost + key.String())
		return
	}
	s := postState{Version: r.version, Order: r.order}
	for _, b := range r.brands {
		s.Brands = append(s.Brands, l.brands[b].Name)
	}
	out.put(keyPost+key.String(), s)
}

func (l *Listener) sealTally(out *sealed, o openTally) {
	key := l.openKey(o.start, o.brand)
	if t := l.windows.get(o.start, o.brand); t != nil {
		out.put(key, t)
	} else {
		out.remove(key)
	}
}

// putBack keeps changes that could not be saved.
func (l *Listener) putBack(c *changes) {
	l.mu.Lock()
	defer l.mu.Unlock()
	maps.Copy(l.changes.posts, c.posts)
	maps.Copy(l.changes.opened, c.opened)
	maps.Copy(l.changes.brands, c.brands)
	maps.Copy(l.changes.cursors, c.cursors)
	maps.Copy(l.changes.ledgers, c.ledgers)
	maps.Copy(l.changes.removed, c.removed)
	l.changes.clock = l.changes.clock || c.clock
	l.changes.pauses = l.changes.pauses || c.pauses
	l.repeatsSaved = min(l.repeatsSaved, c.repeats)
}

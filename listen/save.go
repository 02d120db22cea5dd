package listen

import (
	"context"
	"maps"
	"slices"
)

// changes is what a save has to write.
type changes struct {
	posts   map[postKey]bool
	opened  map[openTally]bool
	brands  map[int]bool
	cursors map[string]bool
	ledgers map[string]bool
	removed map[string]bool
	clock   bool
	pauses  bool
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
// Its error is a [*StoreError]; the changes are kept for the next try.
func (l *Listener) Save(ctx context.Context) error {
	if l.options.Store == nil {
		return nil
	}
	l.saving.Lock() // one save at a time, and posts are taken meanwhile
	defer l.saving.Unlock()
	entries, c, err := l.collect()
	if err != nil || len(entries) == 0 {
		return err
	}
	if err := l.options.Store.Save(ctx, entries); err != nil {
		l.putBack(c)
		return &StoreError{err}
	}
	return nil
}

// collect takes the changes and renders them.
func (l *Listener) collect() ([]Entry, *changes, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := l.changes
	var entries []Entry
	for _, key := range slices.Sorted(maps.Keys(c.removed)) {
		entries = append(entries, Entry{Key: key})
	}
	for key := range c.posts {
		entries = append(entries, l.postEntry(key))
	}
	for o, held := range c.opened {
		if held {
			entries = append(entries, l.openEntry(o))
		}
	}
	for i := range c.brands {
		s, err := l.watches[i].state()
		if err != nil {
			return nil, nil, &StateError{l.brandKey(i), err.Error()}
		}
		entries = append(entries, Entry{l.brandKey(i), seal(s)})
	}
	for src := range c.cursors {
		entries = append(entries, cursorEntry(src, l.cursors[src]))
	}
	for src := range c.ledgers {
		entries = append(entries, Entry{keyLedger + src, seal(l.ledgers[src])})
	}
	if until, changed := l.pauses.take(); changed || c.pauses {
		c.pauses = true
		entries = append(entries, Entry{keyPauses, seal(until)})
	}
	if c.clock {
		entries = append(entries, Entry{keyClock, seal(l.clockState())})
	}
	l.changes = newChanges()
	return entries, c, nil
}

func (l *Listener) postEntry(key postKey) Entry {
	r, known := l.memory.get(key)
	if !known {
		return Entry{Key: keyPost + key.String()}
	}
	s := postState{Version: r.version, Order: r.order}
	for _, b := range r.brands {
		s.Brands = append(s.Brands, l.brands[b].Name)
	}
	return Entry{keyPost + key.String(), seal(s)}
}

func (l *Listener) openEntry(o openTally) Entry {
	key := l.openKey(o.start, o.brand)
	if t := l.windows.get(o.start, o.brand); t != nil {
		return Entry{key, seal(t)}
	}
	return Entry{Key: key}
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
}

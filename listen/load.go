package listen

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/earshot-go/earshot/source"
)

// loaded gathers entries that make sense only once all are read.
type loaded struct {
	posts []loadedPost
	stale []string
	known map[int]bool // brands with a state

	repeats [][]byte
}

type loadedPost struct {
	key postKey
	remembered
}

// load takes up the state of the store. What belongs to brands or settings
// that are no more is removed with the next save.
func (l *Listener) load(ctx context.Context) error {
	all := loaded{known: make(map[int]bool)}
	for e, err := range l.options.Store.Load(ctx) {
		if err != nil {
			return &StoreError{err}
		}
		if err := l.loadEntry(e, &all); err != nil {
			return err
		}
	}
	slices.SortFunc(all.posts, func(a, b loadedPost) int { return cmp.Compare(a.order, b.order) })
	for _, p := range all.posts {
		l.memory.restore(p.key, p.remembered)
	}
	for i, w := range l.watches {
		if l.stats.Posts > 0 && !all.known[i] {
			w.terms = "" // what was heard so far was not heard for this brand
		}
	}
	l.restoreRepeats(all.repeats)
	l.changes = newChanges()
	for _, key := range all.stale {
		l.changes.removed[key] = true
	}
	return nil
}

func (l *Listener) loadEntry(e Entry, all *loaded) error {
	switch {
	case e.Key == keyClock:
		var c clockState
		if err := unseal(e, &c); err != nil {
			return err
		}
		l.takeClock(c)
	case e.Key == keyPauses:
		return unseal(e, &l.pauses.until)
	case strings.HasPrefix(e.Key, keyCursor):
		var c []byte
		if err := unseal(e, &c); err != nil {
			return err
		}
		l.cursors[strings.TrimPrefix(e.Key, keyCursor)] = source.Cursor(c)
	case strings.HasPrefix(e.Key, keyLedger):
		book := &ledger{}
		if err := unseal(e, book); err != nil {
			return err
		}
		if book.Pages == nil {
			book.Pages = make(map[int64]*page)
		}
		if len(book.Shares) > 0 || book.Usual > 0 {
			l.sampled[strings.TrimPrefix(e.Key, keyLedger)] = true
		}
		l.ledgers[strings.TrimPrefix(e.Key, keyLedger)] = book
	case strings.HasPrefix(e.Key, keyPost):
		return l.loadPost(e, all)
	case strings.HasPrefix(e.Key, keyRepeat):
		return l.loadRepeat(e, all)
	case strings.HasPrefix(e.Key, keyBrand):
		return l.loadBrand(e, all)
	case strings.HasPrefix(e.Key, keyOpen):
		return l.loadOpen(e, all)
	default:
		return &StateError{e.Key, "is of no kind that this program knows"}
	}
	return nil
}

func (l *Listener) loadPost(e Entry, all *loaded) error {
	var s postState
	if err := unseal(e, &s); err != nil {
		return err
	}
	p := loadedPost{remembered: remembered{version: s.Version, order: s.Order}}
	if err := p.key.UnmarshalText([]byte(strings.TrimPrefix(e.Key, keyPost))); err != nil {
		return &StateError{e.Key, err.Error()}
	}
	for _, name := range s.Brands {
		if i, known := l.index[name]; known {
			p.brands = append(p.brands, int32(i))
		}
	}
	all.posts = append(all.posts, p)
	return nil
}

func (l *Listener) loadBrand(e Entry, all *loaded) error {
	settings, name, _ := strings.Cut(strings.TrimPrefix(e.Key, keyBrand), "/")
	i, known := l.index[name]
	if !known || settings != setting(&l.brands[i], &l.options) {
		all.stale = append(all.stale, e.Key)
		return nil
	}
	var s brandState
	if err := unseal(e, &s); err != nil {
		return err
	}
	all.known[i] = true
	if err := l.watches[i].take(s); err != nil {
		return &StateError{e.Key, err.Error()}
	}
	return nil
}

func (l *Listener) loadOpen(e Entry, all *loaded) error {
	settings, start, name, ok := openKeyParts(e.Key)
	i, known := l.index[name]
	if !ok || !known || settings != setting(&l.brands[i], &l.options) {
		all.stale = append(all.stale, e.Key)
		return nil
	}
	var t tally
	if err := unseal(e, &t); err != nil {
		return err
	}
	l.windows.set(start, i, &t)
	return nil
}

package storetest

import (
	"bytes"
	"context"
	"iter"
	"maps"
	"slices"
	"sync"

	"github.com/earshot-go/earshot/listen"
)

// Memory is a store in memory. The zero Memory is empty and ready; it is safe
// for concurrent use.
type Memory struct {
	mu      sync.Mutex
	entries map[string][]byte
	fail    error
}

// Fail makes every Save fail with err until it is called with nil.
func (m *Memory) Fail(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fail = err
}

// Load yields every entry, sorted by key.
func (m *Memory) Load(ctx context.Context) iter.Seq2[listen.Entry, error] {
	return func(yield func(listen.Entry, error) bool) {
		m.mu.Lock()
		entries := maps.Clone(m.entries)
		m.mu.Unlock()
		for _, key := range slices.Sorted(maps.Keys(entries)) {
			if err := ctx.Err(); err != nil {
				yield(listen.Entry{}, err)
				return
			}
			if !yield(listen.Entry{Key: key, Value: bytes.Clone(entries[key])}, nil) {
				return
			}
		}
	}
}

// Save writes all entries.
func (m *Memory) Save(ctx context.Context, entries []listen.Entry) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	if m.fail != nil {
		return m.fail
	}
	if m.entries == nil {
		m.entries = make(map[string][]byte)
	}
	for _, e := range entries {
		if e.Value == nil {
			delete(m.entries, e.Key)
		} else {
			m.entries[e.Key] = bytes.Clone(e.Value)
		}
	}
	return nil
}

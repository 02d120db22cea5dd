package jamwatch

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"iter"
	"maps"
	"os"
	"sync"

	"github.com/earshot-go/earshot/listen"
)

// FileStore keeps the state of a listener in a small file of JSON, which is
// written anew with every save. For anything large use boltstore.
type FileStore struct {
	path string

	mu      sync.Mutex
	entries map[string][]byte
}

// OpenFile opens the store at path, or makes an empty one.
func OpenFile(path string) (*FileStore, error) {
	s := &FileStore{path: path, entries: make(map[string][]byte)}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err == nil {
		err = json.Unmarshal(data, &s.entries)
	}
	return s, err
}

// Load yields every entry.
func (s *FileStore) Load(context.Context) iter.Seq2[listen.Entry, error] {
	return func(yield func(listen.Entry, error) bool) {
		s.mu.Lock()
		all := maps.Clone(s.entries)
		s.mu.Unlock()
		for key, value := range all {
			if !yield(listen.Entry{Key: key, Value: append([]byte{}, value...)}, nil) {
				return
			}
		}
	}
}

// Save writes all entries, or none.
func (s *FileStore) Save(ctx context.Context, entries []listen.Entry) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	next := maps.Clone(s.entries)
	for _, e := range entries {
		if e.Value == nil {
			delete(next, e.Key)
			continue
		}
		next[e.Key] = append([]byte{}, e.Value...)
	}
	data, err := json.Marshal(next)
	if err != nil {
		return err
	}
	// Written beside it and then renamed: a crash leaves the old file whole.
	if err := os.WriteFile(s.path+".new", data, 0o600); err != nil {
		return err
	}
	if err := os.Rename(s.path+".new", s.path); err != nil {
		return err
	}
	s.entries = next
	return nil
}

package main

import (
	"fmt"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/boltstore"
)

// A memory outlives the program in a file. The nil memory does not.
type memory struct {
	*boltstore.Store
	faults *faults
}

// open returns the memory in the file at path, or nil where path is empty.
func open(path string, f *faults) (*memory, error) {
	if path == "" {
		return nil, nil
	}
	store, err := boltstore.Open(path)
	if err != nil {
		return nil, fmt.Errorf("-state: %w", err)
	}
	if damaged := store.Damaged(); damaged != nil {
		f.tell(damaged)
	}
	return &memory{store, f}, nil
}

// store is what a listener takes: no store is nil, not a nil memory.
func (m *memory) store() listen.Store {
	if m == nil {
		return nil
	}
	return m.Store
}

func (m *memory) close() {
	if m == nil {
		return
	}
	if err := m.Close(); err != nil {
		m.faults.tell(err)
	}
}

package listen

import (
	"context"
	"fmt"
	"iter"
)

// A Store keeps what a Listener knows from one run of a program to the next:
// cursors, open windows, baselines, alerts that are up, and which posts were
// counted. [github.com/earshot-go/earshot/listen/boltstore] is one in a file;
// [github.com/earshot-go/earshot/listen/storetest] tests others.
//
// A Store belongs to one Listener at a time. It need not understand what it
// keeps.
type Store interface {
	// Load yields every entry, in any order.
	Load(ctx context.Context) iter.Seq2[Entry, error]
	// Save writes all entries or, when it fails, none. What it has written
	// survives the end of the process.
	Save(ctx context.Context, entries []Entry) error
}

// An Entry is a value under a key. In a Save, a nil Value removes the key.
// Keys are valid UTF-8 of at most 4 KiB.
type Entry struct {
	Key   string
	Value []byte
}

// A StoreError means that the store failed. Listening goes on, and what could
// not be saved is tried again.
type StoreError struct{ Err error }

func (e *StoreError) Error() string { return fmt.Sprintf("listen: store: %v", e.Err) }

func (e *StoreError) Unwrap() error { return e.Err }

// A StateError means that a saved entry is damaged, or was written by a newer
// version of this package.
type StateError struct {
	Key    string
	Reason string
}

func (e *StateError) Error() string { return fmt.Sprintf("listen: state %q: %s", e.Key, e.Reason) }

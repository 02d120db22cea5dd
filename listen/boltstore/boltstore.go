package boltstore

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"iter"
	"os"
	"runtime/debug"
	"sync"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"github.com/earshot-go/earshot/listen"
)

// bucket holds all entries.
var bucket = []byte("earshot")

// copyStep is how often a copy is made while there are saves.
const copyStep = time.Hour

// lockWait is how long Open waits for another process that has the file open.
const lockWait = 2 * time.Second

// A Store is a [listen.Store] in a file. It is safe for concurrent use, by one
// process at a time.
type Store struct {
	path    string
	db      *bbolt.DB
	damaged *DamagedError

	mu     sync.Mutex
	copied time.Time
}

var _ listen.Store = (*Store)(nil)

// A DamagedError tells that the file was torn or is no store.
type DamagedError struct {
	Path  string // where it was
	Moved string // where it is now
	// Restored tells that the last good copy is in use; without one the
	// store began anew.
	Restored bool
	Err      error
}

func (e *DamagedError) Error() string {
	then := "and the store begins anew, for there was no copy"
	if e.Restored {
		then = "and the last good copy is used"
	}
	return fmt.Sprintf("boltstore: %s is damaged (%v); it was moved to %s, %s", e.Path, e.Err, e.Moved, then)
}

func (e *DamagedError) Unwrap() error { return e.Err }

// Open opens the store at path, which is created where there is none. A file
// that is in use by another process is an error. A damaged file is not: see
// [Store.Damaged].
func Open(path string) (*Store, error) {
	if path == "" {
		return nil, errors.New("boltstore: path is empty")
	}
	db, err := openSound(path)
	var damaged *DamagedError
	if errors.Is(err, errDamaged) {
		if damaged, err = setAside(path, err); err == nil {
			db, err = openSound(path)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("boltstore: %s: %w", path, err)
	}
	s := &Store{path: path, db: db, damaged: damaged}
	if err := s.copy(); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return s, nil
}

// Damaged returns what was wrong with the file when it was opened, or nil.
func (s *Store) Damaged() *DamagedError { return s.damaged }

var errDamaged = errors.New("not a sound database")

// openSound opens the database and reads all of it. On torn pages bbolt
// panics or touches memory beyond the end of the file; both count as damage.
// What such a panic leaves open stays so, under another name, until the
// process ends.
func openSound(path string) (db *bbolt.DB, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			db, err = nil, fmt.Errorf("%w: %v", errDamaged, p)
		}
	}()
	db, err = bbolt.Open(path, 0o600, &bbolt.Options{Timeout: lockWait, FreelistType: bbolt.FreelistMapType})
	if err != nil {
		return nil, classify(err)
	}
	if err := check(db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// classify tells damage from a file that cannot be had.
func classify(err error) error {
	var path *fs.PathError
	if errors.Is(err, berrors.ErrTimeout) {
		return errors.New("another process has it open")
	}
	if errors.As(err, &path) {
		return err
	}
	return fmt.Errorf("%w: %w", errDamaged, err)
}

// check reads every entry, after it has made the bucket in a new file.
func check(db *bbolt.DB) error {
	err := db.View(func(tx *bbolt.Tx) error {
		b := tx.Bucket(bucket)
		if b == nil {
			return errNew
		}
		var before []byte
		return b.ForEach(func(k, v []byte) error {
			if bytes.Compare(before, k) >= 0 && before != nil {
				return fmt.Errorf("%w: key %.40q is out of order", errDamaged, k)
			}
			before = k
			_, err := unseal(v)
			return err
		})
	})
	if errors.Is(err, errNew) {
		return db.Update(func(tx *bbolt.Tx) error {
			_, err := tx.CreateBucketIfNotExists(bucket)
			return err
		})
	}
	return err
}

var errNew = errors.New("a new file")

var checksums = crc32.MakeTable(crc32.Castagnoli)

// seal adds a checksum to a value, for bbolt has none of its own.
func seal(value []byte) []byte {
	sum := crc32.Checksum(value, checksums)
	return binary.BigEndian.AppendUint32(bytes.Clone(value), sum)
}

func unseal(sealed []byte) ([]byte, error) {
	if len(sealed) < crc32.Size {
		return nil, fmt.Errorf("%w: a value is cut short", errDamaged)
	}
	value, sum := sealed[:len(sealed)-crc32.Size], sealed[len(sealed)-crc32.Size:]
	if crc32.Checksum(value, checksums) != binary.BigEndian.Uint32(sum) {
		return nil, fmt.Errorf("%w: a value does not match its checksum", errDamaged)
	}
	return bytes.Clone(value), nil
}

// setAside moves a damaged file away and puts the copy in its place.
func setAside(path string, damage error) (*DamagedError, error) {
	d := &DamagedError{Path: path, Err: damage}
	for n := 1; ; n++ {
		d.Moved = fmt.Sprintf("%s.damaged-%d", path, n)
		if _, err := os.Stat(d.Moved); errors.Is(err, fs.ErrNotExist) {
			break
		}
	}
	if err := os.Rename(path, d.Moved); err != nil {
		return nil, err
	}
	err := os.Rename(path+".copy", path)
	d.Restored = err == nil
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return d, err
}

// Load yields every entry, sorted by key.
func (s *Store) Load(ctx context.Context) iter.Seq2[listen.Entry, error] {
	return func(yield func(listen.Entry, error) bool) {
		left := false
		err := s.db.View(func(tx *bbolt.Tx) error {
			return tx.Bucket(bucket).ForEach(func(k, v []byte) error {
				if err := ctx.Err(); err != nil {
					return err
				}
				value, err := unseal(v)
				if err != nil {
					return fmt.Errorf("%q: %w", k, err)
				}
				if !yield(listen.Entry{Key: string(k), Value: value}, nil) {
					left = true
					return errLeft
				}
				return nil
			})
		})
		if err != nil && !left {
			yield(listen.Entry{}, fmt.Errorf("boltstore: %w", err))
		}
	}
}

var errLeft = errors.New("the loop was left")

// Save writes all entries in one transaction, which is on the disk when it
// returns.
func (s *Store) Save(ctx context.Context, entries []listen.Entry) error {
	err := s.db.Update(func(tx *bbolt.Tx) error {
		b := tx.Bucket(bucket)
		for _, e := range entries {
			if err := write(b, e); err != nil {
				return err
			}
		}
		return ctx.Err()
	})
	if err != nil {
		return fmt.Errorf("boltstore: %w", err)
	}
	return s.copyNowAndThen()
}

func write(b *bbolt.Bucket, e listen.Entry) error {
	if e.Value == nil {
		return b.Delete([]byte(e.Key))
	}
	return b.Put([]byte(e.Key), seal(e.Value))
}

func (s *Store) copyNowAndThen() error {
	s.mu.Lock()
	due := time.Since(s.copied) >= copyStep
	s.mu.Unlock()
	if !due {
		return nil
	}
	return s.copy()
}

// copy writes a copy of the file beside it. It appears under its name only
// when it is complete and on the disk.
func (s *Store) copy() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.copied = time.Now()
	name := s.path + ".copy"
	err := s.db.View(func(tx *bbolt.Tx) error { return writeFile(name+".new", tx) })
	if err == nil {
		err = os.Rename(name+".new", name)
	}
	if err != nil {
		return fmt.Errorf("boltstore: copying: %w", err)
	}
	return nil
}

func writeFile(name string, tx *bbolt.Tx) error {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = tx.WriteTo(f)
	return errors.Join(err, f.Sync(), f.Close())
}

// Close makes a last copy and closes the file. The store must not be used
// after it.
func (s *Store) Close() error {
	return errors.Join(s.copy(), s.db.Close())
}

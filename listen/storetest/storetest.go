package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/earshot-go/earshot/listen"
)

// A Harness tells the kit how to get at a store.
type Harness struct {
	// Open opens the store. It is called again after the function that it
	// returned has closed it, as the next process would.
	Open func() (store listen.Store, closed func() error, err error)
	// Forgets tells that nothing is left when the store is closed.
	Forgets bool
}

// A Check is one rule and how it is tried.
type Check struct {
	Name string // as a subtest is called
	Rule string // the sentence that a store must keep
	Try  func(ctx context.Context, h Harness) error
}

// Run tries all checks, each as a subtest. Entries of earlier checks are
// removed before each.
func Run(t *testing.T, h Harness) {
	t.Helper()
	for _, check := range Checks() {
		t.Run(check.Name, func(t *testing.T) {
			if err := check.Try(t.Context(), h); err != nil {
				t.Errorf("%v\nThe rule: %s", err, check.Rule)
			}
		})
	}
}

// All tries all checks and returns what each found, joined.
func All(ctx context.Context, h Harness) error {
	var errs []error
	for _, check := range Checks() {
		if err := check.Try(ctx, h); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", check.Name, err))
		}
	}
	return errors.Join(errs...)
}

// Checks returns all checks, the simplest first.
func Checks() []Check {
	return []Check{
		{"keeps", "Load yields every entry that was saved, with its bytes, once.", with(tryKeeps)},
		{"replaces", "A later value replaces the earlier one under the same key.", with(tryReplaces)},
		{"removes", "A nil value removes the key, also one that is not there; an empty value is kept.", with(tryRemoves)},
		{"copies", "The caller may change the bytes that it saved, or was given.", with(tryCopies)},
		{"awkward keys", "Any valid UTF-8 of up to 4 KiB is a key.", with(tryKeys)},
		{"large values", "A value may be a mebibyte long.", with(tryLarge)},
		{"all or nothing", "A Save that fails has written none of its entries.", with(tryAtomic)},
		{"load can be left", "The loop over Load may be left, and the store goes on.", with(tryLeave)},
		{"concurrent use", "Save and Load may run at the same time.", with(tryConcurrent)},
		{"lasts", "What was saved is there when the store is opened again.", tryLasts},
	}
}

// with opens an emptied store for a check and closes it after.
func with(try func(ctx context.Context, s listen.Store) error) func(context.Context, Harness) error {
	return func(ctx context.Context, h Harness) (failed error) {
		s, closed, err := h.Open()
		if err != nil {
			return fmt.Errorf("opening: %w", err)
		}
		defer func() { failed = errors.Join(failed, closed()) }()
		if err := empty(ctx, s); err != nil {
			return fmt.Errorf("emptying: %w", err)
		}
		return try(ctx, s)
	}
}

func empty(ctx context.Context, s listen.Store) error {
	all, err := read(ctx, s)
	if err != nil {
		return err
	}
	var removals []listen.Entry
	for key := range all {
		removals = append(removals, listen.Entry{Key: key})
	}
	return s.Save(ctx, removals)
}

// read loads everything and fails where a key comes twice.
func read(ctx context.Context, s listen.Store) (map[string][]byte, error) {
	all := make(map[string][]byte)
	for e, err := range s.Load(ctx) {
		if err != nil {
			return nil, err
		}
		if _, twice := all[e.Key]; twice {
			return nil, fmt.Errorf("the key %.40q was yielded twice", e.Key)
		}
		all[e.Key] = e.Value
	}
	return all, nil
}

func save(ctx context.Context, s listen.Store, pairs ...string) error {
	var entries []listen.Entry
	for i := 0; i < len(pairs); i += 2 {
		entries = append(entries, listen.Entry{Key: pairs[i], Value: []byte(pairs[i+1])})
	}
	return s.Save(ctx, entries)
}

// want compares what the store holds with pairs of keys and values.
func want(ctx context.Context, s listen.Store, pairs ...string) error {
	all, err := read(ctx, s)
	if err != nil {
		return err
	}
	for i := 0; i < len(pairs); i += 2 {
		value, found := all[pairs[i]]
		if !found {
			return fmt.Errorf("the key %.40q is missing", pairs[i])
		}
		if string(value) != pairs[i+1] {
			return fmt.Errorf("the key %.40q holds %.40q (%d bytes), and %.40q (%d bytes) was saved", pairs[i], value, len(value), pairs[i+1], len(pairs[i+1]))
		}
		delete(all, pairs[i])
	}
	for key := range all {
		return fmt.Errorf("the key %.40q is there, and should not be", key)
	}
	return nil
}

func tryKeeps(ctx context.Context, s listen.Store) error {
	if err := errors.Join(want(ctx, s), s.Save(ctx, nil), save(ctx, s, "a", "1", "b", "2")); err != nil {
		return err
	}
	return want(ctx, s, "a", "1", "b", "2")
}

func tryReplaces(ctx context.Context, s listen.Store) error {
	if err := errors.Join(save(ctx, s, "a", "1", "b", "2"), save(ctx, s, "a", "3")); err != nil {
		return err
	}
	return want(ctx, s, "a", "3", "b", "2")
}

func tryRemoves(ctx context.Context, s listen.Store) error {
	err := errors.Join(
		save(ctx, s, "a", "1", "b", "2", "c", ""),
		s.Save(ctx, []listen.Entry{{Key: "a"}, {Key: "never"}}),
	)
	if err != nil {
		return err
	}
	return want(ctx, s, "b", "2", "c", "")
}

func tryCopies(ctx context.Context, s listen.Store) error {
	value := []byte("1")
	if err := s.Save(ctx, []listen.Entry{{Key: "a", Value: value}}); err != nil {
		return err
	}
	value[0] = 'x'
	all, err := read(ctx, s)
	if err != nil {
		return err
	}
	for i := range all["a"] {
		all["a"][i] = 'y'
	}
	return want(ctx, s, "a", "1")
}

func tryKeys(ctx context.Context, s listen.Store) error {
	pairs := []string{"a/b", "1", "a", "2", "a/", "3", "مرحبا", "4", " ", "5", "a\x00b", "6", strings.Repeat("k", 4096), "7"}
	if err := save(ctx, s, pairs...); err != nil {
		return err
	}
	return want(ctx, s, pairs...)
}

func tryLarge(ctx context.Context, s listen.Store) error {
	large := string(bytes.Repeat([]byte{0, 1, 0xFF, 'x'}, 1<<18))
	if err := save(ctx, s, "a", large); err != nil {
		return err
	}
	return want(ctx, s, "a", large)
}

// tryAtomic lets a Save fail by a context that is done.
func tryAtomic(ctx context.Context, s listen.Store) error {
	if err := save(ctx, s, "a", "1", "b", "2"); err != nil {
		return err
	}
	done, cancel := context.WithCancel(ctx)
	cancel()
	if err := save(done, s, "a", "3", "c", "4"); err == nil {
		return errors.New("a Save with a context that is done succeeded")
	}
	return want(ctx, s, "a", "1", "b", "2")
}

func tryLeave(ctx context.Context, s listen.Store) error {
	if err := save(ctx, s, "a", "1", "b", "2"); err != nil {
		return err
	}
	for range s.Load(ctx) {
		break
	}
	if err := save(ctx, s, "c", "3"); err != nil {
		return err
	}
	return want(ctx, s, "a", "1", "b", "2", "c", "3")
}

func tryConcurrent(ctx context.Context, s listen.Store) error {
	const writers, rounds = 4, 8
	errs := make([]error, writers)
	var wait sync.WaitGroup
	for w := range writers {
		wait.Go(func() {
			for r := range rounds {
				_, err := read(ctx, s)
				errs[w] = errors.Join(errs[w], err, save(ctx, s, fmt.Sprint("w", w), fmt.Sprint(r)))
			}
		})
	}
	wait.Wait()
	if err := errors.Join(errs...); err != nil {
		return err
	}
	last := fmt.Sprint(rounds - 1)
	return want(ctx, s, "w0", last, "w1", last, "w2", last, "w3", last)
}

func tryLasts(ctx context.Context, h Harness) error {
	if h.Forgets {
		return nil
	}
	first := with(func(ctx context.Context, s listen.Store) error { return save(ctx, s, "a", "1") })
	if err := first(ctx, h); err != nil {
		return err
	}
	s, closed, err := h.Open()
	if err != nil {
		return fmt.Errorf("opening again: %w", err)
	}
	return errors.Join(want(ctx, s, "a", "1"), closed())
}

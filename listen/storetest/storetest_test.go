package storetest_test

import (
	"context"
	"errors"
	"iter"
	"testing"

	"github.com/stretchr/testify/assert"
	"go.uber.org/goleak"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestMemory(t *testing.T) {
	t.Parallel()
	var m storetest.Memory
	storetest.Run(t, harness(&m))
}

func harness(s listen.Store) storetest.Harness {
	return storetest.Harness{Open: func() (listen.Store, func() error, error) { return s, func() error { return nil }, nil }}
}

// double is a store with a planted fault.
type double struct {
	storetest.Memory
	load func(iter.Seq2[listen.Entry, error]) iter.Seq2[listen.Entry, error]
	save func(*storetest.Memory, context.Context, []listen.Entry) error
}

func (d *double) Load(ctx context.Context) iter.Seq2[listen.Entry, error] {
	if d.load == nil {
		return d.Memory.Load(ctx)
	}
	return d.load(d.Memory.Load(ctx))
}

func (d *double) Save(ctx context.Context, entries []listen.Entry) error {
	if d.save == nil {
		return d.Memory.Save(ctx, entries)
	}
	return d.save(&d.Memory, ctx, entries)
}

func TestPlantedFaultsAreFound(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		fault, found string
		double       *double
	}{
		{"yields an entry twice", "keeps", &double{load: func(all iter.Seq2[listen.Entry, error]) iter.Seq2[listen.Entry, error] {
			return func(yield func(listen.Entry, error) bool) {
				for e, err := range all {
					for range 2 {
						if !yield(e, err) {
							return
						}
					}
				}
			}
		}}},
		{"ignores removals", "removes", &double{save: func(m *storetest.Memory, ctx context.Context, entries []listen.Entry) error {
			var kept []listen.Entry
			for _, e := range entries {
				if e.Value != nil {
					kept = append(kept, e)
				}
			}
			return m.Save(ctx, kept)
		}}},
		{"takes an empty value for none", "removes", &double{save: func(m *storetest.Memory, ctx context.Context, entries []listen.Entry) error {
			for i := range entries {
				if len(entries[i].Value) == 0 {
					entries[i].Value = nil
				}
			}
			return m.Save(ctx, entries)
		}}},
		{"writes one by one", "all or nothing", &double{save: func(m *storetest.Memory, ctx context.Context, entries []listen.Entry) error {
			if err := m.Save(context.WithoutCancel(ctx), entries[:min(1, len(entries))]); err != nil {
				return err
			}
			return m.Save(ctx, entries)
		}}},
		{"cuts values off", "large values", &double{save: func(m *storetest.Memory, ctx context.Context, entries []listen.Entry) error {
			for i := range entries {
				entries[i].Value = entries[i].Value[:min(len(entries[i].Value), 1<<16)]
			}
			return m.Save(ctx, entries)
		}}},
		{"keeps the first value", "replaces", &double{save: func(m *storetest.Memory, ctx context.Context, entries []listen.Entry) error {
			var fresh []listen.Entry
			held := map[string]bool{}
			for e := range m.Load(ctx) {
				held[e.Key] = true
			}
			for _, e := range entries {
				if e.Value == nil || !held[e.Key] {
					fresh = append(fresh, e)
				}
			}
			return m.Save(ctx, fresh)
		}}},
	} {
		t.Run(c.fault, func(t *testing.T) {
			t.Parallel()
			err := storetest.All(t.Context(), harness(c.double))
			assert.ErrorContains(t, err, c.found+":")
		})
	}
}

func TestForgettingIsFound(t *testing.T) {
	t.Parallel()
	h := storetest.Harness{Open: func() (listen.Store, func() error, error) {
		return new(storetest.Memory), func() error { return nil }, nil
	}}
	assert.ErrorContains(t, storetest.All(t.Context(), h), "lasts: ")
	h.Forgets = true
	assert.NoError(t, storetest.All(t.Context(), h))
}

func TestFail(t *testing.T) {
	t.Parallel()
	var m storetest.Memory
	full := errors.New("disk full")
	m.Fail(full)
	assert.ErrorIs(t, m.Save(t.Context(), []listen.Entry{{Key: "a", Value: []byte("1")}}), full)
	m.Fail(nil)
	assert.NoError(t, m.Save(t.Context(), []listen.Entry{{Key: "a", Value: []byte("1")}}))
}

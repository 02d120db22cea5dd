package listen_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/storetest"
	"github.com/earshot-go/earshot/source"
)

func TestStatsAndCursorsLast(t *testing.T) {
	t.Parallel()
	store := new(storetest.Memory)
	opts := &listen.Options{Once: true, Store: store}
	all := []source.Post{post("1", 1), post("2", 2), post("3", 3)}

	first, _ := collect(newListener(t, opts, list("s", 1, nil, all[:2]...)).Events(t.Context()))
	assert.Equal(t, []string{"s/1", "s/2"}, ids(first))
	l := newListener(t, opts, list("s", 1, nil, all...))
	second, _ := collect(l.Events(t.Context()))
	assert.Equal(t, []string{"s/3"}, ids(second), "the cursor goes on where it was")
	assert.EqualValues(t, 3, l.Stats().Mentions)
	assert.Zero(t, l.Stats().Dropped[listen.Repeat])
}

func TestLeftBatchIsReadAgainAndCountedOnce(t *testing.T) {
	t.Parallel()
	store := new(storetest.Memory)
	opts := &listen.Options{Once: true, Store: store}
	src := func() source.Source { return list("s", 4, nil, post("1", 1), post("2", 2), post("3", 3), post("4", 4)) }
	n := 0
	for range newListener(t, opts, src()).Events(t.Context()) {
		if n++; n == 2 {
			break
		}
	}
	l := newListener(t, opts, src())
	events, _ := collect(l.Events(t.Context()))
	assert.Equal(t, []string{"s/3", "s/4"}, ids(events))
	assert.EqualValues(t, 4, l.Stats().Mentions)
	assert.EqualValues(t, 2, l.Stats().Dropped[listen.Repeat])
}

func TestChangedConfigurationKeepsWhatStillFits(t *testing.T) {
	t.Parallel()
	store := new(storetest.Memory)
	l := newListener(t, &listen.Options{Store: store})
	feed(t, l, ordinary(1, 2, 5)...)
	require.NoError(t, l.Save(t.Context()))

	other, err := listen.New([]listen.Brand{{Name: "Zonnova"}, {Name: "Newcomer"}}, nil, &listen.Options{Store: store, Interval: 30 * time.Minute})
	require.NoError(t, err, "another interval and other brands begin anew")
	assert.Equal(t, l.Stats(), other.Stats())
	feed(t, other, source.Post{ID: "new", Text: "Newcomer", Time: at(72 * time.Hour)})
	require.NoError(t, other.Save(t.Context()))
	for e := range store.Load(t.Context()) {
		assert.NotContains(t, e.Key, "Brewpoint", "what belongs to nobody is removed")
	}
}

func TestDamagedStateIsNamed(t *testing.T) {
	t.Parallel()
	store := new(storetest.Memory)
	l := newListener(t, &listen.Options{Store: store})
	feed(t, l, ordinary(1, 2, 5)...)
	require.NoError(t, l.Save(t.Context()))
	var entries []listen.Entry
	for e := range store.Load(t.Context()) {
		entries = append(entries, e)
	}
	seen := map[string]bool{}
	for _, e := range entries {
		kind, _, _ := strings.Cut(e.Key, "/")
		if seen[kind] {
			continue
		}
		seen[kind] = true
		for name, value := range map[string][]byte{
			"empty":       {},
			"newer":       append([]byte{99}, e.Value[1:]...),
			"cut off":     e.Value[:len(e.Value)/2],
			"overwritten": []byte("\x01[1,2"),
		} {
			t.Run(kind+" "+name, func(t *testing.T) {
				require.NoError(t, store.Save(t.Context(), []listen.Entry{{Key: e.Key, Value: value}}))
				_, err := listen.New(brands, nil, &listen.Options{Store: store})
				var bad *listen.StateError
				require.ErrorAs(t, err, &bad)
				assert.Equal(t, e.Key, bad.Key)
			})
		}
		require.NoError(t, store.Save(t.Context(), []listen.Entry{e}))
	}
	assert.Len(t, seen, 6, "clock, ledgers, posts, repeats, brands and open windows")
}

func TestFullDiskIsToldAndListeningGoesOn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		full := errors.New("no space left on device")
		store := new(storetest.Memory)
		store.Fail(full)
		l := newListener(t, &listen.Options{Store: store}, stream("s", time.Second))
		events, errs := listenFor(t, l, 90*time.Second)
		assert.Greater(t, len(events), 80, "listening goes on")
		require.NotEmpty(t, errs)
		assert.LessOrEqual(t, len(errs), 3, "the same trouble is not told every second")
		var failed *listen.StoreError
		require.ErrorAs(t, errs[0], &failed)
		assert.ErrorIs(t, errs[0], full)

		store.Fail(nil)
		require.NoError(t, l.Save(t.Context()))
		again := newListener(t, &listen.Options{Store: store})
		assert.Equal(t, l.Stats(), again.Stats(), "nothing was lost by the failed saves")
	})
}

func TestPushSourceIsAnsweredWhenItsPostsAreSafe(t *testing.T) {
	t.Parallel()
	full := errors.New("no space left on device")
	for _, fail := range []error{nil, full} {
		t.Run(fmt.Sprint(fail), func(t *testing.T) {
			t.Parallel()
			store := new(storetest.Memory)
			store.Fail(fail)
			answer := make(chan error, 1)
			src := source.Func("push", gapless(source.Batch{Posts: []source.Post{post("1", 1)}, Done: func(err error) {
				saved := 0
				for range store.Load(t.Context()) {
					saved++
				}
				assert.Equal(t, fail == nil, saved > 0, "saved before the peer is answered")
				answer <- err
			}}))
			collect(newListener(t, &listen.Options{Once: true, Store: store}, src).Events(t.Context()))
			assert.ErrorIs(t, <-answer, fail)
		})
	}
}

func TestRateLimitsOutliveTheProcess(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := new(storetest.Memory)
		limited := func() (source.Source, *[]time.Time) {
			s, passes := polled("s", func(int) (source.Batch, error) {
				return source.Batch{}, &source.RateLimitError{Until: time.Now().Add(3 * time.Hour), Scope: "example.com"}
			})
			return scoped{s, "example.com"}, passes
		}
		first, _ := limited()
		listenFor(t, newListener(t, &listen.Options{Store: store}, first), time.Minute)

		second, passes := limited()
		listenFor(t, newListener(t, &listen.Options{Store: store}, second), 2*time.Hour)
		assert.Empty(t, *passes, "the next run does not ask before the time")

		third, passes := limited()
		_, errs := collect(newListener(t, &listen.Options{Store: store, Once: true}, third).Events(t.Context()))
		assert.Empty(t, *passes)
		require.Len(t, errs, 1)
		var limit *source.RateLimitError
		assert.ErrorAs(t, errs[0], &limit)

		fourth, passes := limited()
		listenFor(t, newListener(t, &listen.Options{Store: store}, fourth), 2*time.Hour)
		assert.NotEmpty(t, *passes, "and asks after it")
	})
}

package listen_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"math/rand/v2"
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

// The laws of docs/design.md, one test each. Each has more tests of its parts
// elsewhere; here stands that the law as a whole holds.

// sameTime is a source whose posts share few times: its cursor says how many
// were read, and it reads in pages of which the last is cut off.
func sameTime(posts []source.Post) source.Source { return list("s", 7, nil, posts...) }

func TestLaw1NothingLost(t *testing.T) {
	t.Parallel()
	posts := ordinary(11, 3, 6)
	for i := range posts {
		posts[i].Time = posts[i].Time.Truncate(time.Hour) // many at the same instant
	}
	rng := rand.New(rand.NewPCG(1, 1))
	store := new(storetest.Memory)
	heard := map[string]int{}
	var last *listen.Listener
	for run := 0; ; run++ {
		require.Less(t, run, 1000)
		last = newListener(t, &listen.Options{Once: true, Store: store}, sameTime(posts))
		n, left := 1+rng.IntN(40), false
		for e, err := range last.Events(t.Context()) {
			require.NoError(t, err)
			if m, ok := e.(*listen.Mention); ok {
				heard[m.Post.ID+" "+m.Brand]++
			}
			if n--; n == 0 {
				left = true
				break // the program ends here
			}
		}
		if !left {
			break
		}
	}
	want := map[string]int{}
	for _, m := range mentions(replay(t, posts)) {
		want[m.Post.ID+" "+m.Brand] = 1
	}
	assert.Equal(t, want, heard, "each mention is told, and once where the state was saved")
	assert.EqualValues(t, len(want), last.Stats().Mentions, "and counted once")
}

func TestLaw2NothingHidden(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(2, 2))
	gap := source.Gap{From: at(30 * time.Hour), To: at(33*time.Hour + 30*time.Minute)}
	var sources []source.Source
	total := 0
	for s := range 3 {
		posts := ordinary(uint64(20+s), 3, 8)
		posts = append(posts, posts[:len(posts)/3]...) // repeats
		for i := range posts {
			switch rng.IntN(10) {
			case 0:
				posts[i].ID = ""
			case 1:
				posts[i].Text = "nothing here"
			case 2:
				posts[i].Time = time.Time{}
			}
		}
		total += len(posts)
		sources = append(sources, source.Func(fmt.Sprint("s", s), gapSource(posts, gap)))
	}
	l := newListener(t, once, sources...)
	collect(l.Events(t.Context()))

	stats := l.Stats()
	assert.EqualValues(t, total, stats.Posts, "whatever was fetched is counted")
	sum := func(mentioned int64, dropped map[listen.Reason]int64) int64 {
		for _, n := range dropped {
			mentioned += n
		}
		return mentioned
	}
	assert.Equal(t, stats.Posts, sum(stats.Mentioned, stats.Dropped), "fetched = emitted + dropped")
	booked := int64(0)
	for _, c := range l.Coverage(time.Time{}, at(30*day)) {
		assert.Equal(t, c.Posts, sum(c.Mentioned, c.Dropped), "%s at %s", c.Source, c.Start)
		booked += c.Posts
		missing := min(c.End.Sub(gap.From), gap.To.Sub(c.Start), time.Hour).Hours()
		assert.InDelta(t, 1-max(0, missing), c.Heard, 1e-9, c.Start)
		want := listen.Partial
		if c.Heard == 1 {
			want = listen.Complete
		} else if c.Heard == 0 {
			want = listen.Absent
		}
		assert.Equal(t, want, c.State)
	}
	assert.Equal(t, stats.Posts, booked, "every post is in the books of its source and window")
}

func TestLaw3SameInSameOut(t *testing.T) {
	t.Parallel()
	posts := audience(ordinary(3, 9, 10), 3)
	tell := func(opts listen.Options) string {
		var windows []*listen.Window
		opts.Hooks.Judged = func(w *listen.Window) { windows = append(windows, w) }
		l := newListener(t, &opts)
		events := feed(t, l, posts...)
		return marshal(t, events) + marshal(t, windows) + marshal(t, l.Stats())
	}
	one := tell(listen.Options{})
	assert.True(t, one == tell(listen.Options{}), "two runs differ")
	assert.True(t, one == tell(listen.Options{Store: new(storetest.Memory), Record: io.Discard, Poll: time.Minute}), "how it is fetched and kept changes nothing")
	assert.False(t, one == tell(listen.Options{Duplicates: listen.EachText}))
}

func TestLaw4EverythingSaysWhy(t *testing.T) {
	t.Parallel()
	l := newListener(t, nil)
	fired := 0
	for _, e := range feed(t, l, crisis()...) {
		switch e := e.(type) {
		case *listen.Mention:
			for _, h := range e.Hits {
				require.NotEmpty(t, e.Text[h.Start:h.End])
				require.NotEmpty(t, h.Kind)
				require.NotEmpty(t, h.Term)
			}
			sum := 0.0
			for _, c := range l.Cues(e) {
				sum += c.Contribution
			}
			require.InDelta(t, e.Sentiment.Valence, sum, 1e-9, "the cues of %q add up", e.Text)
		case *listen.Alert:
			fired++
			w := e.Why
			assert.Less(t, w.P, w.Threshold, "%s", e)
			assert.LessOrEqual(t, e.Low, e.High)
			assert.NotEmpty(t, w.Measure)
			assert.False(t, w.From.After(w.To))
			assert.NotEmpty(t, w.Posts)
			assert.NotEmpty(t, w.Sources)
			assert.NotEmpty(t, w.Authors)
			assert.NotEmpty(t, e.Config)
			assert.NotEmpty(t, w.String())
			assert.NotContains(t, w.String(), "NaN")
			assert.GreaterOrEqual(t, e.Severity, 1)
			assert.LessOrEqual(t, e.Severity, 10)
		}
	}
	assert.GreaterOrEqual(t, fired, 4)
}

func TestLaw5UnknownIsNotZero(t *testing.T) {
	t.Parallel()
	var windows []*listen.Window
	l := newListener(t, &listen.Options{Hooks: listen.Hooks{Judged: func(w *listen.Window) { windows = append(windows, w) }}})
	got := mentions(feed(t, l,
		source.Post{ID: "1", Text: "Brewpoint", Time: at(0), Author: source.Author{Handle: "a"}},
		source.Post{ID: "2", Text: "Brewpoint", Time: at(90 * time.Minute)},
		source.Post{ID: "3", Text: "Brewpoint", Time: at(9 * time.Hour)},
	))
	require.Len(t, got, 3)
	for _, m := range got {
		assert.Zero(t, m.Sentiment.Confidence, "a bare name says nothing")
		_, known := m.Post.Author.Followers.Value()
		assert.False(t, known)
		assert.NotContains(t, marshal(t, m), `"followers"`)
	}
	require.NotEmpty(t, windows)
	for _, w := range windows {
		assert.Nil(t, w.Tone, "no mention told a tone")
		assert.False(t, w.Volume.Ready, "too little was seen")
		assert.InDelta(t, 1, w.Volume.P, 1e-9)
		if w.Mentions == 0 {
			assert.Nil(t, w.Complaint, "a share of nothing")
		}
	}
	assert.Empty(t, l.Coverage(time.Time{}, at(-time.Hour)), "before the first post nothing is known")
}

func TestLaw6StateIsSmallBoundedAndPortable(t *testing.T) {
	t.Parallel()
	posts, rng := audience(crisis(), 6), rand.New(rand.NewPCG(6, 6))
	want := marshal(t, replay(t, posts))
	store := new(storetest.Memory)
	var got []listen.Event
	for done := 0; done < len(posts); {
		n := min(len(posts)-done, 1+rng.IntN(len(posts)/4))
		l := newListener(t, &listen.Options{Store: store})
		got = append(got, feed(t, l, posts[done:done+n]...)...)
		done += n
		require.NoError(t, l.Save(t.Context()))
		copied := new(storetest.Memory) // another machine
		for e, err := range store.Load(t.Context()) {
			require.NoError(t, err)
			require.NoError(t, copied.Save(t.Context(), []listen.Entry{{Key: strings.Clone(e.Key), Value: append([]byte(nil), e.Value...)}}))
		}
		store = copied
	}
	assert.True(t, want == marshal(t, got), "resumed equals uninterrupted")
	for e := range store.Load(t.Context()) {
		switch kind, _, _ := strings.Cut(e.Key, "/"); kind {
		case "brand":
			assert.Less(t, len(e.Value), 400<<10, e.Key)
		case "post":
			assert.Less(t, len(e.Value), 200, e.Key)
		case "ledger", "open":
			assert.Less(t, len(e.Value), 100<<10, e.Key)
		}
	}
}

func TestLaw7OneBadThingStopsOnlyItself(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := new(storetest.Memory)
		store.Fail(errors.New("no space left on device"))
		hostile := source.Post{
			ID: strings.Repeat("\xff", 1<<10), Title: strings.Repeat("Brewpoint\x00", 1<<10), Text: strings.Repeat("\u202e<b>", 1<<11),
			Rating: source.Rating{Value: math.NaN(), Best: math.Inf(1)}, Author: source.Author{Followers: source.Known(math.MaxInt64)},
			Time: time.Unix(math.MaxInt32*4, 0), URL: "http://[::1", Likes: source.Known(-1),
		}
		bad := source.Func("bad", func(context.Context, source.Cursor) iter.Seq2[source.Batch, error] {
			return func(yield func(source.Batch, error) bool) {
				_ = yield(source.Batch{Posts: []source.Post{hostile, {}}}, nil) && yield(source.Batch{}, errors.New("connection reset"))
			}
		})
		panics := source.Func("panics", func(context.Context, source.Cursor) iter.Seq2[source.Batch, error] { panic("a bug") })
		good := stream("good", time.Minute)
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Hour)
		defer cancel()
		heard, kinds := 0, map[string]bool{}
		for e, err := range newListener(t, &listen.Options{Store: store, Record: fullDisk{}}, bad, panics, good).Events(ctx) {
			time.Sleep(time.Second) // a slow consumer
			kinds[fmt.Sprintf("%T", err)] = true
			if m, ok := e.(*listen.Mention); ok && m.Source == "good" {
				heard++
			}
		}
		assert.InDelta(t, 175, heard, 6, "the good source is heard to the end")
		for _, kind := range []string{"*listen.SourceError", "*listen.StoreError", "*listen.RecordError"} {
			assert.True(t, kinds[kind], "%s is told: %v", kind, kinds)
		}
	})
}

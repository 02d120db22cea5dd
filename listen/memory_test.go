package listen_test

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/source"
)

// heap is how many bytes are in use once all garbage is gone.
func heap() float64 {
	var m runtime.MemStats
	for range 3 {
		runtime.GC()
	}
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc + m.StackInuse)
}

// flood feeds posts that name all of the brands, each with other words, and
// returns how much memory is in use afterwards.
func flood(t *testing.T, brands []listen.Brand, hours int) float64 {
	t.Helper()
	l, err := listen.New(brands, nil, nil)
	require.NoError(t, err)
	var names []string
	for _, b := range brands {
		names = append(names, b.Name)
	}
	n := 0
	for h := range hours {
		for range 16 {
			n++
			text := fmt.Sprintf("word%d and thing%d and matter%d speak of %s, %s", n, n, n, strings.Join(names, " and "), strings.Repeat("at some length ", 20))
			p := source.Post{ID: fmt.Sprint(n), Text: text, Time: at(time.Duration(h) * time.Hour), Author: source.Author{Handle: fmt.Sprint("a", n), Followers: source.Known(int64(n))}}
			for range l.Feed(t.Context(), "s", p) {
			}
		}
	}
	used := heap()
	runtime.KeepAlive(l)
	return used
}

// Not parallel: it measures the memory of the whole process.
func TestMemoryOfABrandIsBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector takes memory of its own")
	}
	var few, more []listen.Brand
	for i := range 24 {
		name := fmt.Sprintf("%c%clon%cast", 'B'+i%20, "aeiou"[i%5], "dtkmr"[i/20])
		if more = append(more, listen.Brand{Name: name}); i == 0 {
			few = more[:1:1]
		}
	}
	each := func(hours int) float64 {
		one, all := flood(t, few, hours), flood(t, more, hours)
		t.Logf("%d hours: %.0f KiB with one brand, %.0f with %d", hours, one/1024, all/1024, len(more))
		return (all - one) / float64(len(more)-1)
	}
	each(1) // what is made once
	short, long := each(25), each(50)
	t.Logf("%.0f KiB a brand after 25 hours, %.0f after 50", short/1024, long/1024)
	assert.Less(t, long, 400.*1024)
	assert.Less(t, long, 1.3*short+20*1024, "it does not grow with history")
}

// idle is a source that has nothing to say.
func idle(name string) source.Source {
	return source.Func(name, func(context.Context, source.Cursor) iter.Seq2[source.Batch, error] {
		return func(func(source.Batch, error) bool) {}
	})
}

func TestMemoryOfASourceIsBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector takes memory of its own")
	}
	const n = 10_000
	sources := make([]source.Source, n)
	for i := range sources {
		sources[i] = idle(fmt.Sprint("source ", i))
	}
	before := heap()
	l := newListener(t, nil, sources...)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	for i := range n { // each is in the books of a day
		for h := range 24 {
			p := source.Post{ID: fmt.Sprint(h), Text: "nothing of interest", Time: at(time.Duration(h) * time.Hour)}
			for range l.Feed(ctx, fmt.Sprint("source ", i), p) {
			}
		}
		if i == 100 {
			break
		}
	}
	booked := heap()
	done := make(chan struct{})
	go func() {
		defer close(done)
		for range l.Events(ctx) {
		}
	}()
	for l.Health()[n-1].Heard.IsZero() {
		time.Sleep(10 * time.Millisecond)
	}
	listening := heap()
	cancel()
	<-done
	t.Logf("%.0f bytes a source that listens, %.0f for a day in the books of one", (listening-booked)/n, (booked-before)/100)
	assert.Less(t, (listening-booked)/n, 16.*1024)
}

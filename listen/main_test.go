package listen_test

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/source"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var monday = time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)

func at(d time.Duration) time.Time { return monday.Add(d) }

var brands = []listen.Brand{
	{Name: "Brewpoint", Terms: []string{"Brewpoint Coffee"}, Handles: []string{"@brewpoint"}},
	{Name: "Zonnova", Competitor: true},
}

func newListener(t testing.TB, opts *listen.Options, sources ...source.Source) *listen.Listener {
	t.Helper()
	l, err := listen.New(brands, sources, opts)
	require.NoError(t, err)
	return l
}

// seeds is how many runs a simulation makes: one where the race detector, which
// looks for no false alarms, takes ten times as long.
func seeds(n uint64) uint64 {
	if testing.Short() {
		return 1
	}
	return n
}

// collect ranges over events to their end.
func collect(events iter.Seq2[listen.Event, error]) (all []listen.Event, errs []error) {
	for e, err := range events {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		all = append(all, e)
	}
	return all, errs
}

func mentions(events []listen.Event) (out []*listen.Mention) {
	for _, e := range events {
		if m, ok := e.(*listen.Mention); ok {
			out = append(out, m)
		}
	}
	return out
}

func alerts(events []listen.Event) (out []*listen.Alert) {
	for _, e := range events {
		if a, ok := e.(*listen.Alert); ok {
			out = append(out, a)
		}
	}
	return out
}

func marshal(t testing.TB, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	require.NoError(t, err)
	return string(data)
}

// list is a source that yields posts in batches of size and ends with err.
func list(name string, size int, err error, posts ...source.Post) source.Source {
	return source.Func(name, func(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
		return func(yield func(source.Batch, error) bool) {
			done := 0
			if from != nil {
				_, _ = fmt.Sscan(string(from), &done)
			}
			for done < len(posts) {
				end := min(done+size, len(posts))
				if !yield(source.Batch{Posts: posts[done:end], Cursor: source.Cursor(fmt.Sprint(end))}, nil) {
					return
				}
				done = end
			}
			if err != nil {
				yield(source.Batch{}, err)
			}
		}
	})
}

// ordinary writes about rate posts an hour on Brewpoint, more by day than by
// night, for the given days, and fewer on Zonnova; the seed decides.
func ordinary(seed uint64, days int, rate float64) []source.Post {
	rng := rand.New(rand.NewPCG(seed, 1))
	texts := []string{"coffee at Brewpoint again", "meeting at #brewpoint", "brewpoint on the corner is open", "I love Brewpoint", "the queue at Brewpoint is terrible", "Zonnova has a new card"}
	var posts []source.Post
	for h := range days * 24 {
		expected := rate * (1 + 0.8*dayCurve(h%24))
		for range poisson(rng, expected) {
			posts = append(posts, source.Post{
				ID:     fmt.Sprint("p", len(posts)),
				Text:   texts[rng.IntN(len(texts))],
				Time:   at(time.Duration(h)*time.Hour + time.Duration(rng.Int64N(int64(time.Hour)))),
				Author: source.Author{Handle: fmt.Sprint("user", rng.IntN(200))},
			})
		}
	}
	return posts
}

func dayCurve(hour int) float64 {
	if hour >= 8 && hour < 22 {
		return 1
	}
	return -1
}

func poisson(rng *rand.Rand, mean float64) (n int) {
	for t := rng.ExpFloat64(); t < mean; t += rng.ExpFloat64() {
		n++
	}
	return n
}

package listen_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/source"
)

var once = &listen.Options{Once: true}

type readFunc = func(context.Context, source.Cursor) iter.Seq2[source.Batch, error]

// gapSource yields a gap and then all posts.
func gapSource(posts []source.Post, gap source.Gap) readFunc {
	return func(context.Context, source.Cursor) iter.Seq2[source.Batch, error] {
		return func(yield func(source.Batch, error) bool) {
			_ = yield(source.Batch{Gap: &gap}, nil) && yield(source.Batch{Posts: posts}, nil)
		}
	}
}

// gapless yields one batch.
func gapless(b source.Batch) readFunc {
	return func(context.Context, source.Cursor) iter.Seq2[source.Batch, error] {
		return func(yield func(source.Batch, error) bool) { yield(b, nil) }
	}
}

func post(id string, when time.Duration) source.Post {
	return source.Post{ID: id, Text: "Brewpoint " + id, Time: at(when)}
}

func ids(events []listen.Event) (out []string) {
	for _, m := range mentions(events) {
		out = append(out, m.Source+"/"+m.Post.ID)
	}
	return out
}

func TestSourcesAreReadInTheOrderOfTime(t *testing.T) {
	t.Parallel()
	l := newListener(t, once,
		list("a", 1, nil, post("1", 1*time.Minute), post("4", 4*time.Minute), post("5", 5*time.Minute)),
		list("b", 2, nil, post("3", 3*time.Minute), post("2", 2*time.Minute)), // newest first, as feeds are
	)
	events, errs := collect(l.Events(t.Context()))
	assert.Empty(t, errs)
	assert.Equal(t, []string{"a/1", "b/2", "b/3", "a/4", "a/5"}, ids(events))
}

func TestEventsEqualFeed(t *testing.T) {
	t.Parallel()
	posts := crisis()
	l := newListener(t, once, list("test", 256, nil, posts...))
	events, errs := collect(l.Events(t.Context()))
	require.Empty(t, errs)
	assert.Equal(t, marshal(t, replay(t, posts)), marshal(t, events[:len(replay(t, posts))]))
}

func TestFailingSourceStopsOnlyItself(t *testing.T) {
	t.Parallel()
	cause := errors.New("no route to host")
	l := newListener(t, once,
		list("bad", 1, cause, post("1", time.Minute)),
		source.Func("panics", func(context.Context, source.Cursor) iter.Seq2[source.Batch, error] { panic("a bug") }),
		source.Func("skips", func(context.Context, source.Cursor) iter.Seq2[source.Batch, error] {
			return func(yield func(source.Batch, error) bool) {
				_ = yield(source.Batch{Posts: []source.Post{post("2", 2*time.Minute)}}, nil) &&
					yield(source.Batch{}, &source.SkipError{Item: "line 17", Err: errors.New("broken")}) &&
					yield(source.Batch{Posts: []source.Post{post("3", 3*time.Minute)}}, nil)
			}
		}),
		list("good", 1, nil, post("4", 4*time.Minute)),
	)
	events, errs := collect(l.Events(t.Context()))
	assert.ElementsMatch(t, []string{"bad/1", "skips/2", "skips/3", "good/4"}, ids(events))

	told := map[string]string{}
	for _, err := range errs {
		var failed *listen.SourceError
		require.ErrorAs(t, err, &failed)
		told[failed.Source] = failed.Err.Error()
	}
	assert.Equal(t, "no route to host", told["bad"])
	assert.Contains(t, told["panics"], "a bug")
	assert.Contains(t, told["skips"], "line 17")
	assert.Len(t, errs, 3)
}

func TestCursorMovesAfterDelivery(t *testing.T) {
	t.Parallel()
	src := list("s", 2, nil, post("1", 1), post("2", 2), post("3", 3), post("4", 4))
	l := newListener(t, once, src)
	var seen []string
	for e := range l.Events(t.Context()) {
		seen = append(seen, e.(*listen.Mention).Post.ID)
		if len(seen) == 3 { // in the middle of the second batch
			break
		}
	}
	events, errs := collect(l.Events(t.Context()))
	assert.Empty(t, errs)
	for _, m := range mentions(events) {
		seen = append(seen, m.Post.ID)
	}
	assert.Equal(t, []string{"1", "2", "3", "4"}, seen, "the second batch is read again, what was told is not told twice")
	assert.EqualValues(t, 1, l.Stats().Dropped[listen.Repeat])
}

func TestPushSourceIsAnswered(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		leave bool
	}{{"delivered", false}, {"left", true}} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			answer := make(chan error, 1)
			l := newListener(t, once, source.Func("push", func(context.Context, source.Cursor) iter.Seq2[source.Batch, error] {
				return func(yield func(source.Batch, error) bool) {
					yield(source.Batch{Posts: []source.Post{post("1", 1), post("2", 2)}, Done: func(err error) { answer <- err }}, nil)
				}
			}))
			for range l.Events(t.Context()) {
				if c.leave {
					break
				}
			}
			if err := <-answer; c.leave {
				assert.Error(t, err)
			} else {
				assert.NoError(t, err)
			}
		})
	}
}

func TestOnlyOneLoopAtATime(t *testing.T) {
	t.Parallel()
	l := newListener(t, once, list("s", 1, nil, post("1", 1)))
	for range l.Events(t.Context()) {
		_, errs := collect(l.Events(t.Context()))
		require.Len(t, errs, 1)
		assert.ErrorIs(t, errs[0], listen.ErrListening)
	}
	_, errs := collect(l.Events(t.Context()))
	assert.Empty(t, errs, "after the loop it may be ranged over again")
}

// stream yields one empty batch and then a post whenever tick fires, until ctx
// is done.
func stream(name string, every time.Duration) source.Source {
	return source.Func(name, func(ctx context.Context, _ source.Cursor) iter.Seq2[source.Batch, error] {
		return func(yield func(source.Batch, error) bool) {
			if !yield(source.Batch{}, nil) {
				return
			}
			for i := 0; ; i++ {
				select {
				case <-time.After(every):
				case <-ctx.Done():
					yield(source.Batch{}, ctx.Err())
					return
				}
				p := source.Post{ID: fmt.Sprint(i), Text: "Brewpoint", Time: time.Now()}
				if !yield(source.Batch{Posts: []source.Post{p}}, nil) {
					return
				}
			}
		}
	})
}

func TestLeavingEndsEveryGoroutine(t *testing.T) {
	t.Parallel()
	for _, leave := range []string{"break", "cancel"} {
		t.Run(leave, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) { // fails when a goroutine is left behind
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				l := newListener(t, nil, stream("a", time.Second), stream("b", time.Minute), list("c", 1, errors.New("down")))
				n := 0
				for range l.Events(ctx) {
					if n++; n < 20 {
						continue
					}
					if leave == "break" {
						break
					}
					cancel()
				}
			})
		})
	}
}

// polled counts the passes over a source and when they began.
func polled(name string, read func(pass int) (source.Batch, error)) (source.Source, *[]time.Time) {
	var passes []time.Time
	return source.Func(name, func(context.Context, source.Cursor) iter.Seq2[source.Batch, error] {
		return func(yield func(source.Batch, error) bool) {
			passes = append(passes, time.Now())
			yield(read(len(passes)))
		}
	}), &passes
}

// listenFor ranges for a stretch of time and returns what came.
func listenFor(t *testing.T, l *listen.Listener, d time.Duration) ([]listen.Event, []error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), d)
	defer cancel()
	return collect(l.Events(ctx))
}

func TestPausesBetweenPasses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name        string
		read        func(pass int) (source.Batch, error)
		first, most time.Duration // the wait before the second pass
		atMost      int           // passes in a day
	}{
		{"polls politely", func(int) (source.Batch, error) { return source.Batch{}, nil }, 5 * time.Minute, 6 * time.Minute, 24 * 12},
		{"waits as the source asks", func(int) (source.Batch, error) {
			return source.Batch{Next: time.Now().Add(3 * time.Hour)}, nil
		}, 3 * time.Hour, 4 * time.Hour, 8},
		{"waits out a rate limit", func(int) (source.Batch, error) {
			return source.Batch{}, &source.RateLimitError{Until: time.Now().Add(2 * time.Hour), Scope: "example.com"}
		}, 2 * time.Hour, 3 * time.Hour, 12},
		{"backs off from failures", func(int) (source.Batch, error) { return source.Batch{}, errors.New("down") }, time.Second, 2 * time.Second, 36},
		{"hardly asks without a credential", func(int) (source.Batch, error) {
			return source.Batch{}, fmt.Errorf("401: %w", source.ErrUnauthorized)
		}, time.Hour, 2 * time.Hour, 24},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				src, passes := polled("s", c.read)
				listenFor(t, newListener(t, nil, src), 24*time.Hour)
				require.Greater(t, len(*passes), 1)
				wait := (*passes)[1].Sub((*passes)[0])
				assert.GreaterOrEqual(t, wait, c.first)
				assert.LessOrEqual(t, wait, c.most)
				assert.LessOrEqual(t, len(*passes), c.atMost)
			})
		})
	}
}

func TestGoneSourceIsNotAskedAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		src, passes := polled("s", func(int) (source.Batch, error) { return source.Batch{}, fmt.Errorf("410: %w", source.ErrGone) })
		_, errs := collect(newListener(t, nil, src).Events(t.Context()))
		assert.Len(t, errs, 1, "with its last source gone, listening ends")
		assert.Len(t, *passes, 1)
	})
}

func TestBadCursorStartsOver(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var from []string
		src := source.Func("s", func(_ context.Context, c source.Cursor) iter.Seq2[source.Batch, error] {
			return func(yield func(source.Batch, error) bool) {
				from = append(from, string(c))
				if len(from) == 2 {
					yield(source.Batch{}, source.ErrCursor)
					return
				}
				yield(source.Batch{Cursor: source.Cursor("mark")}, nil)
			}
		})
		listenFor(t, newListener(t, nil, src), 12*time.Minute)
		assert.Equal(t, []string{"", "mark", "", "mark"}, from[:4])
	})
}

func TestLiveClockClosesWindows(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		src := source.Func("s", func(ctx context.Context, _ source.Cursor) iter.Seq2[source.Batch, error] {
			return func(yield func(source.Batch, error) bool) {
				for i := 0; time.Since(start) < 14*24*time.Hour; i++ {
					select {
					case <-time.After(4 * time.Minute):
					case <-ctx.Done():
						return
					}
					if !yield(source.Batch{Posts: []source.Post{{ID: fmt.Sprint(i), Text: "Brewpoint", Time: time.Now()}}}, nil) {
						return
					}
				}
				<-ctx.Done() // silent, but connected
			}
		})
		events, errs := listenFor(t, newListener(t, nil, src), 15*24*time.Hour)
		assert.Empty(t, errs)
		silent := slices.ContainsFunc(alerts(events), func(a *listen.Alert) bool { return a.Kind == listen.Silence })
		assert.True(t, silent, "it is noticed by the clock")
	})
}

func TestLiveOutageIsNotADrop(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		start, i := time.Now(), 0
		src := source.Func("s", func(ctx context.Context, _ source.Cursor) iter.Seq2[source.Batch, error] {
			return func(yield func(source.Batch, error) bool) {
				for {
					if since := time.Since(start); since > 14*24*time.Hour && since < 15*24*time.Hour {
						yield(source.Batch{}, errors.New("connection refused"))
						return
					}
					select {
					case <-time.After(4 * time.Minute):
					case <-ctx.Done():
						return
					}
					i++
					if !yield(source.Batch{Posts: []source.Post{{ID: fmt.Sprint(i), Text: "Brewpoint", Time: time.Now()}}}, nil) {
						return
					}
				}
			}
		})
		events, errs := listenFor(t, newListener(t, nil, src), 16*24*time.Hour)
		assert.NotEmpty(t, errs)
		var told []string
		for _, a := range alerts(events) {
			told = append(told, string(a.Kind)+" "+string(a.State))
		}
		assert.Equal(t, []string{"source lost firing", "source lost resolved"}, told, "an outage of the source is not silence of the people")
	})
}

func TestPostsFromTheFutureAreTakenAsNow(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		src, _ := polled("s", func(pass int) (source.Batch, error) {
			var posts []source.Post
			if pass == 2 {
				posts = []source.Post{{ID: "1", Text: "Brewpoint", Time: time.Now().AddDate(50, 0, 0)}, {ID: "2", Text: "Brewpoint", Time: time.Now()}}
			}
			return source.Batch{Posts: posts}, nil
		})
		events, errs := listenFor(t, newListener(t, nil, src), time.Hour)
		assert.Empty(t, errs)
		got := mentions(events)
		require.Len(t, got, 2)
		for _, m := range got {
			assert.False(t, m.Late, m.Post.ID)
			assert.False(t, m.Post.Time.After(time.Now()))
		}
	})
}

// scoped is a source that shares the limits of a host.
type scoped struct {
	source.Source
	host string
}

func (s scoped) Scope() string { return s.host }

func TestARateLimitPausesAllOfItsScope(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		limited, _ := polled("limited", func(pass int) (source.Batch, error) {
			return source.Batch{}, &source.RateLimitError{Until: time.Now().Add(6 * time.Hour), Scope: "example.com"}
		})
		neighbor, asked := polled("neighbor", func(int) (source.Batch, error) { return source.Batch{}, nil })
		stranger, free := polled("stranger", func(int) (source.Batch, error) { return source.Batch{}, nil })
		l := newListener(t, nil, scoped{limited, "example.com"}, scoped{neighbor, "example.com"}, scoped{stranger, "example.org"})
		listenFor(t, l, 5*time.Hour)
		assert.LessOrEqual(t, len(*asked), 1, "asked at most before the limit was met")
		assert.Greater(t, len(*free), 40)
	})
}

// hopeless is a source that can never work.
type hopeless struct{ source.Source }

func (hopeless) Check() error { return errors.New("the address is none") }

func TestNewAsksSourcesWhetherTheyCanWork(t *testing.T) {
	t.Parallel()
	_, err := listen.New(brands, []source.Source{hopeless{list("s", 1, nil)}}, nil)
	var failed *listen.SourceError
	require.ErrorAs(t, err, &failed)
	assert.Equal(t, "s", failed.Source)
}

func TestHistoryIsLearnedAndNotAlarmed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		shift := time.Since(at(21 * 24 * time.Hour)) // the history ends now
		history := crisis()
		for i := range history {
			history[i].Time = history[i].Time.Add(shift)
		}
		live := stream("live", 20*time.Second) // many more than is normal
		events, errs := listenFor(t, newListener(t, nil, list("history", 256, nil, history...), live), 4*time.Hour)
		assert.Empty(t, errs)
		told := alerts(events)
		require.NotEmpty(t, told, "the past taught what is normal, so that the spike of today is seen")
		for _, a := range told {
			assert.False(t, a.Start.Before(time.Now().Add(-10*time.Hour)), "%s is long over", a)
		}
	})
}

package manners_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/earshot-go/earshot/internal/manners"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// crowd lets n ask at the same time, each for a second, and returns when each
// began.
func crowd(t *testing.T, g *manners.Gate, n int, address func(int) string) []time.Duration {
	begun := time.Now()
	began := make([]time.Duration, n)
	var group sync.WaitGroup
	for i := range n {
		group.Go(func() {
			leave, err := g.Ask(t.Context(), address(i), 0)
			assert.NoError(t, err)
			began[i] = time.Since(begun)
			time.Sleep(100 * time.Millisecond)
			leave()
		})
	}
	group.Wait()
	return began
}

func within(times []time.Duration, d time.Duration) (n int) {
	for _, t := range times {
		if t < d {
			n++
		}
	}
	return n
}

func TestAHostIsAskedOneThingAtATimeAndNotTooFast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := crowd(t, manners.New(true), 40, func(int) string { return "x.example" })
		assert.Equal(t, 1, within(began, 50*time.Millisecond))
		assert.Equal(t, 10, within(began, 950*time.Millisecond), "a burst of ten")
		assert.Equal(t, 20, within(began, 10500*time.Millisecond), "then one a second")
		assert.Equal(t, 40, within(began, 31*time.Second))
	})
}

func TestAHostThatWasQuietMayBeAskedAtOnceAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := manners.New(true)
		crowd(t, g, 20, func(int) string { return "x.example" })
		time.Sleep(time.Minute)
		began := crowd(t, g, 10, func(int) string { return "x.example" })
		assert.Equal(t, 10, within(began, time.Second))
	})
}

func TestAHostMayWantToBeAskedLess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := manners.New(true)
		begun := time.Now()
		for i := range 4 {
			leave, err := g.Ask(t.Context(), "x.example", time.Minute)
			require.NoError(t, err)
			assert.Equal(t, time.Duration(i)*time.Minute, time.Since(begun))
			leave()
		}
	})
}

func TestHostsDoNotWaitForEachOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := crowd(t, manners.New(true), 100, func(i int) string { return fmt.Sprint(i, ".example") })
		assert.Equal(t, 100, within(began, time.Millisecond))
	})
}

func TestOnlySoManyAnswersAreOnTheirWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := crowd(t, manners.New(true), 300, func(i int) string { return fmt.Sprint(i, ".example") })
		assert.Equal(t, 128, within(began, 50*time.Millisecond))
		assert.Equal(t, 256, within(began, 150*time.Millisecond))
	})
}

func TestAServerOfOnesOwnIsNotSpared(t *testing.T) {
	for _, address := range []string{"localhost:8080", "127.0.0.1:80", "[::1]:80", "localhost"} {
		synctest.Test(t, func(t *testing.T) {
			began := crowd(t, manners.New(true), 30, func(int) string { return address })
			assert.Equal(t, 30, within(began, 3*time.Second), address)
		})
	}
}

func TestWhoeverGivesUpHoldsNobodyUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := manners.New(true)
		leave, err := g.Ask(t.Context(), "x.example", 0)
		require.NoError(t, err)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err = g.Ask(ctx, "x.example", 0)
		assert.ErrorIs(t, err, context.DeadlineExceeded)
		leave()
		leave() // a second time does nothing
		again, err := g.Ask(t.Context(), "x.example", 0)
		require.NoError(t, err)
		again()

		crowd(t, g, 15, func(int) string { return "x.example" })
		ctx, cancel = context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		_, err = g.Ask(ctx, "x.example", 0)
		assert.ErrorIs(t, err, context.DeadlineExceeded, "given up while it waited for the host to rest")
		crowd(t, g, 1, func(int) string { return "x.example" })
	})
}

func TestAPauseIsForThoseWhoWaitToo(t *testing.T) {
	for _, patient := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			g := manners.New(patient)
			begun := time.Now()
			leave, err := g.Ask(t.Context(), "x.example", 0)
			require.NoError(t, err)
			errs := make([]error, 3)
			var group sync.WaitGroup
			for i := range errs {
				group.Go(func() {
					next, err := g.Ask(t.Context(), "x.example", 0)
					if errs[i] = err; err == nil {
						next()
					}
				})
			}
			synctest.Wait()
			g.Pause("x.example", begun.Add(time.Minute))
			g.Pause("x.example", begun.Add(time.Second)) // the later end counts
			g.Pause("unknown.example", begun.Add(time.Second))
			leave()
			group.Wait()
			if patient {
				assert.NoError(t, errors.Join(errs...))
				assert.Equal(t, time.Minute, time.Since(begun))
				return
			}
			for _, err := range errs {
				var paused *manners.PausedError
				require.ErrorAs(t, err, &paused)
				assert.Equal(t, begun.Add(time.Minute), paused.Until)
				assert.NotEmpty(t, paused.Error())
			}
		})
	}
}

func TestWhoeverHoldsATurnDoesNotWaitForIt(t *testing.T) {
	g := manners.New(true)
	leave, err := g.Ask(t.Context(), "x.example", 0)
	require.NoError(t, err)
	defer leave()
	inner, err := g.Ask(manners.Held(t.Context()), "x.example", 0)
	require.NoError(t, err)
	inner()
}

func TestWhoeverHoldsATurnKeepsThePace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := manners.New(true)
		leave, err := g.Ask(t.Context(), "x.example", 0)
		require.NoError(t, err)
		defer leave()
		begun := time.Now()
		for range 29 {
			require.NoError(t, g.Pace(t.Context(), "x.example", 0))
		}
		assert.Equal(t, 20*time.Second, time.Since(begun))
		require.NoError(t, g.Pace(t.Context(), "localhost:80", 0))
		assert.Equal(t, 20*time.Second, time.Since(begun))
	})
}

func TestATurnIsTakenBack(t *testing.T) {
	g := manners.New(true)
	ctx, takeBack := manners.Lend(manners.With(t.Context(), g))
	takeBack() // nothing is held
	for range 3 {
		leave, err := manners.Hold(ctx, "x.example", 0)
		require.NoError(t, err)
		takeBack()
		next, err := g.Ask(t.Context(), "x.example", 0)
		require.NoError(t, err)
		leave() // it has ended already, and the next one's goes on
		short, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		_, err = g.Ask(short, "x.example", 0)
		assert.Error(t, err)
		cancel()
		next()
	}
	leave, err := manners.Hold(t.Context(), "x.example", 0)
	require.NoError(t, err, "without a gate")
	leave()
}

func TestReadingIsForProcessors(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := manners.New(true)
		var reading, most atomic.Int64
		var group sync.WaitGroup
		for range 500 {
			group.Go(func() {
				leave, err := g.Read(t.Context())
				assert.NoError(t, err)
				n := reading.Add(1)
				for old := most.Load(); n > old && !most.CompareAndSwap(old, n); old = most.Load() {
				}
				time.Sleep(time.Millisecond)
				reading.Add(-1)
				leave()
			})
		}
		group.Wait()
		assert.LessOrEqual(t, most.Load(), int64(runtime.GOMAXPROCS(0)))
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := g.Read(ctx)
		assert.ErrorIs(t, err, context.Canceled)
	})
}

func TestManyHostsAreForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := manners.New(true)
		for round := range 20 {
			crowd(t, g, 500, func(i int) string { return fmt.Sprint(round*500+i, ".example") })
			time.Sleep(time.Minute)
		}
		assert.LessOrEqual(t, g.Hosts(), 2048)
	})
}

func TestWithoutAGateNobodyWaits(t *testing.T) {
	g := manners.From(t.Context())
	leave, err := g.Ask(t.Context(), "x.example", 0)
	require.NoError(t, err)
	leave()
	leave, err = g.Read(t.Context())
	require.NoError(t, err)
	leave()
	gate := manners.New(true)
	assert.Same(t, gate, manners.From(manners.With(t.Context(), gate)))
}

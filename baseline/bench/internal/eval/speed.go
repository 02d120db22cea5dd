package eval

import (
	"fmt"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/VividCortex/ewma"

	"github.com/earshot-go/earshot/baseline"
)

// Speed is the processor time of an observation, and of feeding the same value to two exponential averages
// (one for the mean, one for the square). It is processor time, not wall time, and the best of seven rounds,
// so that other programs on the machine count for little.
func Speed() (own, rival, allocs float64, err error) {
	const rounds, n, often = 7, 100_000, 50
	values := make([]float64, n)
	for i := range values {
		values[i] = float64(20 + i%24 + i*7%13)
	}
	start := time.Unix(Epoch, 0).UTC()
	own, rival = 1e18, 1e18
	for range rounds {
		var b baseline.Baseline
		own = min(own, cpu(func() {
			for i, v := range values {
				b.Observe(start.Add(time.Duration(i)*time.Hour), v)
			}
		})/n)
		mean, square := ewma.NewMovingAverage(), ewma.NewMovingAverage()
		rival = min(rival, cpu(func() {
			for range often {
				for _, v := range values {
					mean.Add(v)
					square.Add(v * v)
				}
			}
		})/n/often)
	}
	var b baseline.Baseline
	at := start
	allocs = testing.AllocsPerRun(1000, func() {
		at = at.Add(time.Hour)
		b.Observe(at, 5)
	})
	return own, rival, allocs, nil
}

func cpu(f func()) (ns float64) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	before := threadTime()
	f()
	return threadTime() - before
}

// threadTime is the processor time of this thread in nanoseconds.
func threadTime() float64 {
	const thread = 1 // RUSAGE_THREAD
	var u syscall.Rusage
	if err := syscall.Getrusage(thread, &u); err != nil {
		return float64(time.Now().UnixNano())
	}
	return float64(u.Utime.Nano() + u.Stime.Nano())
}

// TableBytes is the memory that a key of a Table takes, with a key of about 20 bytes.
func TableBytes(keys int) (float64, error) {
	table, err := baseline.NewTable(baseline.Options{}, keys)
	if err != nil {
		return 0, err
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	o := baseline.Observation{Time: time.Unix(Epoch, 0), Value: 3}
	for i := range keys {
		if _, err := table.Update(fmt.Sprintf("tenant-%03d/brand-%07d", i%1000, i), o); err != nil {
			return 0, err
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	bytes := float64(after.HeapAlloc-before.HeapAlloc) / float64(keys)
	runtime.KeepAlive(table)
	return bytes, nil
}

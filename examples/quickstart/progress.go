package main

import (
	"os"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
)

// longFile is the size in bytes from which reading takes long enough to be
// worth a bar.
const longFile = 4 << 20

// progress draws one bar for all files together. A nil progress draws nothing.
type progress struct {
	mu   sync.Mutex
	bar  *progressbar.ProgressBar
	read map[string]int64
	sum  int64
}

// newProgress returns nil where there is nobody to look, nothing long to wait
// for, or a stream of mentions to look at instead.
func newProgress(c *config, errs console) *progress {
	var total int64
	for _, path := range c.files {
		if info, err := os.Stat(path); err == nil {
			total += info.Size()
		}
	}
	if !errs.terminal || total < longFile || c.live() {
		return nil
	}
	return &progress{
		read: map[string]int64{},
		bar: progressbar.NewOptions64(total, progressbar.OptionSetWriter(errs), progressbar.OptionSetDescription("listening"),
			progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish()),
	}
}

// of returns the function that takes the progress of one file.
func (p *progress) of(path string) func(read, total int64) {
	return func(read, _ int64) {
		if p == nil {
			return
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		p.sum += read - p.read[path]
		p.read[path] = read
		_ = p.bar.Set64(p.sum) // a bar that cannot be drawn is no reason to stop
	}
}

// clear removes the bar, so that something else can be printed.
func (p *progress) clear() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	_ = p.bar.Clear()
}

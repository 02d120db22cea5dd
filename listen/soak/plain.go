package main

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/mmcdole/gofeed"
)

// plain fetches every feed once, as a first program with gofeed does, and
// prints what it took.
func (f flags) plain() error {
	if err := f.forget(); err != nil {
		return err
	}
	numbers := make(chan int)
	var group sync.WaitGroup
	var failed, items atomic.Int64
	begun := time.Now()
	for range 128 {
		group.Go(func() {
			parser := gofeed.NewParser()
			for n := range numbers {
				ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
				found, err := parser.ParseURLWithContext(f.address(n), ctx)
				cancel()
				if err != nil {
					failed.Add(1)
					continue
				}
				items.Add(int64(len(found.Items)))
			}
		})
	}
	for n := range f.feeds {
		numbers <- n
	}
	close(numbers)
	group.Wait()
	seen, err := f.report()
	if err != nil {
		return err
	}
	fmt.Printf("a plain loop with gofeed, once: %v, %d failed, %d items, CPU of a request %v, most memory %d MiB, manners broken %d times\n",
		time.Since(begun).Round(time.Second), failed.Load(), items.Load(),
		(cpu() / time.Duration(max(seen.Asked, 1))).Round(10*time.Microsecond), peak(), seen.Broken)
	return nil
}

// forget lets the village forget what it was asked before.
func (f flags) forget() error {
	resp, err := http.Get("http://127.0.0.1:" + f.port + "/forget")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

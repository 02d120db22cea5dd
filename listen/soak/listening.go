package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/bluesky"
	"github.com/earshot-go/earshot/source/feed"
	"github.com/earshot-go/earshot/source/web"
)

// userAgent is who the listener says to be; so that the two that ask can be
// told apart.
var userAgent = web.UserAgent("soak/1 (+https://earshot.example)")

// listen hears all feeds and the stream, and prints what it took.
func (f flags) listen() error {
	if err := f.forget(); err != nil {
		return err
	}
	sources := []source.Source{bluesky.Jetstream(web.Base("http://127.0.0.1:"+f.port), web.AllowPrivate(), userAgent)}
	for n := range f.feeds {
		sources = append(sources, feed.URL(f.address(n), web.AllowPrivate(), userAgent))
	}
	var streamed, fetched atomic.Int64
	l, err := listen.New(brands, sources, &listen.Options{Hooks: listen.Hooks{Fetched: func(b listen.Fetch) {
		if b.Source == sources[0].Name() {
			streamed.Add(int64(b.Posts))
		} else {
			fetched.Add(1)
		}
	}}})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), f.duration)
	defer cancel()
	begun := time.Now()
	go func() {
		for step := f.duration / 10; ctx.Err() == nil; {
			fmt.Printf("%8v  goroutines %5d, memory %4d MiB (stacks %d MiB), fetched %d, streamed %d, CPU %v\n",
				time.Since(begun).Round(time.Second), runtime.NumGoroutine(), resident(), stacks(), fetched.Load(), streamed.Load(), cpu().Round(time.Second))
			select {
			case <-time.After(step):
			case <-ctx.Done():
			}
		}
	}()
	mentions, alerts, limits, others := 0, 0, 0, 0
	for event, err := range l.Events(ctx) {
		var limit *source.RateLimitError
		switch {
		case errors.As(err, &limit):
			limits++
		case err != nil:
			others++
		default:
			if _, ok := event.(*listen.Mention); ok {
				mentions++
			} else {
				alerts++
			}
		}
	}
	took := time.Since(begun)
	seen, err := f.report()
	if err != nil {
		return err
	}
	fmt.Printf("listened %v: %d requests, %d answers taken, %d mentions, %d alerts, %d limits, %d other failures\n",
		took.Round(time.Second), seen.Asked, fetched.Load(), mentions, alerts, limits, others)
	fmt.Printf("stream %.0f posts a second, CPU %.2f of one core, CPU of a request and all that follows %v, most memory %d MiB, goroutines left %d\n",
		float64(streamed.Load())/took.Seconds(), cpu().Seconds()/took.Seconds(), (cpu() / time.Duration(max(seen.Asked, 1))).Round(10*time.Microsecond), peak(), runtime.NumGoroutine())
	fmt.Printf("manners broken %d times\n", seen.Broken)
	for _, line := range seen.Rude {
		fmt.Println("  " + line)
	}
	return nil
}

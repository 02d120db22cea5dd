package main

import (
	"context"
	"iter"
	"slices"
	"time"

	"github.com/earshot-go/earshot/examples/internal/recording"
	"github.com/earshot-go/earshot/listen"
)

// paced yields the recording in the order of its times: at once up to live, and
// then as fast as it happened times speed.
func paced(ctx context.Context, live time.Time, speed float64) iter.Seq2[listen.Record, error] {
	return func(yield func(listen.Record, error) bool) {
		steps, err := steps(ctx)
		if err != nil {
			yield(listen.Record{}, err)
			return
		}
		now := live
		for _, s := range steps {
			if s.at.After(now) && !wait(ctx, time.Duration(float64(s.at.Sub(now))/speed)) {
				return
			}
			if s.at.After(now) {
				now = s.at
			}
			if !yield(s.Record, nil) {
				return
			}
		}
	}
}

func wait(ctx context.Context, d time.Duration) (goOn bool) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// A step is a record with the time at which it is told.
type step struct {
	at time.Time
	listen.Record
}

// steps reads all sources of the recording.
func steps(ctx context.Context) ([]step, error) {
	var all []step
	for _, s := range recording.Sources() {
		for batch, err := range s.Read(ctx, nil) {
			if err != nil {
				return nil, err
			}
			if batch.Gap != nil {
				all = append(all, step{batch.Gap.From, listen.Record{Source: s.Name(), Gap: batch.Gap}})
			}
			for i := range batch.Posts {
				all = append(all, step{batch.Posts[i].Time, listen.Record{Source: s.Name(), Post: &batch.Posts[i]}})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b step) int { return a.at.Compare(b.at) })
	return all, nil
}

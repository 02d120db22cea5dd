package main

import (
	"context"
	"iter"
	"time"

	"github.com/earshot-go/earshot/examples/internal/recording"
	"github.com/earshot-go/earshot/source"
)

// recentSources are those of the recording, dated so that it ends in the last
// hour.
func recentSources(now time.Time) (sources []source.Source) {
	shift := now.Sub(recording.End).Truncate(time.Hour)
	for _, s := range recording.Sources() {
		sources = append(sources, source.Func(s.Name(), func(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
			return func(yield func(source.Batch, error) bool) {
				for batch, err := range s.Read(ctx, from) {
					if !yield(later(batch, shift), err) {
						return
					}
				}
			}
		}))
	}
	return sources
}

func later(b source.Batch, shift time.Duration) source.Batch {
	for i := range b.Posts {
		b.Posts[i].Time = b.Posts[i].Time.Add(shift)
	}
	if b.Gap != nil {
		b.Gap = &source.Gap{From: b.Gap.From.Add(shift), To: b.Gap.To.Add(shift), Reason: b.Gap.Reason}
	}
	return b
}

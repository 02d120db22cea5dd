// Package heard replays the recording of the examples through a listener, for
// programs that look at what was heard as a whole.
package heard

import (
	"context"
	"iter"
	"slices"
	"time"

	"github.com/earshot-go/earshot/examples/internal/recording"
	"github.com/earshot-go/earshot/listen"
)

// A Recording is what a listener told of it.
type Recording struct {
	Mentions []*listen.Mention
	Alerts   []*listen.Alert
	Coverage []listen.Coverage
}

// Replay listens to the whole recording.
func Replay(ctx context.Context) (*Recording, error) {
	l, err := listen.New(recording.Brands(), recording.Sources(), &listen.Options{Once: true})
	if err != nil {
		return nil, err
	}
	r := new(Recording)
	for event, err := range l.Events(ctx) {
		if err != nil {
			return nil, err
		}
		switch e := event.(type) {
		case *listen.Mention:
			r.Mentions = append(r.Mentions, e)
		case *listen.Alert:
			r.Alerts = append(r.Alerts, e)
		}
	}
	slices.SortStableFunc(r.Mentions, func(a, b *listen.Mention) int { return a.Post.Time.Compare(b.Post.Time) })
	r.Coverage = l.Coverage(recording.Start, recording.End)
	return r, nil
}

// All are the mentions in the order of their times.
func (r *Recording) All() iter.Seq[*listen.Mention] { return slices.Values(r.Mentions) }

// Until are the mentions before a moment: what was known then.
func (r *Recording) Until(t time.Time) iter.Seq[*listen.Mention] {
	return func(yield func(*listen.Mention) bool) {
		for _, m := range r.Mentions {
			if m.Post.Time.Before(t) && !yield(m) {
				return
			}
		}
	}
}

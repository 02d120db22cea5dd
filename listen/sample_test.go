package listen_test

import (
	"bytes"
	"context"
	"iter"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/source"
)

// hourly yields posts in batches of an hour, each as told makes it.
func hourly(posts []source.Post, tell func(at time.Time, b *source.Batch)) source.Source {
	return source.Func("s", func(context.Context, source.Cursor) iter.Seq2[source.Batch, error] {
		return func(yield func(source.Batch, error) bool) {
			for len(posts) > 0 {
				hour, n := posts[0].Time.Truncate(time.Hour), 0
				for n < len(posts) && posts[n].Time.Before(hour.Add(time.Hour)) {
					n++
				}
				b := source.Batch{Posts: posts[:n]}
				if tell(hour, &b); !yield(b, nil) {
					return
				}
				posts = posts[n:]
			}
		}
	})
}

func inOrder(posts []source.Post) []source.Post { return with(posts) }

func TestASampledSourceIsPartialAndNeverADrop(t *testing.T) {
	t.Parallel()
	from, to := at(16*day+9*time.Hour), at(17*day+9*time.Hour)
	limited := func(when time.Time) bool { return !when.Before(from) && when.Before(to) }
	var posts []source.Post
	for i, p := range inOrder(ordinary(5, 20, 20)) {
		if !limited(p.Time) || i%10 == 0 { // on one day the network gives one post in ten
			posts = append(posts, p)
		}
	}
	var tape bytes.Buffer
	l := newListener(t, &listen.Options{Once: true, Record: &tape}, hourly(posts, func(at time.Time, b *source.Batch) {
		if limited(at) {
			b.Share = 0.1
		}
	}))
	events, errs := collect(l.Events(t.Context()))
	require.Empty(t, errs)
	for _, a := range ofKind(alerts(events), listen.VolumeDrop, listen.Silence) {
		t.Errorf("the people are as loud as ever: %s", a)
	}
	assert.Equal(t, []listen.AlertState{listen.Firing, listen.Resolved}, states(ofKind(alerts(events), listen.SourceLost)), "that most of it is missing is told once")

	partial := l.Coverage(from, to)
	require.Len(t, partial, 24)
	for _, c := range partial {
		assert.Equal(t, listen.Partial, c.State)
		assert.InDelta(t, 0.1, c.Share, 1e-9)
		assert.InDelta(t, 0.1, c.Heard, 1e-9)
	}
	whole := l.Coverage(from.Add(-day), from)
	assert.Equal(t, listen.Complete, whole[0].State)
	assert.InDelta(t, 1, whole[0].Share, 1e-9)

	again, errs := collect(newListener(t, nil).Replay(t.Context(), listen.Records(&tape)))
	require.Empty(t, errs)
	assert.Equal(t, marshal(t, events), marshal(t, again), "it is part of the recording")
}

func TestWhoAlwaysSamplesIsJudged(t *testing.T) {
	t.Parallel()
	quiet := func(p source.Post) bool {
		return p.Time.After(at(18*day+8*time.Hour)) && p.Time.Before(at(18*day+20*time.Hour))
	}
	var posts []source.Post
	for _, p := range inOrder(ordinary(5, 20, 20)) {
		if !quiet(p) {
			posts = append(posts, p)
		}
	}
	posts = with(posts, source.Post{ID: "end", Text: "Zonnova", Time: at(20 * day)})
	l := newListener(t, once, hourly(posts, func(_ time.Time, b *source.Batch) { b.Share = 0.1 }))
	events, errs := collect(l.Events(t.Context()))
	require.Empty(t, errs)
	assert.NotEmpty(t, ofKind(alerts(events), listen.Silence), "a tenth that falls silent is silence")
	assert.Empty(t, ofKind(alerts(events), listen.SourceLost))
}

func TestPostsThatASourceHeldBackAreCounted(t *testing.T) {
	t.Parallel()
	flood := at(10*day + 10*time.Hour)
	l := newListener(t, once, hourly(inOrder(ordinary(5, 12, 20)), func(at time.Time, b *source.Batch) {
		if at.Equal(flood) {
			b.Missed = 3 * int64(len(b.Posts))
		}
	}))
	_, errs := collect(l.Events(t.Context()))
	require.Empty(t, errs)
	c := l.Coverage(flood, flood.Add(time.Hour))
	require.Len(t, c, 1)
	assert.Equal(t, 3*c[0].Posts, c[0].Missed)
	assert.InDelta(t, 0.25, c[0].Heard, 1e-9)
	assert.Equal(t, listen.Partial, c[0].State)
}

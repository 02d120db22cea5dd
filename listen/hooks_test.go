package listen_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/storetest"
	"github.com/earshot-go/earshot/match"
	"github.com/earshot-go/earshot/source"
)

func TestHooksAreToldWhatHappens(t *testing.T) {
	t.Parallel()
	counts := map[string]int{}
	var l *listen.Listener
	count := func(what string, n int) {
		counts[what] += n
		l.Stats() // a hook may use the listener
	}
	opts := &listen.Options{Once: true, Store: new(storetest.Memory), Hooks: listen.Hooks{
		Fetched: func(f listen.Fetch) { count("fetched", f.Posts) },
		Failed:  func(*listen.SourceError) { count("failed", 1) },
		Matched: func(_ string, _ *source.Post, hits []match.Hit) { count("matched", 1); count("hits", len(hits)) },
		Dropped: func(_ string, _ *source.Post, why listen.Reason) { count(string(why), 1) },
		Scored:  func(*listen.Mention) { count("scored", 1) },
		Judged:  func(*listen.Window) { count("judged", 1) },
		Alerted: func(*listen.Alert) { count("alerted", 1) },
		Saved: func(s listen.Save) {
			count("saved", s.Entries)
			assert.NoError(t, s.Err)
		},
	}}
	posts := append(crisis(), source.Post{ID: "p0", Text: crisis()[0].Text, Time: crisis()[0].Time}, source.Post{Text: "no id", Time: at(21 * 24 * time.Hour)})
	l = newListener(t, opts, list("s", 100, errors.New("gone"), posts...))
	events, _ := collect(l.Events(t.Context()))

	assert.Equal(t, len(posts), counts["fetched"])
	assert.Equal(t, 1, counts["failed"])
	assert.Equal(t, len(posts)-2, counts["matched"], "neither repeats nor what cannot be used is searched")
	assert.Equal(t, 1, counts[string(listen.Invalid)])
	assert.Equal(t, int(l.Stats().Dropped[listen.Repeat]), counts[string(listen.Repeat)])
	assert.Equal(t, len(mentions(events)), counts["scored"])
	assert.GreaterOrEqual(t, counts["hits"], counts["scored"])
	assert.Equal(t, len(alerts(events)), counts["alerted"])
	assert.Greater(t, counts["judged"], 2*20*24, "two brands, three weeks")
	assert.Positive(t, counts["saved"])
}

func TestJudgedWindowsAddUpToTheMentions(t *testing.T) {
	t.Parallel()
	var windows []*listen.Window
	l := newListener(t, &listen.Options{Hooks: listen.Hooks{Judged: func(w *listen.Window) { windows = append(windows, w) }}})
	events := feed(t, l, crisis()...)

	counted, odd := map[string]int{}, 0
	for _, w := range windows {
		counted[w.Brand] += w.Mentions
		assert.Equal(t, time.Hour, w.End.Sub(w.Start))
		require.NotNil(t, w.Volume)
		assert.InDelta(t, float64(w.Mentions), w.Volume.Value, 1e-9)
		assert.LessOrEqual(t, w.Volume.Low, w.Volume.Expected)
		assert.LessOrEqual(t, w.Volume.Expected, w.Volume.High)
		assert.LessOrEqual(t, w.Positive+w.Negative, w.Scored)
		assert.Equal(t, w.Scored == 0, w.Tone == nil, "a share of nothing is unknown")
		assert.Equal(t, w.Mentions == 0, w.Complaint == nil)
		assert.Equal(t, events[0].(*listen.Mention).Config, w.Config)
		if w.Volume.Odd {
			odd++
			assert.Equal(t, "Brewpoint", w.Brand)
		}
	}
	assert.GreaterOrEqual(t, odd, 3)
	first, last := windows[0].Start, windows[len(windows)-1].End
	said := map[string]int{}
	for _, m := range mentions(events) {
		if !m.Post.Time.Before(first) && m.Post.Time.Before(last) {
			said[m.Brand]++
		}
	}
	assert.Equal(t, said, counted)
}

func TestTheLogNamesWhatAKeeperHasToKnow(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var lines bytes.Buffer
		store := new(storetest.Memory)
		store.Fail(errors.New("no space left on device"))
		src, _ := polled("s", func(pass int) (source.Batch, error) {
			if pass == 2 || pass == 3 {
				return source.Batch{}, errors.New("connection refused")
			}
			return source.Batch{Posts: []source.Post{{ID: fmt.Sprint(pass), Text: "Brewpoint secret words", Time: time.Now()}}}, nil
		})
		opts := &listen.Options{Store: store, Log: slog.New(slog.NewTextHandler(&lines, nil))}
		listenFor(t, newListener(t, opts, src), time.Hour)
		log := lines.String()
		assert.Equal(t, 1, strings.Count(log, "a source fails"), "told when it begins")
		assert.Contains(t, log, "connection refused")
		assert.Equal(t, 1, strings.Count(log, "a source is back"))
		assert.Contains(t, log, "no space left on device")
		assert.NotContains(t, log, "secret", "no words of posts")
	})
}

func TestJoinedHooksAreAllCalled(t *testing.T) {
	t.Parallel()
	var calls []string
	note := func(name string) listen.Hooks {
		return listen.Hooks{
			Scored:  func(*listen.Mention) { calls = append(calls, name+" scored") },
			Dropped: func(string, *source.Post, listen.Reason) { calls = append(calls, name+" dropped") },
		}
	}
	one := note("one")
	one.Judged = func(*listen.Window) { calls = append(calls, "one judged") }
	l := newListener(t, &listen.Options{Hooks: one.And(note("two")).And(listen.Hooks{})})
	feed(t, l, post("1", 0), source.Post{ID: "2", Text: "nothing", Time: at(time.Minute)})
	assert.Equal(t, []string{"one scored", "two scored", "one dropped", "two dropped"}, calls)
	feed(t, l, post("3", 5*time.Hour))
	assert.Contains(t, calls, "one judged")
}

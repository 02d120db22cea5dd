package listen_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/source"
)

// crisis is three ordinary weeks and, on the 18th day from 10:00, an outage of
// the brand: six times the posts, nearly all of them complaints.
func crisis() []source.Post {
	posts := ordinary(42, 21, 12)
	from := 18*24*time.Hour + 10*time.Hour
	for i := range 300 {
		posts = append(posts, source.Post{
			ID: fmt.Sprint("c", i), Text: "the Brewpoint app is down again, terrible service",
			Time: at(from + time.Duration(i)*36*time.Second), Author: source.Author{Handle: fmt.Sprint("angry", i), Followers: source.Known(int64(i))},
		})
	}
	slices.SortStableFunc(posts, func(a, b source.Post) int { return a.Time.Compare(b.Time) })
	return posts
}

func replay(t *testing.T, posts []source.Post) []listen.Event {
	t.Helper()
	l := newListener(t, nil)
	return feed(t, l, posts...)
}

func TestCrisisRaisesOneExplainedAlert(t *testing.T) {
	t.Parallel()
	var spikes, turns, surges []*listen.Alert
	for _, a := range alerts(replay(t, crisis())) {
		switch a.Kind {
		case listen.VolumeSpike:
			spikes = append(spikes, a)
		case listen.ComplaintSurge:
			surges = append(surges, a)
		case listen.SentimentTurn:
			turns = append(turns, a)
		default:
			t.Errorf("unexpected alert %s at %s: %s", a.Kind, a.Time, a.Why)
		}
	}
	require.Len(t, spikes, 2, "one incident fires once and is resolved once")
	fired, resolved := spikes[0], spikes[1]
	assert.Equal(t, listen.Firing, fired.State)
	assert.Equal(t, listen.Resolved, resolved.State)
	assert.Equal(t, fired.ID, resolved.ID)
	assert.WithinDuration(t, at(18*24*time.Hour+10*time.Hour), fired.Start, time.Hour)
	assert.Equal(t, at(18*24*time.Hour+13*time.Hour), resolved.End, "the planted end, not the last window that was waited for")
	assert.Greater(t, fired.Value, fired.High)
	assert.Greater(t, fired.High, fired.Expected)
	assert.LessOrEqual(t, fired.Why.P, fired.Why.Threshold)

	var words []string
	for _, d := range fired.Why.Terms {
		words = append(words, d.Name)
	}
	assert.Contains(t, words, "down")
	require.NotEmpty(t, fired.Why.Posts)
	assert.Contains(t, fired.Why.Posts[0].Text, "down")
	assert.True(t, slices.IsSortedFunc(fired.Why.Posts, func(a, b listen.TopPost) int { return int(b.Reach.Or(-1) - a.Reach.Or(-1)) }))
	assert.Contains(t, fired.Why.String(), "normal")

	for _, a := range []*listen.Alert{fired, resolved} {
		assert.GreaterOrEqual(t, a.Severity, 7, "unlikely, large and negative")
		assert.LessOrEqual(t, a.Severity, 10)
	}
	require.NotEmpty(t, surges, "and complaints surge")
	assert.Equal(t, fired.Incident, surges[0].Incident, "which is one incident")
	assert.Equal(t, fired.Incident, resolved.Incident)
	assert.Equal(t, listen.ComplaintShare, surges[0].Why.Measure)
	require.NotEmpty(t, turns, "the tone turns as well")
	assert.Equal(t, listen.NegativeShare, turns[0].Why.Measure)
	assert.Greater(t, turns[0].Value, turns[0].Expected)
}

func TestOrdinaryWeeksAreCalm(t *testing.T) {
	t.Parallel()
	fired := 0
	for seed := range seeds(4) {
		for _, a := range alerts(replay(t, ordinary(seed, 28, 8))) {
			if a.State == listen.Firing {
				fired++
			}
		}
	}
	// 4 runs of 4 weeks, 2 brands with 3 series each and a budget of 0.1 a
	// week allow 9.6 false alarms, and 20 in one of a thousand such tests.
	assert.LessOrEqual(t, fired, 20)
}

func TestSameInSameOut(t *testing.T) {
	t.Parallel()
	posts := crisis()
	first, second := replay(t, posts), replay(t, posts)
	require.NotEmpty(t, alerts(first))
	assert.Equal(t, strings.Split(marshal(t, first), "},{"), strings.Split(marshal(t, second), "},{"))
}

func TestDropIsToldAndAGapIsNot(t *testing.T) {
	t.Parallel()
	quiet := func(p source.Post) bool {
		day := p.Time.Sub(monday)
		return day >= 18*24*time.Hour+9*time.Hour && day < 18*24*time.Hour+19*time.Hour
	}
	posts := slices.DeleteFunc(ordinary(42, 21, 20), quiet)

	thinned := 0
	fewer := slices.DeleteFunc(ordinary(42, 21, 20), func(p source.Post) bool {
		thinned++
		return quiet(p) && thinned%8 != 0
	})
	of := func(alerts []*listen.Alert, kinds ...listen.AlertKind) (told []string) {
		for _, a := range alerts {
			if slices.Contains(kinds, a.Kind) && a.Brand == "Brewpoint" {
				told = append(told, string(a.Kind)+" "+string(a.State))
			}
		}
		return told
	}
	assert.Equal(t, []string{"volume drop firing", "volume drop resolved"}, of(alerts(replay(t, fewer)), listen.VolumeDrop, listen.Silence))
	assert.Equal(t, []string{"silence firing", "silence worse", "silence resolved"}, of(alerts(replay(t, posts)), listen.VolumeDrop, listen.Silence), "none at all is no drop")

	gap := source.Gap{From: at(18*24*time.Hour + 8*time.Hour), To: at(18*24*time.Hour + 20*time.Hour), Reason: "the source was down"}
	l := newListener(t, &listen.Options{Once: true}, source.Func("test", gapSource(posts, gap)))
	events, errs := collect(l.Events(t.Context()))
	require.Empty(t, errs)
	assert.Empty(t, of(alerts(events), listen.VolumeDrop, listen.Silence), "nobody listened")
}

func TestAdvanceClosesSilentWindows(t *testing.T) {
	t.Parallel()
	l := newListener(t, nil)
	feed(t, l, ordinary(7, 18, 20)...)
	var kinds []listen.AlertKind
	for h := range 12 {
		events, errs := collect(l.Advance(t.Context(), at(18*24*time.Hour+time.Duration(9+h)*time.Hour)))
		require.Empty(t, errs)
		for _, a := range alerts(events) {
			kinds = append(kinds, a.Kind)
		}
	}
	assert.Contains(t, kinds, listen.Silence, "it is noticed without a post")
}

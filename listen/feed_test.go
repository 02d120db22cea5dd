package listen_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/match"
	"github.com/earshot-go/earshot/match/query"
	"github.com/earshot-go/earshot/source"
)

func feed(t *testing.T, l *listen.Listener, posts ...source.Post) []listen.Event {
	t.Helper()
	var all []listen.Event
	for _, p := range posts {
		events, errs := collect(l.Feed(t.Context(), "test", p))
		require.Empty(t, errs)
		all = append(all, events...)
	}
	return all
}

func TestNewReportsEverythingAtOnce(t *testing.T) {
	t.Parallel()
	_, err := listen.New(
		[]listen.Brand{{Name: "Acme"}, {Name: "Acme"}, {Name: ""}},
		[]source.Source{nil, list("twice", 1, nil), list("twice", 1, nil), list("", 1, nil)},
		&listen.Options{Interval: 7 * time.Hour, Lateness: -1, Poll: 1, Match: match.Options{MinConfidence: 2}, Alerts: listen.Damping{PerWeek: -1, Hold: -1, Release: -1, CoolDown: -1}},
	)
	require.Error(t, err)
	for _, want := range []string{"Acme", "source 0", `source 2 ("twice")`, "source 3", "Interval", "Lateness", "Poll", "MinConfidence", "PerWeek", "Hold", "Release", "CoolDown"} {
		assert.ErrorContains(t, err, want)
	}
	var (
		brand  *listen.BrandError
		term   *match.BrandError
		src    *listen.SourceNameError
		option *listen.OptionError
	)
	assert.ErrorAs(t, err, &brand)
	assert.ErrorAs(t, err, &term)
	assert.ErrorAs(t, err, &src)
	assert.ErrorAs(t, err, &option)

	_, err = listen.New(nil, nil, nil)
	assert.ErrorAs(t, err, &brand)
}

func TestMentionTellsWhereAndHow(t *testing.T) {
	t.Parallel()
	l := newListener(t, nil)
	got := mentions(feed(t, l, source.Post{ID: "1", Title: "Morning", Text: "Brewpoint is terrible, Zonnova is wonderful", Language: "en", Time: at(0)}))
	require.Len(t, got, 2)
	bad, good := got[0], got[1]

	assert.Equal(t, "Brewpoint", bad.Brand)
	assert.False(t, bad.Competitor)
	assert.Equal(t, listen.Added, bad.Change)
	assert.Equal(t, "Morning\nBrewpoint is terrible, Zonnova is wonderful", bad.Text)
	assert.Equal(t, "Brewpoint", bad.Text[bad.Hit.Start:bad.Hit.End])
	assert.Negative(t, bad.Sentiment.Valence)
	assert.Equal(t, at(0), bad.When())

	assert.Equal(t, "Zonnova", good.Brand)
	assert.True(t, good.Competitor)
	assert.Positive(t, good.Sentiment.Valence, "the score is toward this brand")

	sum := 0.0
	for _, c := range l.Cues(bad) {
		sum += c.Contribution
	}
	assert.InDelta(t, bad.Sentiment.Valence, sum, 1e-9, "the cues add up to the score")
	assert.NotEmpty(t, bad.Config)
	assert.Equal(t, bad.Config, good.Config)
}

func TestPostsAreCountedOnce(t *testing.T) {
	t.Parallel()
	l := newListener(t, nil)
	first := source.Post{ID: "1", Text: "Brewpoint", Time: at(0)}
	both := source.Post{ID: "1", Text: "Brewpoint and Zonnova", Time: at(0)}
	gone := source.Post{ID: "1", Deleted: true}

	assert.Len(t, feed(t, l, first), 1)
	assert.Empty(t, feed(t, l, first), "a repeat tells nothing")

	edited := mentions(feed(t, l, both))
	require.Len(t, edited, 2)
	assert.Equal(t, listen.Edited, edited[0].Change)
	assert.Equal(t, listen.Added, edited[1].Change, "the edit names another brand")

	back := mentions(feed(t, l, first))
	require.Len(t, back, 2)
	assert.Equal(t, listen.Edited, back[0].Change)
	assert.Equal(t, "Zonnova", back[1].Brand)
	assert.Equal(t, listen.Withdrawn, back[1].Change)

	deleted := mentions(feed(t, l, gone))
	require.Len(t, deleted, 1)
	assert.Equal(t, listen.Withdrawn, deleted[0].Change)
	assert.Equal(t, "Brewpoint", deleted[0].Brand)
	assert.Empty(t, feed(t, l, gone))

	other, errs := collect(l.Feed(t.Context(), "another", first))
	assert.Empty(t, errs)
	assert.Len(t, other, 1, "the same id at another source is another post")
}

func TestFilteredPostsAreCounted(t *testing.T) {
	t.Parallel()
	l, err := listen.New([]listen.Brand{{Name: "Brewpoint", Filter: "-author:robot followers:>=100 NOT giveaway"}, {Name: "Zonnova"}}, nil, nil)
	require.NoError(t, err)
	post := func(id, handle, text string, followers source.Count) source.Post {
		return source.Post{ID: id, Text: text, Time: at(0), Author: source.Author{Handle: handle, Followers: followers}}
	}
	got := mentions(feed(t, l,
		post("1", "anna", "Brewpoint and Zonnova", source.Known(200)),
		post("2", "robot", "Brewpoint", source.Known(200)),
		post("3", "anna", "Brewpoint", source.Known(7)),
		post("4", "anna", "Brewpoint giveaway and Zonnova", source.Known(200)),
		post("5", "anna", "Brewpoint", source.Count{}),
	))
	var told []string
	for _, m := range got {
		told = append(told, m.Post.ID+" "+m.Brand)
	}
	assert.Equal(t, []string{"1 Brewpoint", "1 Zonnova", "4 Zonnova"}, told)
	assert.EqualValues(t, 3, l.Stats().Dropped[listen.Filtered])

	_, err = listen.New([]listen.Brand{{Name: "Brewpoint", Filter: "(coffee"}}, nil, nil)
	var bad *query.SyntaxError
	require.ErrorAs(t, err, &bad)
	assert.ErrorContains(t, err, "Brewpoint")
}

func TestOwnPostsAreMarked(t *testing.T) {
	t.Parallel()
	l := newListener(t, nil)
	got := mentions(feed(t, l,
		source.Post{ID: "1", Text: "Brewpoint and Zonnova", Time: at(0), Author: source.Author{Handle: "@BrewPoint"}},
		source.Post{ID: "2", Text: "Brewpoint", Time: at(0), Author: source.Author{Handle: "somebody"}},
		source.Post{ID: "3", Text: "Brewpoint", Time: at(0)},
	))
	require.Len(t, got, 4)
	assert.Equal(t, []bool{true, false, false, false}, []bool{got[0].Own, got[1].Own, got[2].Own, got[3].Own})
	assert.EqualValues(t, 1, l.Stats().Own)
}

func TestLatePostsAreMarked(t *testing.T) {
	t.Parallel()
	l := newListener(t, &listen.Options{Lateness: 30 * time.Minute})
	post := func(id string, when time.Duration) source.Post {
		return source.Post{ID: id, Text: "Brewpoint", Time: at(when)}
	}
	got := mentions(feed(t, l,
		post("first", 0),
		post("on", 90*time.Minute),
		post("closes the first whole window", 151*time.Minute),
		post("late", 119*time.Minute),
		post("not late", 120*time.Minute),
	))
	var late []string
	for _, m := range got {
		if m.Late {
			late = append(late, m.Post.ID)
		}
	}
	assert.Equal(t, []string{"late"}, late)
	assert.EqualValues(t, 1, l.Stats().Late)
}

func TestTimeless(t *testing.T) {
	t.Parallel()
	l := newListener(t, nil)
	feed(t, l, source.Post{ID: "1", Text: "Brewpoint", Time: at(time.Hour)})
	got := mentions(feed(t, l, source.Post{ID: "2", Text: "Brewpoint"}))
	require.Len(t, got, 1)
	assert.Equal(t, at(time.Hour), got[0].Post.Time, "a post without a time is as old as the newest one")
	assert.True(t, got[0].Post.TimeEstimated)
}

func TestBadPostsAreCounted(t *testing.T) {
	t.Parallel()
	l := newListener(t, nil)
	events, errs := collect(l.Feed(t.Context(), "test", source.Post{Text: "Brewpoint"}))
	assert.Empty(t, events)
	require.Len(t, errs, 1)
	var bad *listen.PostError
	require.ErrorAs(t, errs[0], &bad)
	assert.Equal(t, "test", bad.Source)
	assert.EqualValues(t, 1, l.Stats().Dropped[listen.Invalid])
}

func TestNothingIsHidden(t *testing.T) {
	t.Parallel()
	l := newListener(t, nil)
	posts := ordinary(5, 3, 10)
	posts = append(posts, posts[:50]...)                              // repeats
	posts = append(posts, source.Post{ID: "x", Text: "nothing here"}) // no brand
	n := int64(0)
	for i, p := range posts {
		if i%17 == 0 {
			p.ID = ""
		}
		events, _ := collect(l.Feed(t.Context(), "test", p))
		n += int64(len(mentions(events)))
	}
	s := l.Stats()
	sum := s.Mentioned
	for _, dropped := range s.Dropped {
		sum += dropped
	}
	assert.EqualValues(t, len(posts), s.Posts)
	assert.Equal(t, s.Posts, sum, "taken in = mentioned + dropped: %+v", s)
	assert.Equal(t, n, s.Mentions)
	for _, r := range []listen.Reason{listen.NoBrand, listen.Repeat, listen.Invalid} {
		assert.Positive(t, s.Dropped[r], r)
	}
}

func TestNothingHappensBeforeRanging(t *testing.T) {
	t.Parallel()
	l := newListener(t, nil)
	_ = l.Feed(t.Context(), "test", source.Post{ID: "1", Text: "Brewpoint", Time: at(0)})
	assert.Zero(t, l.Stats().Posts)

	done, cancel := context.WithCancel(t.Context())
	cancel()
	events, errs := collect(l.Feed(done, "test", source.Post{ID: "1", Text: "Brewpoint", Time: at(0)}))
	assert.Empty(t, events)
	assert.Empty(t, errs)
	assert.Zero(t, l.Stats().Posts)
}

func TestFeedFromInsideTheLoop(t *testing.T) {
	t.Parallel()
	l := newListener(t, nil)
	inner := 0
	for range l.Feed(t.Context(), "test", source.Post{ID: "1", Text: "Brewpoint", Time: at(0)}) {
		for range l.Feed(t.Context(), "test", source.Post{ID: "2", Text: "Brewpoint", Time: at(0)}) {
			inner++
		}
	}
	assert.Equal(t, 1, inner, "the body may use the listener")
}

func TestConcurrentUse(t *testing.T) {
	t.Parallel()
	l := newListener(t, nil)
	const n = 4
	done := make(chan struct{})
	for w := range n {
		go func() {
			defer func() { done <- struct{}{} }()
			for i := range 200 {
				collect(l.Feed(context.Background(), "test", source.Post{ID: fmt.Sprint(w, "/", i), Text: "Brewpoint", Time: at(time.Duration(i) * time.Minute)}))
				l.Stats()
			}
		}()
	}
	for range n {
		<-done
	}
	assert.EqualValues(t, n*200, l.Stats().Mentions)
}

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
	for seed := range uint64(4) {
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

func FuzzFeed(f *testing.F) {
	f.Add("1", "Brewpoint", "Brewpoint is great", "en", "@user", int64(0), false)
	f.Add("", "", "", "", "", int64(-1), true)
	f.Add("2", "\xff\xfe", "zonnova\u200c\x00#brewpoint", "xx-YY", "@brewpoint", int64(1)<<60, false)
	f.Fuzz(func(t *testing.T, id, title, text, language, author string, when int64, deleted bool) {
		l, err := listen.New(brands, nil, nil)
		require.NoError(t, err)
		p := source.Post{ID: id, Title: title, Text: text, Language: language, Time: time.Unix(when%(1<<36), 0), Author: source.Author{Handle: author}, Deleted: deleted}
		for _, p := range []source.Post{p, p, {ID: "after", Text: "Brewpoint", Time: p.Time.Add(5 * time.Hour)}} {
			for e, err := range l.Feed(t.Context(), "fuzz", p) {
				var bad *listen.PostError
				if err != nil && !errors.As(err, &bad) {
					t.Fatal(err)
				}
				if m, ok := e.(*listen.Mention); ok && m.Change != listen.Withdrawn {
					for _, h := range m.Hits {
						require.NotEmpty(t, m.Text[h.Start:h.End])
					}
				}
			}
		}
	})
}

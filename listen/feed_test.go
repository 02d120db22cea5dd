package listen_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/match"
	"github.com/earshot-go/earshot/match/query"
	"github.com/earshot-go/earshot/sentiment"
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
		[]listen.Brand{{Name: "Acme"}, {Name: "Acme", Hours: listen.Hours{Holidays: []string{"Christmas"}}}, {Name: ""}},
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
	assert.EqualError(t, err, "listen: at least one brand is needed")
}

func TestMistakesAreToldOnce(t *testing.T) {
	t.Parallel()
	_, err := listen.New([]listen.Brand{{Name: "Acme"}, {Name: "Acme"}, {}}, nil, nil)
	assert.EqualError(t, err, `match: brand 1 ("Acme"): Name "Acme": is the name of brand 0 too`+"\n"+`match: brand 2 (""): Name "": is empty`)
	_, err = listen.New([]listen.Brand{{Name: "Acme"}}, nil, &listen.Options{Alerts: listen.Damping{Hold: -1}})
	assert.EqualError(t, err, "listen: option Alerts.Hold = -1: must be at least 1, or 0 for the default")
}

// Whoever passes over the error of a call has a nil of a type, which is not nil.
func TestNilPointersAreNamed(t *testing.T) {
	t.Parallel()
	var (
		src    *heldSource
		store  *heldStore
		scorer *sentiment.Scorer
		file   *os.File
	)
	_, err := listen.New([]listen.Brand{{Name: "Acme"}}, []source.Source{src}, &listen.Options{Store: store, Scorer: scorer, Record: file})
	for _, want := range []string{"listen: source 0: ", "option Store", "option Scorer", "option Record"} {
		assert.ErrorContains(t, err, want)
	}
	assert.Equal(t, 4, strings.Count(err.Error(), "is a nil pointer; was the error of the call that made it looked at?"))
}

type heldSource struct{ source.Source }

type heldStore struct{ listen.Store }

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

package listen_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/source"
)

// with adds posts to others, in the order of time.
func with(posts []source.Post, more ...source.Post) []source.Post {
	posts = append(posts, more...)
	slices.SortStableFunc(posts, func(a, b source.Post) int { return a.Time.Compare(b.Time) })
	return posts
}

// burst is n posts of the same text in a stretch of time, each by another.
func burst(id, text string, n int, from, to time.Duration) (posts []source.Post) {
	for i := range n {
		posts = append(posts, source.Post{
			ID: fmt.Sprint(id, i), Text: text, Time: at(from + time.Duration(i)*(to-from)/time.Duration(n)),
			Author: source.Author{Handle: fmt.Sprint(id, i)},
		})
	}
	return posts
}

func ofKind(all []*listen.Alert, kinds ...listen.AlertKind) []*listen.Alert {
	return slices.DeleteFunc(slices.Clone(all), func(a *listen.Alert) bool { return !slices.Contains(kinds, a.Kind) })
}

func states(all []*listen.Alert) (out []listen.AlertState) {
	for _, a := range all {
		out = append(out, a.State)
	}
	return out
}

const day = 24 * time.Hour

func TestAnIncidentThatGrowsIsToldAgain(t *testing.T) {
	t.Parallel()
	from := 18*day + 10*time.Hour
	posts := with(ordinary(42, 20, 12),
		append(burst("a", "long queue at Brewpoint", 60, from, from+time.Hour),
			burst("b", "long queue at Brewpoint", 1200, from+time.Hour, from+3*time.Hour)...)...)
	spikes := ofKind(alerts(replay(t, posts)), listen.VolumeSpike)
	require.Equal(t, []listen.AlertState{listen.Firing, listen.Worse, listen.Resolved}, states(spikes))
	fired, worse := spikes[0], spikes[1]
	assert.Equal(t, fired.ID, worse.ID)
	assert.Equal(t, fired.Incident, worse.Incident)
	require.NotNil(t, worse.Before)
	assert.Equal(t, fired.Time, worse.Before.Time)
	assert.InDelta(t, fired.Value, worse.Before.Value, 1e-9)
	assert.Equal(t, fired.Severity, worse.Before.Severity)
	assert.Greater(t, worse.Value, 4*fired.Value)
	assert.Contains(t, worse.String(), "when it was told")
	assert.Nil(t, fired.Before)
	assert.Nil(t, spikes[2].Before)
}

func TestACompetitorSurges(t *testing.T) {
	t.Parallel()
	from := 18*day + 10*time.Hour
	told := alerts(replay(t, with(ordinary(42, 20, 12), burst("z", "Zonnova has free cards", 200, from, from+2*time.Hour)...)))
	surges := ofKind(told, listen.CompetitorSurge)
	require.Equal(t, []listen.AlertState{listen.Firing, listen.Resolved}, states(surges))
	assert.Equal(t, "Zonnova", surges[0].Brand)
	assert.True(t, surges[0].Competitor)
	assert.Empty(t, ofKind(told, listen.VolumeSpike))
}

// audience gives the posts' authors followers, bell-shaped in the logarithm
// around 200.
func audience(posts []source.Post, seed uint64) []source.Post {
	rng := rand.New(rand.NewPCG(seed, 3))
	for i := range posts {
		posts[i].Author.Followers = source.Known(int64(200 * math.Exp(1.5*rng.NormFloat64())))
	}
	return posts
}

func TestANegativePostWithUnusualReachIsToldAtOnce(t *testing.T) {
	t.Parallel()
	when := 18*day + 10*time.Hour + 5*time.Minute
	big := source.Post{ID: "big", Text: "Brewpoint is terrible, never again", Time: at(when), Author: source.Author{Handle: "star", Followers: source.Known(9_000_000)}}
	kind := source.Post{ID: "kind", Text: "I love Brewpoint", Time: at(when - day), Author: source.Author{Handle: "star", Followers: source.Known(9_000_000)}}
	events := replay(t, with(audience(ordinary(42, 20, 12), 1), big, kind))
	told := ofKind(alerts(events), listen.UnusualReach)
	require.Equal(t, []listen.AlertState{listen.Firing, listen.Resolved}, states(told), "praise by the same is no alarm")
	fired := told[0]
	assert.Equal(t, at(when), fired.Time)
	i := slices.Index(events, listen.Event(fired))
	assert.Equal(t, "big", events[i-1].(*listen.Mention).Post.ID, "it is told with the post")
	assert.InDelta(t, 9e6, fired.Value, 0)
	assert.Less(t, fired.Low, fired.Expected)
	assert.Less(t, fired.Expected, fired.High)
	assert.InDelta(t, 200, fired.Expected, 80)
	assert.Equal(t, listen.Followers, fired.Why.Measure)
	assert.Less(t, fired.Why.PerWeek, 0.1)
	require.Len(t, fired.Why.Posts, 1)
	assert.Equal(t, "big", fired.Why.Posts[0].ID)
	assert.GreaterOrEqual(t, fired.Severity, 7)
	assert.Contains(t, fired.String(), "9000000 followers")
	assert.Contains(t, fired.Why.String(), "9000000 followers where")
}

func TestUsualReachIsNoAlarm(t *testing.T) {
	t.Parallel()
	fired := 0
	for seed := range seeds(4) {
		for _, a := range ofKind(alerts(replay(t, audience(ordinary(seed, 28, 8), seed))), listen.UnusualReach) {
			if a.State == listen.Firing {
				fired++
			}
		}
	}
	assert.LessOrEqual(t, fired, 5, "2 brands, 16 weeks and a budget of 0.1 a week give 3.2, and 8 once in a hundred tests")
}

func TestReachIsUnknownWhereNobodyTells(t *testing.T) {
	t.Parallel()
	big := source.Post{ID: "big", Text: "Brewpoint is terrible", Time: at(10 * day), Author: source.Author{Followers: source.Known(9_000_000)}}
	assert.Empty(t, ofKind(alerts(replay(t, with(ordinary(1, 14, 5), big))), listen.UnusualReach), "one known reach is no distribution")
}

// chatter is like ordinary but speaks of more things.
func chatter(seed uint64, days int, rate float64) []source.Post {
	words := []string{"latte", "espresso", "croissant", "terrace", "barista", "oat milk", "loyalty card", "opening hours", "wifi", "muffin", "music", "parking"}
	rng := rand.New(rand.NewPCG(seed, 5))
	posts := ordinary(seed, days, rate)
	for i := range posts {
		posts[i].Text += " and the " + words[rng.IntN(len(words))]
	}
	return posts
}

func TestANewTopicRises(t *testing.T) {
	t.Parallel()
	from := 18*day + 8*time.Hour
	posts := chatter(42, 20, 12)
	for i := range posts { // a third of what is said anyway turns to something new
		if since := posts[i].Time.Sub(at(from)); since >= 0 && since < 6*time.Hour && i%3 == 0 {
			posts[i].Text = "Brewpoint has new cups of bamboo"
		}
	}
	told := ofKind(alerts(replay(t, posts)), listen.RisingTopic)
	require.Equal(t, []listen.AlertState{listen.Firing, listen.Resolved}, states(told))
	fired := told[0]
	assert.Equal(t, "Brewpoint", fired.Brand)
	assert.WithinDuration(t, at(from), fired.Start, 2*time.Hour)
	require.NotEmpty(t, fired.Why.Terms)
	var words []string
	for _, d := range fired.Why.Terms {
		words = append(words, d.Name)
	}
	assert.Subset(t, []string{"bamboo", "cups", "new", "has"}, words)
	assert.Contains(t, words, "bamboo")
	assert.Contains(t, fired.Why.Posts[0].Text, "bamboo")
	assert.Greater(t, fired.Value, fired.High)
	assert.Contains(t, fired.Why.String(), "with the topic")
}

func TestOldTopicsAndOneVoiceAreNoNews(t *testing.T) {
	t.Parallel()
	fired := 0
	for seed := range seeds(4) {
		posts := chatter(seed, 21, 8)
		for _, p := range burst("spam", "bamboo cups for Brewpoint", 60, 15*day, 17*day) {
			p.Author.Handle = "one voice"
			posts = append(posts, p)
		}
		for _, a := range ofKind(alerts(replay(t, with(posts))), listen.RisingTopic) {
			if a.State == listen.Firing {
				fired++
				t.Log(a.Why)
			}
		}
	}
	assert.LessOrEqual(t, fired, 3, "2 brands, 12 weeks and a budget of 0.1 a week give 2.4 at most")
}

func TestWhatTheCoolDownHoldsBackIsTold(t *testing.T) {
	t.Parallel()
	var held []*listen.Alert
	l := newListener(t, &listen.Options{Hooks: listen.Hooks{Held: func(a *listen.Alert) { held = append(held, a) }}, Alerts: listen.Damping{CoolDown: 48 * time.Hour}})
	first, second := 18*day+10*time.Hour, 19*day+10*time.Hour
	posts := with(ordinary(42, 21, 12), append(
		burst("a", "long queue at Brewpoint", 200, first, first+2*time.Hour),
		burst("b", "long queue at Brewpoint", 200, second, second+2*time.Hour)...)...)
	told := ofKind(alerts(feed(t, l, posts...)), listen.VolumeSpike)
	assert.Equal(t, []listen.AlertState{listen.Firing, listen.Resolved}, states(told))
	held = ofKind(held, listen.VolumeSpike)
	require.Len(t, held, 1, "once")
	assert.Equal(t, listen.Held, held[0].State)
	assert.WithinDuration(t, at(second), held[0].Start, time.Hour)
	assert.Equal(t, listen.InDigest, held[0].Urgency)
	assert.NotEmpty(t, held[0].Config)
}

package listen

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/match"
	"github.com/earshot-go/earshot/source"
)

var monday = time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)

func TestLifecycle(t *testing.T) {
	t.Parallel()
	// Each script is a row of windows, "x" odd and "." normal, with the state
	// that follows from each: q quiet, P pending, F firing, R resolved.
	for _, c := range []struct {
		name    string
		damping Damping
		windows string
		states  string
	}{
		{"fires at once and waits before it resolves", Damping{Hold: 1, Release: 2, CoolDown: time.Hour}, "..x..", "qqFFR"},
		{"a calm window between odd ones does not resolve", Damping{Hold: 1, Release: 2, CoolDown: time.Hour}, "x.x..", "FFFFR"},
		{"holds before it fires", Damping{Hold: 3, Release: 1, CoolDown: time.Hour}, "xxx.", "PPFR"},
		{"a pending alert that comes to nothing is resolved", Damping{Hold: 2, Release: 2, CoolDown: time.Hour}, "x.", "PR"},
		{"stays quiet while it cools down", Damping{Hold: 1, Release: 1, CoolDown: 3 * time.Hour}, "x.xxxx", "FRRRRF"},
		{"an alert that never fired needs no cool-down", Damping{Hold: 2, Release: 1, CoolDown: 9 * time.Hour}, "x.xx", "PRPF"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var l lifecycle
			var got strings.Builder
			for i, w := range c.windows {
				before := l.State
				tell := l.step(w == 'x', monday.Add(time.Duration(i)*time.Hour), c.damping)
				assert.Equal(t, before != l.State, tell != "" && tell != Held, "window %d", i)
				got.WriteString(map[AlertState]string{"": "q", Pending: "P", Firing: "F", Resolved: "R"}[l.State])
			}
			assert.Equal(t, c.states, got.String())
		})
	}
}

func TestWindows(t *testing.T) {
	t.Parallel()
	w := newWindows(time.Hour, 15*time.Minute)
	_, ok := w.due(monday)
	assert.False(t, ok, "nothing is due before the first post")

	w.begin(monday.Add(10 * time.Minute))
	assert.False(t, w.takes(monday.Add(10*time.Minute)), "the first window is cut off")
	assert.False(t, w.late(monday.Add(10*time.Minute)), "but its posts are not late")
	assert.True(t, w.late(monday.Add(-time.Minute)))
	assert.True(t, w.takes(monday.Add(time.Hour)), "the start of a window belongs to it")

	_, ok = w.due(monday.Add(2*time.Hour - time.Nanosecond))
	assert.False(t, ok)
	start, ok := w.due(monday.Add(2 * time.Hour))
	require.True(t, ok)
	assert.Equal(t, monday.Add(time.Hour), start)
	w.close(start)
	assert.True(t, w.late(monday.Add(90*time.Minute)))
}

func TestWindowsSkipWhatNobodyListenedTo(t *testing.T) {
	t.Parallel()
	w := newWindows(time.Hour, 0)
	w.begin(monday)
	far := monday.Add(10 * maxSilence * time.Hour)
	w.tally(far.Add(-time.Hour), 0).Mentions = 1
	start, ok := w.due(far)
	require.True(t, ok)
	assert.Equal(t, far.Add(-time.Hour), start)
}

func TestTallyDoesNotDependOnOrder(t *testing.T) {
	t.Parallel()
	mentions := make([]*Mention, 3*maxSample)
	for i := range mentions {
		mentions[i] = &Mention{Source: fmt.Sprint("s", i%3), Text: "text", Post: source.Post{ID: fmt.Sprint(i)}}
	}
	var up, down, halves, half tally
	for i, m := range mentions {
		up.add(m, keyOf("", m.Post.ID))
		if i%2 == 0 {
			halves.add(m, keyOf("", m.Post.ID))
		} else {
			half.add(m, keyOf("", m.Post.ID))
		}
	}
	for i := range mentions {
		m := mentions[len(mentions)-1-i]
		down.add(m, keyOf("", m.Post.ID))
	}
	halves.merge(&half)
	assert.Equal(t, up, down)
	assert.Equal(t, up, halves)
	assert.Len(t, up.Sample, maxSample)
}

func TestExcerptTextIsCutAroundTheHit(t *testing.T) {
	t.Parallel()
	for _, letter := range []string{"a", "é", "ک", "😀"} {
		pad := strings.Repeat(letter, 1000)
		text := pad + "BRAND" + pad
		got := excerptText(text, len(pad), len(pad)+5)
		assert.LessOrEqual(t, len(got), maxExcerpt)
		assert.Contains(t, got, "BRAND")
		assert.True(t, strings.Contains(text, got), "cut between letters")
	}
	assert.Equal(t, "short", excerptText("short", 0, 5))
}

func TestMemoryForgetsTheOldest(t *testing.T) {
	t.Parallel()
	m := newMemory()
	for i := range maxSeen + 1 {
		m.put(keyOf("s", fmt.Sprint(i)), remembered{version: uint64(i)})
	}
	_, known := m.get(keyOf("s", "0"))
	assert.False(t, known)
	_, known = m.get(keyOf("s", "1"))
	assert.True(t, known)
	assert.Len(t, m.ring, maxSeen)
}

// The table must agree with a map, also while it grows, is made anew and holds
// what was forgotten: small keys collide all the time.
func TestMemoryFindsWhatItHolds(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 2))
	m := newMemory()
	want := map[postKey]uint64{}
	for i := range 250_000 {
		var key postKey
		binary.LittleEndian.PutUint32(key[:], rng.Uint32N(1<<15)<<3) // homes collide
		binary.LittleEndian.PutUint32(key[8:], rng.Uint32N(16))
		_, known := want[key]
		if _, found := m.get(key); found != known {
			t.Fatalf("post %d: known %t, found %t", i, known, found)
		}
		if forgotten, forgot := m.put(key, remembered{version: uint64(i)}); forgot {
			_, was := want[forgotten]
			require.True(t, was)
			delete(want, forgotten)
		}
		want[key] = uint64(i)
	}
	assert.Len(t, want, maxSeen)
	for key, version := range want {
		if got, known := m.get(key); !known || got.version != version {
			t.Fatalf("%v: known %t, version %d instead of %d", key, known, got.version, version)
		}
	}
}

func TestKeyTellsSourcesApart(t *testing.T) {
	t.Parallel()
	assert.NotEqual(t, keyOf("ab", "c"), keyOf("a", "bc"))
}

func TestOutages(t *testing.T) {
	t.Parallel()
	hour := func(h int) time.Time { return monday.Add(time.Duration(h) * time.Hour) }
	o := make(outages)
	o.begin("a", hour(1))
	o.begin("a", hour(2))
	assert.InDelta(t, 0.5, o.missed("a", hour(0), hour(2)), 1e-9, "a running outage goes on from its start")
	o.end("a", hour(3), 15*time.Minute)
	assert.InDelta(t, 2./3, o.missed("a", hour(1), hour(4)), 1e-9)

	o.begin("b", hour(1))
	o.end("b", hour(1).Add(10*time.Minute), 15*time.Minute)
	assert.Zero(t, o.missed("b", hour(0), hour(3)), "a short outage did no harm")

	l, err := New([]Brand{{Name: "Acme"}}, nil, nil)
	require.NoError(t, err)
	l.outages = o
	var p past
	p.add(&tally{Mentions: 4, Sources: map[string]int{"a": 3, "b": 1}})
	assert.InDelta(t, 0.25, l.coverage(&p, hour(1), hour(2)), 1e-9, "a source weighs what it usually brings")
	assert.InDelta(t, 1, l.coverage(&p, hour(5), hour(6)), 1e-9)
}

func TestTermDrivers(t *testing.T) {
	t.Parallel()
	texts := func(s ...string) (out []excerpt) {
		for _, text := range s {
			out = append(out, excerpt{Text: text})
		}
		return out
	}
	repeat := func(n int, s ...string) (out []string) {
		for range n {
			out = append(out, s...)
		}
		return out
	}
	before := texts(repeat(40, "my coffee at Acme was fine", "the Acme app is nice")...)
	now := texts(repeat(10, "the Acme app is down, #acmedown https://down.example", "Acme is down @down", "coffee at Acme")...)
	got := termDrivers(now, before)
	require.NotEmpty(t, got)
	assert.Equal(t, Driver{Name: "down", Count: 20, Share: 20. / 30, Usual: 0}, got[0])
	for _, d := range got {
		assert.NotContains(t, []string{"acme", "coffee", "the", "https", "@down"}, d.Name)
	}
	assert.Empty(t, termDrivers(before, before), "nothing stands out against itself")
	assert.Empty(t, termDrivers(nil, nil))
}

func TestTextOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ title, text, want string }{
		{"", "only text", "only text"},
		{"Only title", "", "Only title"},
		{"A title", "and a text", "A title\nand a text"},
		{"The text repea…", "The text repeats the title", "The text repeats the title"},
	} {
		assert.Equal(t, c.want, textOf(&source.Post{Title: c.title, Text: c.text}))
	}
	long := textOf(&source.Post{Text: strings.Repeat("é", source.MaxText)})
	assert.LessOrEqual(t, len(long), source.MaxText)
	assert.True(t, strings.HasSuffix(long, "é"))
}

func TestConfigHash(t *testing.T) {
	t.Parallel()
	hash := func(o Options, brands ...Brand) string {
		full, err := o.withDefaults()
		require.NoError(t, err)
		return configHash(brands, full)
	}
	base := hash(Options{}, Brand{Name: "Acme"})
	assert.Len(t, base, 12)
	assert.Equal(t, base, hash(Options{Interval: time.Hour, Once: true, Poll: time.Minute}, Brand{Name: "Acme", Location: time.UTC}), "what does not change results does not change the hash")
	learn := func(named bool) *match.Learned {
		m, err := match.Compile(match.Brand{Name: "Acme", Ambiguous: true})
		require.NoError(t, err)
		learned, err := match.Learn(m, []match.Label{{Text: "the acme of style", Brand: "Acme", Named: named}})
		require.NoError(t, err)
		return learned
	}
	taught := hash(Options{Match: match.Options{Learned: learn(true)}}, Brand{Name: "Acme"})
	assert.Equal(t, taught, hash(Options{Match: match.Options{Learned: learn(true)}}, Brand{Name: "Acme"}), "equal lessons, equal hash")
	for name, other := range map[string]string{
		"learned":  taught,
		"name":     hash(Options{}, Brand{Name: "Acma"}),
		"term":     hash(Options{}, Brand{Name: "Acme", Terms: []string{"ac me"}}),
		"terms":    hash(Options{}, Brand{Name: "Acme", Terms: []string{"ac", "me"}}),
		"rival":    hash(Options{}, Brand{Name: "Acme", Competitor: true}),
		"filter":   hash(Options{}, Brand{Name: "Acme", Filter: "lang:nl"}),
		"zone":     hash(Options{}, Brand{Name: "Acme", Location: time.FixedZone("X", 3600)}),
		"interval": hash(Options{Interval: time.Minute}, Brand{Name: "Acme"}),
		"damping":  hash(Options{Alerts: Damping{Hold: 2}}, Brand{Name: "Acme"}),
	} {
		assert.NotEqual(t, base, other, name)
	}
}

func TestByBrandGroupsHits(t *testing.T) {
	t.Parallel()
	l, err := New([]Brand{{Name: "Acme"}, {Name: "Bolt"}}, nil, nil)
	require.NoError(t, err)
	hits := []match.Hit{{Brand: "Bolt", Start: 1}, {Brand: "Acme", Start: 2}, {Brand: "Bolt", Start: 3}, {Brand: "Acme", Start: 4}}
	got := map[int][]int{}
	for b, hs := range l.byBrand(hits) {
		for _, h := range hs {
			got[b] = append(got[b], h.Start)
		}
	}
	assert.Equal(t, map[int][]int{0: {2, 4}, 1: {1, 3}}, got)
}

func TestAmountWithoutSwing(t *testing.T) {
	t.Parallel()
	assert.InDelta(t, 20, amount{Value: 9, Expected: 60}.without(3).usual(), 1e-5)
	share := amount{Value: 9, Expected: 5, Of: 10}.without(3) // odds 1 become 1/3
	assert.InDelta(t, 0.25, share.usual(), 1e-5)
	assert.InDelta(t, 0.9, share.seen(), 1e-5)
	assert.InDelta(t, 5, amount{Expected: 5}.without(0).usual(), 1e-5)
	assert.InDelta(t, 1, amount{Expected: 10, Of: 10}.without(2).usual(), 1e-5)
}

func TestRecentSumsTheNewest(t *testing.T) {
	t.Parallel()
	var r recent
	assert.Equal(t, amount{}, r.last(3))
	for i := range maxRecent + 10 {
		r.push(amount{Value: float32(i)}, maxRecent)
	}
	assert.Equal(t, amount{Value: maxRecent + 9 + maxRecent + 8}, r.last(2))
	assert.Equal(t, r.last(maxRecent), r.last(9*maxRecent))
}

func TestSourceErrorsNameTheirSourceOnce(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "source hackernews: no route", (&SourceError{"hackernews", errors.New("no route")}).Error())
	assert.Equal(t, "source feed:https://example.com: no route", (&SourceError{"feed:https://example.com", errors.New("no route")}).Error())
	assert.Equal(t, "feed: https://example.com: no route", (&SourceError{"feed:https://example.com", errors.New("feed: https://example.com: no route")}).Error())
}

func TestWhatHasNoSavedFormIsAnError(t *testing.T) {
	t.Parallel()
	l, err := New([]Brand{{Name: "Acme"}}, nil, nil)
	require.NoError(t, err)
	l.changes.brands[0] = true
	l.watches[0].volume.Height = math.NaN()
	_, _, err = l.collect()
	var bad *StateError
	require.ErrorAs(t, err, &bad)
	assert.Contains(t, bad.Key, "Acme")
	l.watches[0].volume.Height = 1
	entries, _, err := l.collect()
	require.NoError(t, err, "and it is tried again")
	assert.NotEmpty(t, entries)
}

func TestAtLeastIsATail(t *testing.T) {
	t.Parallel()
	assert.InDelta(t, 1, atLeast(0, 20, 2, 8), 1e-9, "all of the distribution")
	assert.InDelta(t, 1./21, atLeast(20, 20, 1, 1), 1e-9, "a flat share makes every count as likely")
	assert.InDelta(t, 1-math.Pow(0.9, 10), atLeast(1, 10, 1e7, 9e7), 1e-4, "a sure share is a binomial")
	assert.Greater(t, atLeast(5, 20, 0.5, 200), atLeast(5, 20, 5, 2000), "what is less known is less odd")
}

func TestTerms(t *testing.T) {
	t.Parallel()
	var got []string
	e := excerpt{Text: "The #AcmeDown app's  down!\u00a0https://down.example/x @acme (really) می\u200cخواهم é to\xff\xffbe, 'quoted' ÉTÉ"}
	terms(e, func(term string) { got = append(got, term) })
	assert.Equal(t, []string{"the", "#acmedown", "app's", "down", "really", "می\u200cخواهم", "quoted", "été"}, got)
}

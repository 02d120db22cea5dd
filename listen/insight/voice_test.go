package insight_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/insight"
	"github.com/earshot-go/earshot/source"
)

// both names Acme and Bolt in one post, Bolt first.
func both(author string, hours float64) []*listen.Mention {
	text := "Bolt beats Acme"
	return []*listen.Mention{said(author, hours, text, about("Acme", 11)), said(author, hours, text, about("Bolt", 0))}
}

func TestCountingRules(t *testing.T) {
	mentions := append(both("ann", 1), said("ben", 2, "Acme is fine", about("Acme", 0)))
	for _, c := range []struct {
		rule       insight.Counting
		acme, bolt float64
	}{
		{insight.Each, 2, 1},
		{insight.Fractional, 1.5, 0.5},
		{insight.Primary, 1, 1},
	} {
		r, err := insight.VoiceOf(all(mentions...), &insight.VoiceOptions{Counting: c.rule})
		require.NoError(t, err)
		require.Len(t, r.Brands, 2)
		assert.Equal(t, "Acme", r.Brands[0].Brand, c.rule)
		assert.Equal(t, c.acme, r.Brands[0].Mentions.Value, c.rule)
		assert.Equal(t, c.bolt, r.Brands[1].Mentions.Value, c.rule)
		assert.Equal(t, c.acme, r.Brands[0].Authors.Value, c.rule)
		assert.EqualValues(t, 2, r.Trade)
		assert.InDelta(t, c.acme/(c.acme+c.bolt), r.Brands[0].Mentions.Share.Value, 1e-9)
		assert.InDelta(t, c.acme/2, r.Brands[0].Mentions.OfTrade.Value, 1e-9)
	}
}

func TestCopiesCountOncePerCluster(t *testing.T) {
	const text = "Acme recalls its famous red kettle"
	first := said("paper1", 1, text, about("Acme", 0), from("feed:x"))
	copied := said("paper2", 2, text+" https://y.example", about("Acme", 0), from("feed:y"))
	copied.AlsoSeen = &listen.AlsoSeen{By: "same words", Similarity: 1, Count: 2}
	copied.AlsoSeen.First.Source, copied.AlsoSeen.First.ID = first.Source, first.Post.ID
	mentions := []*listen.Mention{
		first, copied,
		said("ann", 3, "Bolt has nothing to say about kettles", about("Bolt", 0)),
	}
	for copies, want := range map[insight.Copies]float64{insight.ByPost: 2, insight.ByCluster: 1} {
		r, err := insight.VoiceOf(all(mentions...), &insight.VoiceOptions{Copies: copies})
		require.NoError(t, err)
		assert.Equal(t, want, r.Brands[0].Mentions.Value, copies)
	}
}

func TestIndustryHasNoShareOfItsOwn(t *testing.T) {
	mentions := []*listen.Mention{
		said("ann", 1, "Acme kettle", about("Acme", 0)), said("ann", 1, "Acme kettle", about("kettles", 5)),
		said("ben", 2, "any kettle", about("kettles", 4)), said("cem", 3, "Bolt", about("Bolt", 0)),
	}
	r, err := insight.VoiceOf(all(mentions...), &insight.VoiceOptions{Industry: "kettles"})
	require.NoError(t, err)
	require.Len(t, r.Brands, 2)
	assert.EqualValues(t, 3, r.Trade)
	assert.Equal(t, 0.5, r.Brands[0].Mentions.Share.Value)
	assert.InDelta(t, 1./3, r.Brands[0].Mentions.OfTrade.Value, 1e-9)
}

func TestUnknownReachIsNotZero(t *testing.T) {
	r, err := insight.VoiceOf(all(
		said("ann", 1, "Acme", about("Acme", 0), following(300)),
		said("ben", 2, "Acme", about("Acme", 0)),
		said("cem", 3, "Bolt", about("Bolt", 0), following(100)),
	), nil)
	require.NoError(t, err)
	acme := r.Brands[0]
	assert.Equal(t, 300.0, acme.Reach.Value)
	assert.EqualValues(t, 1, acme.Reach.Known)
	assert.Equal(t, 0.75, acme.Reach.Share.Value)
	assert.Zero(t, acme.Engagement.Known)
	assert.Equal(t, 1.0, acme.Engagement.Share.High, "of nothing known, anything is possible")
}

// Ten posts of one person are less evidence than ten posts of ten people.
func TestPeopleNotPostsCarryTheInterval(t *testing.T) {
	var one, many []*listen.Mention
	for i := range 60 {
		brand := []string{"Acme", "Bolt"}[i%2]
		one = append(one, said([]string{"ann", "ben", "cem", "dan"}[i%4], float64(i), brand, about(brand, 0)))
		many = append(many, said(string(rune('A'+i)), float64(i), brand, about(brand, 0)))
	}
	width := func(mentions []*listen.Mention) float64 {
		r, err := insight.VoiceOf(all(mentions...), nil)
		require.NoError(t, err)
		s := r.Brands[0].Mentions.Share
		return s.High - s.Low
	}
	assert.Greater(t, width(one), 2*width(many))
}

func TestSmallMovesAreNotSoldAsChanges(t *testing.T) {
	report := func(acme, bolt int) *insight.VoiceReport {
		var mentions []*listen.Mention
		for i := range acme + bolt {
			brand := "Acme"
			if i >= acme {
				brand = "Bolt"
			}
			mentions = append(mentions, said(string(rune(0x4e00+i)), float64(i), brand, about(brand, 0)))
		}
		r, err := insight.VoiceOf(all(mentions...), nil)
		require.NoError(t, err)
		return r
	}
	little, err := report(34, 66).Since(report(31, 69), insight.ByMentions)
	require.NoError(t, err)
	assert.False(t, little[0].Shown)
	assert.Contains(t, little[0].String(), "no change shown")
	much, err := report(60, 40).Since(report(31, 69), insight.ByMentions)
	require.NoError(t, err)
	assert.True(t, much[0].Shown)
}

func TestWhatIsLeftOutIsTold(t *testing.T) {
	edited := said("ann", 1, "Acme", about("Acme", 0))
	edited.Change = listen.Edited
	repeated := said("ann", 1, "Acme", about("Acme", 0))
	repeated.Repeat = true
	r, err := insight.VoiceOf(all(said("acme", 0, "Acme answers", own), edited, repeated, said("ben", 30, "Acme"), said("cem", 2, "Acme late")),
		&insight.VoiceOptions{Selection: insight.Selection{From: monday, To: monday.AddDate(0, 0, 1), Query: "NOT late"}})
	require.NoError(t, err)
	assert.Zero(t, r.Basis.Mentions)
	assert.Equal(t, map[insight.Reason]int64{insight.Own: 1, insight.Seen: 1, insight.Repeat: 1, insight.OffTime: 1, insight.Unmatched: 1}, r.Basis.Left)
}

func TestBadVoiceOptionsAreNamed(t *testing.T) {
	_, err := insight.NewVoice(&insight.VoiceOptions{Counting: "twice"})
	var bad *insight.OptionError
	require.ErrorAs(t, err, &bad)
	assert.Equal(t, "VoiceOptions.Counting", bad.Field)
	_, err = insight.NewVoice(&insight.VoiceOptions{Selection: insight.Selection{From: monday, To: monday, Query: "("}})
	require.ErrorContains(t, err, "not after From")
	require.ErrorContains(t, err, "Selection.Query")
}

func TestHostileNumbersDoNotOverflow(t *testing.T) {
	var mentions []*listen.Mention
	for i := range 50 {
		m := said(string(rune('A'+i)), float64(i), "Acme", about("Acme", 0), following(1<<62), liked(1<<62))
		m.Post.Shares = source.Known(1 << 62)
		mentions = append(mentions, m)
	}
	r, err := insight.VoiceOf(all(mentions...), nil)
	require.NoError(t, err)
	assert.Positive(t, r.Brands[0].Reach.Value)
	assert.LessOrEqual(t, r.Brands[0].Reach.Share.Value, 1.0)
}

func TestBenchmarkFindsWhereABrandIsSilent(t *testing.T) {
	var mentions []*listen.Mention
	for day := range 30 {
		mentions = append(mentions,
			said("bolt", float64(24*day+20), "Bolt answers at night about the new warranty", about("Bolt", 0), own),
			said("acme", float64(24*day+10), "Acme answers by day", about("Acme", 0), own),
			said("night owl", float64(24*day)+20.5, "Acme at night", about("Acme", 0)),
			said("ann", float64(24*day)+11, "the Bolt hinge lasts", about("Bolt", 4)))
	}
	r, err := insight.BenchmarkOf(all(mentions...), &insight.BenchmarkOptions{Brand: "Acme"}, monday.AddDate(0, 0, 31))
	require.NoError(t, err)
	assert.Equal(t, []string{"Acme", "Bolt"}, []string{r.Rows[0].Brand, r.Rows[1].Brand})
	assert.Equal(t, []insight.SilentHour{{Hour: 20, Theirs: 30, Audience: 30}}, r.Silent)
	require.NotEmpty(t, r.Said)
	assert.True(t, slices.ContainsFunc(r.Said, func(g insight.Gap) bool { return g.Term == "warranty" && g.Ours == 0 }))
	assert.Equal(t, []string{"Bolt"}, r.Said[0].Brands)
	_, err = insight.NewBenchmark(nil)
	require.ErrorContains(t, err, "BenchmarkOptions.Brand")
}

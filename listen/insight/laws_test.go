package insight_test

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/insight"
	"github.com/earshot-go/earshot/listen/insight/internal/planted"
)

var weeks = sync.OnceValue(func() []*listen.Mention {
	mentions, _ := planted.Make(5)
	return mentions
})

var weeksEnd = planted.Start.AddDate(0, 0, planted.Days)

// roomy is more than there are terms: laws hold exactly where nothing is put out.
const roomy = 200_000

// shrunk is a number of mentions, a tenth of it under -short.
func shrunk(n int) int {
	if testing.Short() {
		return n / 10
	}
	return n
}

// A noun is what all accumulators are.
type noun interface {
	Add(*listen.Mention)
	AppendBinary([]byte) ([]byte, error)
	UnmarshalBinary([]byte) error
}

// A kind of noun knows how to make one, to merge two and to report.
type kind struct {
	name   string
	fresh  func() (noun, error)
	merge  func(a, b noun) error
	report func(noun) (any, error)
}

func kindOf[T noun](name string, fresh func() (T, error), merge func(a, b T) error, report func(T) (any, error)) kind {
	return kind{
		name, func() (noun, error) { return fresh() },
		func(a, b noun) error { return merge(a.(T), b.(T)) },
		func(n noun) (any, error) { return report(n.(T)) },
	}
}

var kinds = []kind{
	kindOf("voice", func() (*insight.Voice, error) {
		return insight.NewVoice(&insight.VoiceOptions{Counting: insight.Fractional})
	},
		(*insight.Voice).Merge, func(v *insight.Voice) (any, error) { return v.Report(), nil }),
	kindOf("people", func() (*insight.People, error) { return insight.NewPeople(nil) },
		(*insight.People).Merge, func(p *insight.People) (any, error) { return p.Report(&insight.PeopleRequest{Limit: 50}) }),
	kindOf("channels", func() (*insight.Channels, error) { return insight.NewChannels(nil) },
		(*insight.Channels).Merge, func(c *insight.Channels) (any, error) { return c.Report(), nil }),
	kindOf("topics", func() (*insight.Topics, error) { return insight.NewTopics(&insight.TopicOptions{Days: 90}) },
		(*insight.Topics).Merge, func(t *insight.Topics) (any, error) {
			return t.Report(&insight.TopicRequest{From: planted.Start.AddDate(0, 0, 79)})
		}),
	kindOf("wishes", func() (*insight.Wishes, error) { return insight.NewWishes(&insight.WishOptions{Terms: roomy}) },
		(*insight.Wishes).Merge, func(w *insight.Wishes) (any, error) { return w.Report(20), nil }),
	kindOf("ties", func() (*insight.Ties, error) { return insight.NewTies(nil) },
		(*insight.Ties).Merge, func(t *insight.Ties) (any, error) { return t.Report(), nil }),
	kindOf("days", func() (*insight.Days, error) { return insight.NewDays(nil) },
		(*insight.Days).Merge, func(d *insight.Days) (any, error) {
			return []any{d.Basis(), d.Mentions(), d.Complaints(), d.Negatives()}, nil
		}),
	kindOf("conversations", func() (*insight.Conversations, error) {
		return insight.NewConversations(&insight.ConversationOptions{Target: 4 * time.Hour})
	}, (*insight.Conversations).Merge, func(c *insight.Conversations) (any, error) { return c.Report(weeksEnd), nil }),
	kindOf("benchmark", func() (*insight.Benchmark, error) {
		return insight.NewBenchmark(&insight.BenchmarkOptions{Brand: planted.Brand, Terms: roomy})
	}, (*insight.Benchmark).Merge, func(b *insight.Benchmark) (any, error) { return b.Report(weeksEnd), nil }),
}

// text is a report in its JSON form.
func (k kind) text(t *testing.T, n noun) string {
	t.Helper()
	r, err := k.report(n)
	require.NoError(t, err)
	text, err := json.Marshal(r)
	require.NoError(t, err)
	return string(text)
}

// of reads mentions into a fresh noun.
func (k kind) of(t *testing.T, mentions []*listen.Mention) noun {
	t.Helper()
	n, err := k.fresh()
	require.NoError(t, err)
	for _, m := range mentions {
		n.Add(m)
	}
	return n
}

// shards parts mentions by source, as threads do not leave theirs.
func shards(mentions []*listen.Mention) [][]*listen.Mention {
	bySource := map[string][]*listen.Mention{}
	for _, m := range mentions {
		bySource[m.Source] = append(bySource[m.Source], m)
	}
	return [][]*listen.Mention{bySource["forum:one"], bySource["mastodon:two"], bySource["feed:three"]}
}

func TestShardsAddUpToTheWhole(t *testing.T) {
	for _, k := range kinds {
		t.Run(k.name, func(t *testing.T) {
			mentions := weeks()[len(weeks())-shrunk(1000):]
			whole := k.text(t, k.of(t, mentions))
			parts := shards(mentions)
			for _, order := range [][]int{{0, 1, 2}, {2, 0, 1}} {
				sum := k.of(t, nil)
				for _, i := range order {
					require.NoError(t, k.merge(sum, k.of(t, parts[i])))
				}
				assert.True(t, whole == k.text(t, sum), "shards %v: %s", order, firstDifference(whole, k.text(t, sum)))
			}
			right := k.of(t, parts[1])
			require.NoError(t, k.merge(right, k.of(t, parts[2])))
			left := k.of(t, parts[0])
			require.NoError(t, k.merge(left, right))
			assert.True(t, whole == k.text(t, left), "associativity: %s", firstDifference(whole, k.text(t, left)))
		})
	}
}

func TestResumedGoesOnAsIfUninterrupted(t *testing.T) {
	for _, k := range kinds {
		t.Run(k.name, func(t *testing.T) {
			mentions := weeks()[:shrunk(1200)]
			half := len(mentions) / 2
			first := k.of(t, mentions[:half])
			state, err := first.AppendBinary([]byte("before "))
			require.NoError(t, err)
			resumed, err := k.fresh()
			require.NoError(t, err)
			require.NoError(t, resumed.UnmarshalBinary(state[len("before "):]))
			for _, m := range mentions[half:] {
				first.Add(m)
				resumed.Add(m)
			}
			a, b := k.text(t, first), k.text(t, resumed)
			assert.True(t, a == b, firstDifference(a, b))
		})
	}
}

func TestReportsDoNotChangeWhatTheyReport(t *testing.T) {
	for _, k := range kinds {
		n := k.of(t, weeks()[:600])
		before := k.text(t, n)
		assert.True(t, before == k.text(t, n), k.name)
		for _, m := range weeks()[600:650] {
			n.Add(m)
		}
		assert.True(t, k.text(t, n) == k.text(t, k.of(t, weeks()[:650])), k.name)
	}
}

func TestShardsOfOtherOptionsAreRefused(t *testing.T) {
	a, err := insight.NewVoice(&insight.VoiceOptions{Selection: insight.Selection{Brands: []string{"Acme"}}})
	require.NoError(t, err)
	b, err := insight.NewVoice(nil)
	require.NoError(t, err)
	var bad *insight.OptionError
	require.ErrorAs(t, a.Merge(b), &bad)
}

func TestForeignAndTornStatesAreRefused(t *testing.T) {
	for _, k := range kinds {
		n := k.of(t, weeks()[:300])
		good, err := n.AppendBinary(nil)
		require.NoError(t, err)
		before := k.text(t, n)
		for _, bad := range [][]byte{nil, []byte("{}"), good[:len(good)/2], []byte(`{"insight":"` + k.name + `","version":99}`)} {
			var state *insight.StateError
			require.ErrorAs(t, n.UnmarshalBinary(bad), &state, "%s %.40q", k.name, bad)
		}
		assert.Equal(t, before, k.text(t, n), k.name)
	}
}

// Hostile mentions are counted or left out; states stay readable.
func TestHostileMentions(t *testing.T) {
	for _, k := range kinds {
		n, err := k.fresh()
		require.NoError(t, err)
		for i := range 20 {
			m := *weeks()[i]
			m.Text, m.Post.Text = strings.Repeat("\xff\x00 #", i*997), "\xed\xa0\x80"
			m.Hit.Start, m.Hit.End = -5, math.MaxInt
			m.Sentiment.Valence = math.NaN()
			m.Post.Time = m.Post.Time.AddDate(700*i, 0, 0)
			m.Post.Parent = m.Post.ID
			m.Post.Author.ID, m.Post.Author.Handle = strings.Repeat("a", i*100), ""
			n.Add(&m)
		}
		state, err := n.AppendBinary(nil)
		require.NoError(t, err, k.name)
		require.NoError(t, n.UnmarshalBinary(state), k.name)
		require.NotEmpty(t, k.text(t, n))
	}
}

func firstDifference(a, b string) string {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			from := max(0, i-80)
			return fmt.Sprintf("at %d: …%s… and …%s…", i, a[from:min(len(a), i+40)], b[from:min(len(b), i+40)])
		}
	}
	return fmt.Sprintf("%d and %d bytes", len(a), len(b))
}

// The sketches are compared with exact counts on many more authors and terms
// than they keep.
func TestSketchesAreNearTheExactForm(t *testing.T) {
	mentions := weeks()
	voice, err := insight.NewVoice(nil)
	require.NoError(t, err)
	channels, err := insight.NewChannels(nil)
	require.NoError(t, err)
	for _, m := range mentions {
		voice.Add(m)
		channels.Add(m)
	}
	exactVoice, err := insight.VoiceOf(slices.Values(mentions), nil)
	require.NoError(t, err)
	sketched := voice.Report()
	assert.True(t, exactVoice.Basis.Exact)
	assert.False(t, sketched.Basis.Exact)
	for i, b := range exactVoice.Brands {
		require.Greater(t, b.Authors.Value, 500.0)
		assert.InEpsilon(t, b.Authors.Value, sketched.Brands[i].Authors.Value, 4*0.0081, b.Brand)
		assert.Equal(t, b.Mentions, sketched.Brands[i].Mentions)
	}
	exactChannels, err := insight.ChannelsOf(slices.Values(mentions), nil)
	require.NoError(t, err)
	for i, c := range exactChannels.Channels {
		assert.InEpsilon(t, float64(c.Authors), float64(channels.Report().Channels[i].Authors), 4*0.0081)
	}
}

// With room for a fraction of a day's terms, the topics of a day are still those
// of the exact form, but for their tails.
func TestBoundedTopicsAreTheExactOnes(t *testing.T) {
	mentions := weeks()[:5500]
	r := &insight.TopicRequest{From: planted.Start.AddDate(0, 0, 58), To: planted.Start.AddDate(0, 0, 59)}
	exact, err := insight.TopicsOf(slices.Values(mentions), nil, r)
	require.NoError(t, err)
	topics, err := insight.NewTopics(&insight.TopicOptions{Terms: 300})
	require.NoError(t, err)
	for _, m := range mentions {
		topics.Add(m)
	}
	bounded, err := topics.Report(r)
	require.NoError(t, err)
	require.NotEmpty(t, exact.Rising)
	require.NotEmpty(t, bounded.Rising)
	assert.False(t, bounded.Basis.Exact)
	assert.Equal(t, exact.Rising[0].Terms[0].Text, bounded.Rising[0].Terms[0].Text)
	assert.InEpsilon(t, exact.Rising[0].Authors, bounded.Rising[0].Authors, 0.15)
}

// With room for a fraction of the people, whoever matters is kept, and what
// was missed is bounded.
func TestFullTableKeepsWhoMatters(t *testing.T) {
	mentions := weeks()
	exact, err := insight.PeopleOf(slices.Values(mentions), nil, &insight.PeopleRequest{Limit: 5})
	require.NoError(t, err)
	p, err := insight.NewPeople(&insight.PeopleOptions{Limit: 200})
	require.NoError(t, err)
	for _, m := range mentions {
		p.Add(m)
	}
	bounded, err := p.Report(&insight.PeopleRequest{Limit: 5})
	require.NoError(t, err)
	require.Greater(t, exact.People, 1000)
	assert.Equal(t, 200, bounded.People)
	assert.False(t, bounded.Basis.Exact)
	for i, who := range exact.Ranked {
		assert.Equal(t, who.ID, bounded.Ranked[i].ID)
		assert.LessOrEqual(t, bounded.Ranked[i].Mentions, who.Mentions)
		assert.LessOrEqual(t, who.Mentions, bounded.Ranked[i].Mentions+bounded.Ranked[i].Missed, "what was missed is bounded")
	}
	weight := int64(0) // Space-Saving: nobody missing weighs more than all of it over the limit
	for _, m := range mentions {
		weight += 1 + int64(math.Log2(float64(m.Post.Author.Followers.Or(0)+m.Post.Likes.Or(0)+m.Post.Shares.Or(0)+m.Post.Replies.Or(0)))+1)
	}
	assert.LessOrEqual(t, bounded.Missed, weight/200)
}

func TestMergeOfFullTablesKeepsItsBounds(t *testing.T) {
	parts := shards(weeks())
	o := &insight.PeopleOptions{Limit: 150}
	people := func(mentions ...[]*listen.Mention) *insight.People {
		p, err := insight.NewPeople(o)
		require.NoError(t, err)
		for _, m := range slices.Concat(mentions...) {
			p.Add(m)
		}
		return p
	}
	exact, err := insight.PeopleOf(slices.Values(weeks()), nil, &insight.PeopleRequest{Limit: 10_000, By: insight.Mentions})
	require.NoError(t, err)
	truth := map[string]int64{}
	for _, who := range exact.Ranked {
		truth[who.Source+who.ID] = who.Mentions
	}
	ab, ba := people(parts[0]), people(parts[1])
	require.NoError(t, ab.Merge(people(parts[1])))
	require.NoError(t, ba.Merge(people(parts[0])))
	r := &insight.PeopleRequest{Limit: 1000, By: insight.Mentions}
	first, err := ab.Report(r)
	require.NoError(t, err)
	second, err := ba.Report(r)
	require.NoError(t, err)
	assert.Equal(t, first, second, "commutative even when full")
	for _, who := range first.Ranked {
		n := truth[who.Source+who.ID]
		assert.LessOrEqual(t, who.Mentions, n)
		assert.LessOrEqual(t, n, who.Mentions+who.Missed, who.ID)
	}
}

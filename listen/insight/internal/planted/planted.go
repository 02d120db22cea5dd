// Package planted makes up weeks of mentions, and business figures beside them,
// into which things are put that a reader should find: influencers, strangers
// whose post spreads, bursts, seasons, pains, effects, lags. [Truth] tells
// which. A seed gives the same weeks every time.
package planted

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/match"
	"github.com/earshot-go/earshot/sentiment"
	"github.com/earshot-go/earshot/source"
)

// Start is the first day, a monday.
var Start = time.Date(2026, time.January, 5, 0, 0, 0, 0, time.UTC)

// The shape of the weeks.
const (
	Days    = 84
	perDay  = 60
	people  = 1500
	Brand   = "Acme"
	Rival   = "Bolt"
	rivalry = 0.4 // share of the mentions that are about the rival
)

// A Truth is what was planted.
type Truth struct {
	Influencers []string // author IDs: many followers, heard every week, answered
	Outliers    []string // author IDs: one post each, that spreads
	Bursts      []Burst
	Seasonal    string // a word of every friday
	Pains       []Pain
	Wish        Pain
	// Fixed is the day from which one pain is heard a quarter as often.
	Fixed      time.Time
	FixedTerm  string
	FixFactor  float64
	Campaign   []string // dates
	CampaignBy float64  // what visits are times usual on them
	Incident   time.Time
	IncidentBy float64 // what sales are times usual since
	Lag        int     // days by which calls follow complaints
	MedianWait time.Duration
	Visits     map[string]float64
	Sales      map[string]float64
	Calls      map[string]float64
	Unrelated  map[string]float64
}

// A Burst is a topic of one day.
type Burst struct {
	Term string
	Date string
}

// A Pain is a topic of complaints or suggestions, and by how many people.
type Pain struct {
	Term    string
	Authors int
}

// A world is being made up.
type world struct {
	*rand.Rand
	words    []string
	truth    Truth
	mentions []*listen.Mention
	n        int
}

// Make makes up the weeks of a seed: mentions in the order of time.
func Make(seed uint64) ([]*listen.Mention, Truth) {
	w := &world{Rand: rand.New(rand.NewPCG(seed, 77))}
	for range 600 {
		w.words = append(w.words, w.coin())
	}
	w.chatter()
	w.influencers()
	w.outliers()
	w.bursts()
	w.season()
	w.pains()
	w.fix()
	w.answers()
	w.business()
	slices.SortStableFunc(w.mentions, func(a, b *listen.Mention) int { return a.Post.Time.Compare(b.Post.Time) })
	return w.mentions, w.truth
}

// coin makes up a word that no language has.
func (w *world) coin() string {
	const consonants, vowels = "bdfgklmnprstvz", "aeiou"
	var b strings.Builder
	for range 2 + w.IntN(2) {
		b.WriteByte(consonants[w.IntN(len(consonants))])
		b.WriteByte(vowels[w.IntN(len(vowels))])
		if w.IntN(2) == 0 {
			b.WriteByte(consonants[w.IntN(len(consonants))])
		}
	}
	return b.String() + "o"
}

// text is a few everyday words, the frequent ones often, around what is to be
// said.
func (w *world) text(brand string, more ...string) string {
	words := []string{brand}
	for range 5 + w.IntN(6) {
		words = append(words, w.words[int(float64(len(w.words))*math.Pow(w.Float64(), 2.5))])
	}
	return strings.Join(append(words, more...), " ")
}

// author is one of the crowd, the first ones the most often.
func (w *world) author() int { return int(people * math.Pow(w.Float64(), 1.5)) }

func followersOf(author int) int64 {
	chance := rand.New(rand.NewPCG(uint64(author), 5))
	return int64(math.Exp(4.5 + chance.NormFloat64()))
}

// hour is a time of day: the nights are quiet.
func (w *world) hour(day int) time.Time {
	for {
		minute := w.IntN(24 * 60)
		if awake := 0.15 + 0.85*max(0, math.Sin((float64(minute)/60-6)/18*math.Pi)); w.Float64() < awake {
			return Start.AddDate(0, 0, day).Add(time.Duration(minute) * time.Minute)
		}
	}
}

func weekday(day int) float64 { return []float64{1, 1.05, 1.1, 1, .95, .7, .75}[day%7] }

// say adds a mention and returns it.
func (w *world) say(author string, followers int64, t time.Time, brand, text string, intent sentiment.Intent, valence float64) *listen.Mention {
	w.n++
	m := &listen.Mention{
		Source: home(author), Brand: brand, Competitor: brand == Rival,
		Change: listen.Added, Text: text, Config: "planted", Intent: intent,
		Hit: match.Hit{Brand: brand, Start: 0, End: len(brand), Confidence: 1},
		Post: source.Post{
			ID: fmt.Sprint("p", w.n), Text: text, Time: t, Kind: source.KindPost, Language: "en",
			Author: source.Author{ID: author, Handle: author, Followers: source.Known(followers)},
			Likes:  source.Known(int64(w.ExpFloat64() * 3)), Shares: source.Known(int64(w.ExpFloat64())), Replies: source.Known(int64(w.ExpFloat64())),
		},
	}
	m.Hits = []match.Hit{m.Hit}
	m.Sentiment = sentiment.Score{Valence: valence, Confidence: 0.8, Language: "en"}
	w.mentions = append(w.mentions, m)
	return m
}

// home is the network an author writes on.
func home(author string) string {
	sum := 0
	for i := range len(author) {
		sum += int(author[i])
	}
	return []string{"forum:one", "mastodon:two", "feed:three"}[sum%3]
}

func (w *world) crowd(t time.Time, brand, text string, intent sentiment.Intent, valence float64) *listen.Mention {
	a := w.author()
	return w.say(fmt.Sprint("a", a), followersOf(a), t, brand, text, intent, valence)
}

func (w *world) chatter() {
	for day := range Days {
		for range w.poisson(perDay * weekday(day) * math.Exp(0.15*w.NormFloat64())) {
			brand := Brand
			if w.Float64() < rivalry {
				brand = Rival
			}
			intent, valence := sentiment.Intent(0), 0.0
			switch chance := w.Float64(); {
			case chance < 0.25:
				intent, valence = sentiment.Complaint, -0.5
			case chance < 0.35:
				intent = sentiment.Question
			case chance < 0.6:
				intent, valence = sentiment.Praise, 0.6
			}
			w.crowd(w.hour(day), brand, w.text(brand), intent, valence)
		}
	}
}

// poisson draws a count; a bell is near enough for a large mean.
func (w *world) poisson(mean float64) int {
	if mean > 30 {
		return int(max(0, math.Round(mean+math.Sqrt(mean)*w.NormFloat64())))
	}
	floor, product, n := math.Exp(-mean), 1.0, -1
	for product > floor {
		product *= w.Float64()
		n++
	}
	return n
}

func (w *world) influencers() {
	for i := range 5 {
		id := fmt.Sprint("influencer", i)
		w.truth.Influencers = append(w.truth.Influencers, id)
		for week := range Days / 7 {
			m := w.say(id, 20_000+10_000*int64(i), w.hour(7*week+w.IntN(7)), Brand, w.text(Brand), sentiment.Praise, 0.5)
			m.Post.Shares, m.Post.Replies = source.Known(int64(20+w.IntN(30))), source.Known(int64(20+w.IntN(30)))
			for range 3 {
				answer := w.crowd(m.Post.Time.Add(time.Duration(1+w.IntN(300))*time.Minute), Brand, w.text(Brand), 0, 0)
				answer.Source, answer.Post.Kind, answer.Post.Parent = m.Source, source.KindReply, m.Post.ID
			}
		}
	}
}

func (w *world) outliers() {
	for i := range 4 {
		id := fmt.Sprint("stranger", i)
		w.truth.Outliers = append(w.truth.Outliers, id)
		m := w.say(id, int64(20+w.IntN(60)), w.hour(10+w.IntN(Days-20)), Brand, w.text(Brand), sentiment.Complaint, -0.8)
		m.Post.Likes, m.Post.Shares = source.Known(int64(800+w.IntN(4000))), source.Known(int64(200+w.IntN(900)))
	}
}

// fresh is a word that was not said before.
func (w *world) fresh() string { return "x" + w.coin() }

package insight

import (
	"math"
	"math/bits"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/source"
)

// A Profile is what was heard of one author on one source: who writes on two
// networks is two authors, since nobody tells that they are one. Sums run over the author's
// mentions of all brands selected; what nobody told is not in them.
type Profile struct {
	Source string `json:"source"`
	ID     string `json:"id,omitzero"`
	Name   string `json:"name,omitzero"`
	Handle string `json:"handle,omitzero"`
	URL    string `json:"url,omitzero"`

	First time.Time `json:"first"` // the oldest mention
	Last  time.Time `json:"last"`

	Mentions int64            `json:"mentions"`
	Brands   map[string]int64 `json:"brands"`
	Intents  map[string]int64 `json:"intents,omitempty"`
	Tone     Tone             `json:"tone"`

	// Followers is the newest number told, FollowersAtFirst the oldest, at the
	// times beside them.
	Followers        source.Count `json:"followers,omitzero"`
	FollowersTime    time.Time    `json:"followersTime,omitzero"`
	FollowersAtFirst source.Count `json:"followersAtFirst,omitzero"`
	FollowersSince   time.Time    `json:"followersSince,omitzero"`

	// Engagement is likes, shares and replies of the Engaged posts that tell
	// them; Spread is shares and replies alone.
	Engagement int64 `json:"engagement"`
	Spread     int64 `json:"spread"`
	Engaged    int64 `json:"engaged"`
	// Answered and Repeated count mentions by others that answer or repeat a
	// post of this author that was heard.
	Answered int64 `json:"answered"`
	Repeated int64 `json:"repeated"`

	Posts []Post `json:"posts"` // with the most engagement

	// Missed bounds how many mentions may have been heard of the author while
	// there was no room for the profile.
	Missed int64 `json:"missed,omitzero"`
}

func (p *Profile) add(m *listen.Mention) {
	p.identify(m)
	p.Mentions++
	count(&p.Brands, m.Brand, 1)
	for _, name := range intentNames(m.Intent) {
		count(&p.Intents, name, 1)
	}
	p.Tone.add(m)
	p.follow(m.Post.Author.Followers, m.Post.Time)
	if n, known := engagement(&m.Post).Value(); known {
		p.Engagement = saturated(p.Engagement, n)
		p.Spread = saturated(p.Spread, saturated(bounded(m.Post.Shares.Or(0)), bounded(m.Post.Replies.Or(0))))
		p.Engaged++
	}
	posts := best(p.Posts)
	posts.add(evidence(m), kept)
	p.Posts = posts
}

// identify takes the newest name.
func (p *Profile) identify(m *listen.Mention) {
	a, t := &m.Post.Author, m.Post.Time
	if p.Mentions == 0 || t.After(p.Last) {
		p.Source, p.ID, p.Name = m.Source, clip(a.ID, maxField), clip(a.Name, maxField)
		p.Handle, p.URL, p.Last = clip(a.Handle, maxField), clip(a.URL, maxField), t
	}
	if p.First.IsZero() || t.Before(p.First) {
		p.First = t
	}
}

func (p *Profile) follow(followers source.Count, t time.Time) {
	n, known := followers.Value()
	if !known {
		return
	}
	followers = source.Known(bounded(n))
	if p.FollowersTime.IsZero() || t.After(p.FollowersTime) {
		p.Followers, p.FollowersTime = followers, t
	}
	if p.FollowersSince.IsZero() || t.Before(p.FollowersSince) {
		p.FollowersAtFirst, p.FollowersSince = followers, t
	}
}

func (p *Profile) merge(o *Profile) {
	if o.Mentions == 0 {
		return
	}
	if p.Mentions == 0 || o.Last.After(p.Last) {
		p.Source, p.ID, p.Name, p.Handle, p.URL, p.Last = o.Source, o.ID, o.Name, o.Handle, o.URL, o.Last
	}
	if p.First.IsZero() || o.First.Before(p.First) {
		p.First = o.First
	}
	p.Mentions += o.Mentions
	for brand, n := range o.Brands {
		count(&p.Brands, brand, n)
	}
	for name, n := range o.Intents {
		count(&p.Intents, name, n)
	}
	p.Tone.merge(o.Tone)
	p.follow(o.Followers, o.FollowersTime)
	p.follow(o.FollowersAtFirst, o.FollowersSince)
	p.Engagement, p.Spread = saturated(p.Engagement, o.Engagement), saturated(p.Spread, o.Spread)
	p.Engaged += o.Engaged
	p.Answered += o.Answered
	p.Repeated += o.Repeated
	posts := best(p.Posts)
	posts.merge(o.Posts, kept)
	p.Posts = posts
}

func count(of *map[string]int64, key string, n int64) {
	if *of == nil {
		*of = make(map[string]int64)
	}
	(*of)[key] += n
}

// A Trait is one figure about an author. There is no figure for how much
// somebody matters: that depends on what for.
type Trait string

// The traits, each with its formula.
const (
	Reach     Trait = "reach"     // followers, as told last
	Activity  Trait = "activity"  // mentions a week, between the first and the last, at least over one week
	PerPost   Trait = "perPost"   // (likes + shares + replies) / posts that tell them
	Resonance Trait = "resonance" // the larger of (shares + replies) / posts that tell them, and mentions that answer or repeat / mentions
	Focus     Trait = "focus"     // mentions of the brand / mentions of all brands selected
	Negative  Trait = "negative"  // negative mentions / mentions with a tone
	Growth    Trait = "growth"    // (followers last / followers first) ^ (30 days / days between) - 1, over a week or more
	Mentions  Trait = "mentions"  // mentions of the brand, or of all selected
	Biggest   Trait = "biggest"   // likes + shares + replies of the author's most noticed post
)

// Traits lists all traits.
var Traits = []Trait{Reach, Activity, PerPost, Resonance, Focus, Negative, Growth, Mentions, Biggest}

// Trait returns a figure, and whether it is known. Focus and Mentions are
// toward the brand, or toward all brands where it is "".
func (p *Profile) Trait(t Trait, brand string) (value float64, known bool) {
	switch t {
	case Reach:
		n, known := p.Followers.Value()
		return float64(n), known
	case Activity:
		return float64(p.Mentions) / max(1, p.Last.Sub(p.First).Hours()/(7*24)), p.Mentions > 0
	case PerPost:
		return over(p.Engagement, p.Engaged), p.Engaged > 0
	case Resonance:
		return max(over(p.Spread, p.Engaged), over(p.Answered+p.Repeated, p.Mentions)), p.Engaged > 0 || p.Answered+p.Repeated > 0
	case Focus:
		return over(p.of(brand), p.Mentions), p.Mentions > 0
	case Negative:
		return over(p.Tone.Negative, p.Tone.Judged()), p.Tone.Judged() > 0
	case Growth:
		return p.growth()
	case Mentions:
		return float64(p.of(brand)), true
	case Biggest:
		if len(p.Posts) == 0 {
			return 0, false
		}
		n, known := p.Posts[0].Engagement.Value()
		return float64(n), known
	}
	return 0, false
}

func (p *Profile) of(brand string) int64 {
	if brand == "" {
		return p.Mentions
	}
	return p.Brands[brand]
}

func (p *Profile) growth() (float64, bool) {
	last, known := p.Followers.Value()
	first, _ := p.FollowersAtFirst.Value()
	days := p.FollowersTime.Sub(p.FollowersSince).Hours() / 24
	if !known || days < 7 || first <= 0 {
		return 0, false
	}
	return math.Pow(float64(last)/float64(first), 30/days) - 1, true
}

func over(a, b int64) float64 { return ratio(float64(a), float64(b)) }

// standing is what a mention weighs for its author's place in a full table: one,
// and the binary digits of those who can see it or did react.
func standing(m *listen.Mention) int64 {
	seen := saturated(bounded(m.Post.Author.Followers.Or(0)), engagement(&m.Post).Or(0))
	return 1 + int64(bits.Len64(uint64(seen)))
}

package insight

import (
	"cmp"
	"iter"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/sentiment"
)

// ChannelOptions tune [Channels]. The zero ChannelOptions are fine.
type ChannelOptions struct {
	Selection Selection `json:"selection,omitzero"`
	// Zone names the time zone of hours and days, as in the IANA database;
	// empty is UTC.
	Zone string `json:"zone,omitzero"`
}

// Channels tells where the brand's people are, source by source, over a stream
// and in bounded memory: about 20 KB a source. It is not safe for concurrent use.
type Channels struct {
	options  ChannelOptions
	filter   filter
	location *time.Location
	exact    bool
	state    channelState
}

type channelState struct {
	Basis   Basis                   `json:"basis"`
	Sources map[string]*channelCell `json:"sources,omitempty"`
}

type channelCell struct {
	Mentions  int64            `json:"mentions"`
	Tone      Tone             `json:"tone"`
	Intents   map[string]int64 `json:"intents,omitempty"`
	Languages map[string]int64 `json:"languages,omitempty"`
	Brands    map[string]int64 `json:"brands,omitempty"`
	Authors   distinct         `json:"authors"`
	Noticed   quantiles        `json:"noticed,omitempty"`
	Replied   int64            `json:"replied"` // posts known to have replies
	Fruitful  int64            `json:"fruitful"`
	Told      map[string]int64 `json:"told,omitempty"` // mentions that tell a field
	Hours     [7][24]int64     `json:"hours"`
	First     time.Time        `json:"first"`
	Last      time.Time        `json:"last"`
	Best      best             `json:"best,omitempty"`
}

// maxLanguages bounds the languages of one source; the rest is "other".
const maxLanguages = 64

// NewChannels makes Channels. Nil options are fine.
func NewChannels(o *ChannelOptions) (*Channels, error) {
	if o == nil {
		o = new(ChannelOptions)
	}
	c := &Channels{options: *o}
	var err error
	if c.location, err = zone("ChannelOptions.Zone", o.Zone); err != nil {
		return nil, err
	}
	c.filter, err = o.Selection.compile()
	if err != nil {
		return nil, err
	}
	return c, nil
}

func zone(field, name string) (*time.Location, error) {
	location, err := time.LoadLocation(name)
	if err != nil {
		return nil, &OptionError{field, name, "is no time zone known here: " + err.Error()}
	}
	return location, nil
}

// ChannelsOf reads a whole recording, exactly.
func ChannelsOf(mentions iter.Seq[*listen.Mention], o *ChannelOptions) (*ChannelReport, error) {
	c, err := NewChannels(o)
	if err != nil {
		return nil, err
	}
	c.exact = true
	for m := range mentions {
		c.Add(m)
	}
	return c.Report(), nil
}

// Add takes the next mention.
func (c *Channels) Add(m *listen.Mention) {
	if !c.state.Basis.take(&c.filter, m) {
		return
	}
	cell := c.cell(m.Source)
	cell.add(m, c.exact)
	local := m.Post.Time.In(c.location)
	if !m.Post.TimeEstimated {
		cell.Hours[local.Weekday()][local.Hour()]++
	}
}

func (c *Channels) cell(src string) *channelCell {
	if c.state.Sources == nil {
		c.state.Sources = make(map[string]*channelCell)
	}
	if c.state.Sources[src] == nil {
		c.state.Sources[src] = new(channelCell)
	}
	return c.state.Sources[src]
}

func (c *channelCell) add(m *listen.Mention, exact bool) {
	c.Mentions++
	c.span(m.Post.Time)
	c.Tone.add(m)
	for _, name := range intentNames(m.Intent) {
		count(&c.Intents, name, 1)
	}
	if m.Intent&fruitful != 0 {
		c.Fruitful++
	}
	language := cmp.Or(m.Post.Language, m.Sentiment.Language, "unknown")
	if len(c.Languages) >= maxLanguages && c.Languages[language] == 0 {
		language = "other"
	}
	count(&c.Languages, language, 1)
	count(&c.Brands, m.Brand, 1)
	if key := authorKey(m); key != "" {
		c.Authors.add(hashOf("author", key), exact)
	}
	if n, known := engagement(&m.Post).Value(); known {
		c.Noticed.add(float64(n))
	}
	if m.Post.Replies.Or(0) > 0 {
		c.Replied++
	}
	for _, field := range told(m) {
		count(&c.Told, field, 1)
	}
	c.Best.add(evidence(m), kept)
}

// fruitful are the intents that a brand can do something about.
const fruitful = sentiment.Complaint | sentiment.Question | sentiment.Suggestion | sentiment.Purchase | sentiment.Leaving

// fields are what a source may tell about a post, in the order of a report.
var fields = []string{"author", "followers", "likes", "shares", "replies", "views", "language", "country", "parent", "url", "time"}

// told lists which fields a mention's source tells.
func told(m *listen.Mention) (out []string) {
	p := &m.Post
	for i, known := range []bool{
		authorKey(m) != "", !p.Author.Followers.IsZero(), !p.Likes.IsZero(), !p.Shares.IsZero(), !p.Replies.IsZero(), !p.Views.IsZero(),
		p.Language != "", p.Country != "", p.Parent != "", p.URL != "", !p.TimeEstimated,
	} {
		if known {
			out = append(out, fields[i])
		}
	}
	return out
}

func (c *channelCell) span(t time.Time) {
	if c.First.IsZero() || t.Before(c.First) {
		c.First = t
	}
	if t.After(c.Last) {
		c.Last = t
	}
}

// Merge adds what other Channels with the same options have heard. It is
// associative and commutative, as long as no source has more than 64 languages.
func (c *Channels) Merge(o *Channels) error {
	if !reflect.DeepEqual(c.options, o.options) {
		return &OptionError{"ChannelOptions", o.options, "differ, and cannot be merged"}
	}
	c.state.Basis.merge(&o.state.Basis)
	for _, src := range slices.Sorted(maps.Keys(o.state.Sources)) {
		c.cell(src).merge(o.state.Sources[src], c.exact)
	}
	return nil
}

func (c *channelCell) merge(o *channelCell, exact bool) {
	c.Mentions += o.Mentions
	c.Replied += o.Replied
	c.Fruitful += o.Fruitful
	c.Tone.merge(o.Tone)
	for to, from := range map[*map[string]int64]map[string]int64{&c.Intents: o.Intents, &c.Languages: o.Languages, &c.Brands: o.Brands, &c.Told: o.Told} {
		for key, n := range from {
			count(to, key, n)
		}
	}
	c.Authors.merge(&o.Authors, exact)
	c.Noticed.merge(o.Noticed)
	for day := range o.Hours {
		for hour, n := range o.Hours[day] {
			c.Hours[day][hour] += n
		}
	}
	if !o.First.IsZero() {
		c.span(o.First)
		c.span(o.Last)
	}
	c.Best.merge(o.Best, kept)
}

// AppendBinary appends the state to dst. It belongs to the options.
func (c *Channels) AppendBinary(dst []byte) ([]byte, error) {
	return appendState(dst, "channels", c.options, c.state)
}

// UnmarshalBinary takes up a state that Channels with the same options left.
func (c *Channels) UnmarshalBinary(data []byte) error {
	state, err := readState[channelState](data, "channels", c.options)
	if err != nil {
		return err
	}
	for src, cell := range state.Sources {
		if cell == nil {
			return &StateError{"channels", "source " + src + " has no figures"}
		}
	}
	c.state = state
	return nil
}

// A ChannelReport tells of every source, the one with the most fruitful
// mentions first.
type ChannelReport struct {
	Basis    Basis     `json:"basis"`
	Zone     string    `json:"zone"`
	Channels []Channel `json:"channels"`
}

// A Channel is a source as a place to listen.
type Channel struct {
	Source   string           `json:"source"`
	Mentions int64            `json:"mentions"`
	PerDay   float64          `json:"perDay"` // from the first mention to the last
	Brands   map[string]int64 `json:"brands"`
	Authors  int64            `json:"authors"` // different ones; above 1,024 give or take 0.81 % (one standard error)
	Tone     Tone             `json:"tone"`
	Negative Interval         `json:"negative"` // share of those with a tone
	Positive Interval         `json:"positive"`

	Intents   map[string]int64 `json:"intents,omitempty"`
	Languages map[string]int64 `json:"languages"`

	// Fruitful is the share of complaints, questions, suggestions, purchases
	// and farewells: what a brand can do something about. A channel is worth
	// listening to for what it has of them, and for whom it has.
	Fruitful Interval `json:"fruitful"`
	// Replied is the share of posts that have replies, among those that tell.
	// MedianEngagement is likes, shares and replies of the post in the middle,
	// to within 1 %; it is nil where the source does not tell them.
	Replied          Interval `json:"replied"`
	MedianEngagement *float64 `json:"medianEngagement,omitempty"`

	// Hours counts mentions by weekday, from Sunday on, and hour, in the zone
	// of the report. Busiest is the full hour of the day that has the most,
	// BusiestDay the weekday; -1 if there are fewer than 24 mentions.
	Hours      [7][24]int64 `json:"hours"`
	Busiest    int          `json:"busiest"`
	BusiestDay int          `json:"busiestDay"`

	// Blind lists what the source told of no mention here, and Dim of fewer than
	// half: figures that rest on it are missing, not zero.
	Blind []string `json:"blind,omitempty"`
	Dim   []string `json:"dim,omitempty"`

	Posts []Post `json:"posts"`
}

// Report tells of the channels so far.
func (c *Channels) Report() *ChannelReport {
	exact := true
	for _, cell := range c.state.Sources {
		exact = exact && cell.Authors.isExact()
	}
	r := &ChannelReport{
		Basis: c.state.Basis.stated(c.options.Selection, "A post counts once for every brand it names.", exact),
		Zone:  c.location.String(),
	}
	for src, cell := range c.state.Sources {
		r.Channels = append(r.Channels, cell.channel(src))
	}
	slices.SortFunc(r.Channels, func(a, b Channel) int {
		return cmp.Or(cmp.Compare(b.Fruitful.Value*float64(b.Mentions), a.Fruitful.Value*float64(a.Mentions)), strings.Compare(a.Source, b.Source))
	})
	return r
}

func (c *channelCell) channel(src string) Channel {
	out := Channel{
		Source: src, Mentions: c.Mentions, Authors: c.Authors.count(), Tone: c.Tone,
		Brands: maps.Clone(c.Brands), Intents: maps.Clone(c.Intents), Languages: maps.Clone(c.Languages),
		PerDay:   float64(c.Mentions) / max(1, c.Last.Sub(c.First).Hours()/24),
		Negative: c.Tone.NegativeShare(), Positive: c.Tone.PositiveShare(),
		Fruitful: proportion(c.Fruitful, c.Mentions), Replied: proportion(c.Replied, c.Told["replies"]),
		Hours: c.Hours, Posts: slices.Clone(c.Best),
	}
	if len(c.Noticed) > 0 {
		median := c.Noticed.at(0.5)
		out.MedianEngagement = &median
	}
	out.Busiest, out.BusiestDay = c.busiest()
	for _, field := range fields {
		switch n := c.Told[field]; {
		case n == 0:
			out.Blind = append(out.Blind, field)
		case 2*n < c.Mentions && field != "parent":
			out.Dim = append(out.Dim, field)
		}
	}
	return out
}

// enoughForHours is how many mentions tell when a channel is busy.
const enoughForHours = 24

func (c *channelCell) busiest() (hour, day int) {
	var hours [24]int64
	var days [7]int64
	all := int64(0)
	for d := range c.Hours {
		for h, n := range c.Hours[d] {
			hours[h] += n
			days[d] += n
			all += n
		}
	}
	if all < enoughForHours {
		return -1, -1
	}
	return largest(hours[:]), largest(days[:])
}

func largest(counts []int64) (at int) {
	for i, n := range counts {
		if n > counts[at] {
			at = i
		}
	}
	return at
}

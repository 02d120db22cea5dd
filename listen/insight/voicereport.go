package insight

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A VoiceReport is the share of voice of every brand in a period.
type VoiceReport struct {
	Basis    Basis        `json:"basis"`
	Counting Counting     `json:"counting"`
	Copies   Copies       `json:"copies"`
	Industry string       `json:"industry,omitzero"`
	Trade    int64        `json:"trade"`  // posts that name a brand or the industry
	Brands   []BrandVoice `json:"brands"` // the most mentions first
}

// A BrandVoice is how much of the talk is about one brand.
type BrandVoice struct {
	Brand      string `json:"brand"`
	Competitor bool   `json:"competitor,omitzero"`
	Mentions   Share  `json:"mentions"`
	Authors    Share  `json:"authors"` // different ones
	// Reach is the followers of the authors of all posts together: an upper
	// bound of how often the brand can have been seen. Engagement is likes,
	// shares and replies as told when the post was first heard.
	Reach      Share  `json:"reach"`
	Engagement Share  `json:"engagement"`
	Tone       Tone   `json:"tone"`
	Posts      []Post `json:"posts"` // with the most engagement
}

// A Share is one brand's part of a measure.
type Share struct {
	Value float64 `json:"value"` // what was counted
	// Known is how many posts tell it; the others are left out.
	Known int64 `json:"known"`
	// Share is the part of all brands together, OfTrade of all posts about the
	// trade.
	Share   Interval `json:"share"`
	OfTrade Interval `json:"ofTrade"`
}

// A Measure is one of the ways to count a voice.
type Measure string

// The measures of a [BrandVoice].
const (
	ByMentions   Measure = "mentions"
	ByAuthors    Measure = "authors"
	ByReach      Measure = "reach"
	ByEngagement Measure = "engagement"
)

// Of returns the brand's share by a measure.
func (b *BrandVoice) Of(m Measure) Share {
	switch m {
	case ByAuthors:
		return b.Authors
	case ByReach:
		return b.Reach
	case ByEngagement:
		return b.Engagement
	}
	return b.Mentions
}

// Report tells the shares so far.
func (v *Voice) Report() *VoiceReport { return v.closed().report() }

func (v *Voice) report() *VoiceReport {
	var all voiceCell
	exact := v.state.Trade.isExact()
	for _, brand := range slices.Sorted(maps.Keys(v.state.Brands)) {
		c := v.state.Brands[brand]
		all.sum(c)
		exact = exact && c.isExact()
	}
	r := &VoiceReport{
		Basis:    v.state.Basis.stated(v.options.Selection, v.rule(), exact),
		Counting: v.options.Counting, Copies: v.options.Copies, Industry: v.options.Industry, Trade: v.state.Trade.Posts,
	}
	// A brand's authors are summed over brands, as mentions are: one who speaks
	// of two brands is a voice for both.
	sums := v.sums()
	for brand, c := range v.state.Brands {
		r.Brands = append(r.Brands, v.brandVoice(brand, c, &all, sums))
	}
	slices.SortFunc(r.Brands, func(a, b BrandVoice) int {
		return cmp.Or(cmp.Compare(b.Mentions.Value, a.Mentions.Value), strings.Compare(a.Brand, b.Brand))
	})
	return r
}

// people are authors and clusters, in parts, added up over the brands.
type people struct{ authors, clusters float64 }

func (v *Voice) sums() (s people) {
	for _, brand := range slices.Sorted(maps.Keys(v.state.Brands)) {
		s.authors += weighed(v.state.Brands[brand].Authors)
		s.clusters += weighed(v.state.Brands[brand].Clusters)
	}
	return s
}

// weighed counts different things, each with what it is worth.
func weighed(of map[int64]*distinct) (sum float64) {
	for _, worth := range slices.Sorted(maps.Keys(of)) {
		sum += float64(of[worth].count()) * float64(worth) / parts
	}
	return sum
}

func (v *Voice) brandVoice(brand string, c, all *voiceCell, sums people) BrandVoice {
	trade := &v.state.Trade
	b := BrandVoice{Brand: brand, Competitor: c.Competitor, Tone: c.Tone, Posts: slices.Clone(c.Best)}
	share := func(of, total, whole *total, known, knownAll, knownTrade int64) Share {
		return Share{
			Value: float64(of.Sum) / parts, Known: known,
			Share: of.shareOf(total, knownAll), OfTrade: of.shareOf(whole, knownTrade),
		}
	}
	b.Mentions = share(&c.Mentions, &all.Mentions, &trade.Mentions, c.Posts, all.Posts, trade.Posts)
	b.Reach = share(&c.Reach, &all.Reach, &trade.Reach, c.Reached, all.Reached, trade.Reached)
	b.Engagement = share(&c.Engagement, &all.Engagement, &trade.Engagement, c.Engaged, all.Engaged, trade.Engaged)
	b.Authors = shareOfDistinct(weighed(c.Authors), sums.authors, weighed(trade.Authors))
	if v.options.Copies == ByCluster {
		posts := b.Mentions
		b.Mentions = shareOfDistinct(weighed(c.Clusters), sums.clusters, weighed(trade.Clusters))
		b.Mentions.Share = wilson(b.Mentions.Share.Value, min(b.Mentions.Share.N, posts.Share.N))
		b.Mentions.OfTrade = wilson(b.Mentions.OfTrade.Value, min(b.Mentions.OfTrade.N, posts.OfTrade.N))
	}
	b.Authors.Known, b.Mentions.Known = c.Signed, c.Posts
	return b
}

// shareOfDistinct is a share of different things, such as authors, each of which
// is an observation.
func shareOfDistinct(of, all, trade float64) Share {
	return Share{Value: of, Share: wilson(ratio(of, all), all), OfTrade: wilson(ratio(of, trade), trade)}
}

func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

func (c *voiceCell) isExact() bool {
	for _, of := range []map[int64]*distinct{c.Authors, c.Clusters} {
		for _, d := range of {
			if !d.isExact() {
				return false
			}
		}
	}
	return true
}

func (v *Voice) rule() string {
	post := map[Counting]string{
		Each:       "A post counts once for every brand it names.",
		Fractional: "A post counts once, in equal parts for the brands it names.",
		Primary:    "A post counts once, for the brand it names first.",
	}[v.options.Counting]
	copies := "Copies of a post count as posts."
	if v.options.Copies == ByCluster {
		copies = "Mentions count a text once for a brand, however often it is repeated."
	}
	return fmt.Sprintf("%s %s Shares hold in 95 of 100 samples of authors.", post, copies)
}

// A VoiceChange is how a brand's share moved from one report to the next.
type VoiceChange struct {
	Brand   string   `json:"brand"`
	Measure Measure  `json:"measure"`
	Before  Interval `json:"before"`
	After   Interval `json:"after"`
	// Change is after minus before; Shown tells that its bounds are on one side
	// of zero. Otherwise nothing can be said.
	Change Interval `json:"change"`
	Shown  bool     `json:"shown"`
}

func (c VoiceChange) String() string {
	verdict := "no change shown"
	if c.Shown {
		verdict = "a change"
	}
	return fmt.Sprintf("%s, %s: %.0f %% to %.0f %% (%+.0f points, between %+.0f and %+.0f): %s", c.Brand, c.Measure,
		100*c.Before.Value, 100*c.After.Value, 100*c.Change.Value, 100*c.Change.Low, 100*c.Change.High, verdict)
}

// Since compares the report with an earlier one of another period, by a
// measure, for every brand in either. The two must have been counted by the
// same rules.
func (r *VoiceReport) Since(before *VoiceReport, by Measure) ([]VoiceChange, error) {
	if r.Counting != before.Counting || r.Copies != before.Copies {
		return nil, &OptionError{"VoiceReport", before.Counting + "/" + Counting(before.Copies), "was counted by another rule"}
	}
	var names []string
	for _, b := range slices.Concat(r.Brands, before.Brands) {
		names = append(names, b.Brand)
	}
	slices.Sort(names)
	var out []VoiceChange
	for _, name := range slices.Compact(names) {
		c := VoiceChange{Brand: name, Measure: by, Before: before.share(name, by), After: r.share(name, by)}
		c.Change = difference(c.Before, c.After)
		c.Shown = c.Change.Excludes(0)
		out = append(out, c)
	}
	return out, nil
}

// share of a brand; one that was not heard has none of what the others have.
func (r *VoiceReport) share(brand string, by Measure) Interval {
	n := 0.0
	for i := range r.Brands {
		s := r.Brands[i].Of(by).Share
		if r.Brands[i].Brand == brand {
			return s
		}
		n = max(n, s.N)
	}
	return wilson(0, n)
}

package insight

import (
	"fmt"
	"iter"
	"maps"
	"reflect"
	"slices"

	"github.com/earshot-go/earshot/listen"
)

// Counting says what a post that names several brands is worth to each.
type Counting string

// The rules of counting.
const (
	Each       Counting = "each"       // one for every brand it names
	Fractional Counting = "fractional" // one in all, in equal parts
	Primary    Counting = "primary"    // one for the brand that it names first
)

// Copies says what a post and its copies count for.
type Copies string

// The rules for copies: syndicated news, reposts, and the same text on several
// networks.
const (
	ByPost    Copies = "post"    // every post counts
	ByCluster Copies = "cluster" // a text counts once for a brand, whoever repeats it, as far as Mention.AlsoSeen tells
)

// VoiceOptions tune a [Voice]. The zero VoiceOptions count each and by post.
type VoiceOptions struct {
	Selection Selection `json:"selection,omitzero"`
	Counting  Counting  `json:"counting,omitempty"` // empty is Each
	// Copies says what Mentions counts; reach and engagement are always those
	// of all posts, since a copy has readers of its own. Empty is ByPost.
	Copies Copies `json:"copies,omitempty"`
	// Industry names the brand whose terms stand for the whole trade ("mobile
	// network", "roaming"). It has no share itself; the shares of the others in
	// all posts about the trade are told beside those among the brands.
	Industry string `json:"industry,omitempty"`
}

// A Voice counts whose brand is talked about, over a stream of mentions and in
// bounded memory: about 40 KB a brand, ten times as much where posts name many
// brands and are counted in parts. It is not safe for concurrent use.
type Voice struct {
	options VoiceOptions
	filter  filter
	exact   bool
	state   voiceState
}

type voiceState struct {
	Basis  Basis                 `json:"basis"`
	Brands map[string]*voiceCell `json:"brands,omitempty"`
	Trade  voiceCell             `json:"trade"` // every post that names a brand or the industry
	Open   *openPost             `json:"open,omitempty"`
}

// A voiceCell is what is known of one brand. Sums are in parts.
type voiceCell struct {
	Competitor bool                `json:"competitor,omitzero"`
	Posts      int64               `json:"posts"`
	Mentions   total               `json:"mentions"`
	Reach      total               `json:"reach"`
	Engagement total               `json:"engagement"`
	Reached    int64               `json:"reached"` // posts whose reach is known
	Engaged    int64               `json:"engaged"`
	Signed     int64               `json:"signed"`             // posts whose author is known
	Authors    map[int64]*distinct `json:"authors,omitempty"`  // by the parts that a post is worth
	Clusters   map[int64]*distinct `json:"clusters,omitempty"` // likewise
	Tone       Tone                `json:"tone"`
	Best       best                `json:"best,omitempty"`
}

// parts is what one post is worth. It can be divided evenly among up to ten
// brands.
const parts = 2520

// NewVoice makes a Voice. Nil options are fine. The error joins everything
// that is wrong with them.
func NewVoice(o *VoiceOptions) (*Voice, error) {
	if o == nil {
		o = new(VoiceOptions)
	}
	v := &Voice{options: *o}
	switch o.Counting {
	case "":
		v.options.Counting = Each
	case Each, Fractional, Primary:
	default:
		return nil, &OptionError{"VoiceOptions.Counting", o.Counting, "is none of each, fractional and primary"}
	}
	switch o.Copies {
	case "":
		v.options.Copies = ByPost
	case ByPost, ByCluster:
	default:
		return nil, &OptionError{"VoiceOptions.Copies", o.Copies, "is neither post nor cluster"}
	}
	selection := o.Selection
	if o.Industry != "" && len(selection.Brands) > 0 {
		selection.Brands = append(slices.Clone(selection.Brands), o.Industry)
	}
	var err error
	v.filter, err = selection.compile()
	return v, err
}

// VoiceOf counts a whole recording, exactly.
func VoiceOf(mentions iter.Seq[*listen.Mention], o *VoiceOptions) (*VoiceReport, error) {
	v, err := NewVoice(o)
	if err != nil {
		return nil, err
	}
	v.exact = true
	for m := range mentions {
		v.Add(m)
	}
	return v.Report(), nil
}

// Add takes the next mention. The mentions of one post follow one another, as a
// listener tells them: together they say how many brands the post names.
func (v *Voice) Add(m *listen.Mention) {
	if !v.state.Basis.take(&v.filter, m) {
		return
	}
	if v.state.Open == nil || v.state.Open.Key != postHash(m) {
		v.close()
		v.state.Open = openPostOf(m)
	}
	v.state.Open.name(m)
}

// close counts the post whose mentions have all come.
func (v *Voice) close() {
	open := v.state.Open
	v.state.Open = nil
	if open == nil {
		return
	}
	d := drawn(open.Unit)
	v.state.Trade.add(open, &open.Named[0], parts, &d, v.exact)
	named := slices.DeleteFunc(open.Named, func(n namedBrand) bool { return n.Brand == v.options.Industry })
	if v.options.Counting == Primary && len(named) > 0 {
		named = []namedBrand{slices.MinFunc(named, firstNamed)}
	}
	for i := range named {
		worth := int64(parts)
		if v.options.Counting == Fractional {
			worth /= int64(len(named))
		}
		v.cell(&named[i]).add(open, &named[i], worth, &d, v.exact)
	}
}

func (v *Voice) cell(n *namedBrand) *voiceCell {
	if v.state.Brands == nil {
		v.state.Brands = make(map[string]*voiceCell)
	}
	c := v.state.Brands[n.Brand]
	if c == nil {
		c = &voiceCell{Competitor: n.Competitor}
		v.state.Brands[n.Brand] = c
	}
	return c
}

func (c *voiceCell) add(p *openPost, n *namedBrand, worth int64, d *draws, exact bool) {
	c.Posts++
	c.Mentions.add(worth, d)
	if reach, known := p.Reach.Value(); known {
		c.Reached++
		c.Reach.add(saturatedProduct(bounded(reach), worth), d)
	}
	if engaged, known := p.Engagement.Value(); known {
		c.Engaged++
		c.Engagement.add(saturatedProduct(bounded(engaged), worth), d)
	}
	if p.Author != 0 {
		c.Signed++
		class(&c.Authors, worth).add(p.Author, exact)
	}
	class(&c.Clusters, worth).add(p.Cluster, exact)
	c.Tone.merge(n.Tone)
	c.Best.add(n.Post, kept)
}

func saturatedProduct(n, worth int64) int64 { return product(n, max(1, worth)) }

func class(of *map[int64]*distinct, worth int64) *distinct {
	if *of == nil {
		*of = make(map[int64]*distinct)
	}
	if (*of)[worth] == nil {
		(*of)[worth] = new(distinct)
	}
	return (*of)[worth]
}

// Merge adds what another Voice with the same options has counted, of other
// posts. It is associative and commutative.
func (v *Voice) Merge(o *Voice) error {
	if !reflect.DeepEqual(v.options, o.options) {
		return &OptionError{"VoiceOptions", o.options, "differ, and cannot be merged"}
	}
	other := o.closed()
	v.close()
	v.state.Basis.merge(&other.state.Basis)
	v.state.Trade.merge(&other.state.Trade, v.exact)
	for _, brand := range slices.Sorted(maps.Keys(other.state.Brands)) {
		c := other.state.Brands[brand]
		v.cell(&namedBrand{Brand: brand, Competitor: c.Competitor}).merge(c, v.exact)
	}
	return nil
}

func (c *voiceCell) merge(o *voiceCell, exact bool) {
	c.sum(o)
	for worth, d := range o.Authors {
		class(&c.Authors, worth).merge(d, exact)
	}
	for worth, d := range o.Clusters {
		class(&c.Clusters, worth).merge(d, exact)
	}
	c.Tone.merge(o.Tone)
	c.Best.merge(o.Best, kept)
}

// sum adds what are sums.
func (c *voiceCell) sum(o *voiceCell) {
	c.Posts += o.Posts
	c.Reached += o.Reached
	c.Engaged += o.Engaged
	c.Signed += o.Signed
	c.Mentions.merge(&o.Mentions)
	c.Reach.merge(&o.Reach)
	c.Engagement.merge(&o.Engagement)
}

// AppendBinary appends the state to dst. It belongs to the options.
func (v *Voice) AppendBinary(dst []byte) ([]byte, error) {
	return appendState(dst, "voice", v.options, v.state)
}

// UnmarshalBinary takes up a state that a Voice with the same options has left,
// and goes on from there as if nothing had happened.
func (v *Voice) UnmarshalBinary(data []byte) error {
	state, err := readState[voiceState](data, "voice", v.options)
	if err != nil {
		return err
	}
	if state.Open != nil && len(state.Open.Named) == 0 {
		return &StateError{"voice", "an open post names no brand"}
	}
	for brand, c := range state.Brands {
		if c == nil || c.broken() {
			return &StateError{"voice", fmt.Sprintf("the figures of brand %.40q are broken", brand)}
		}
	}
	if state.Trade.broken() {
		return &StateError{"voice", "the figures of the trade are broken"}
	}
	v.state = state
	return nil
}

// broken tells that a count of different things is missing.
func (c *voiceCell) broken() bool {
	for _, of := range []map[int64]*distinct{c.Authors, c.Clusters} {
		for _, d := range of {
			if d == nil {
				return true
			}
		}
	}
	return false
}

// closed is a copy in which no post is open. It shares with v what that post
// does not touch.
func (v *Voice) closed() *Voice {
	if v.state.Open == nil {
		return v
	}
	out := &Voice{options: v.options, filter: v.filter, exact: v.exact, state: v.state}
	open := *v.state.Open
	open.Named = slices.Clone(open.Named)
	out.state.Open, out.state.Brands, out.state.Trade = &open, maps.Clone(v.state.Brands), v.state.Trade.clone()
	for _, n := range open.Named {
		if c := out.state.Brands[n.Brand]; c != nil {
			own := c.clone()
			out.state.Brands[n.Brand] = &own
		}
	}
	out.close()
	return out
}

func (c *voiceCell) clone() voiceCell {
	out := *c
	for _, t := range []*total{&out.Mentions, &out.Reach, &out.Engagement} {
		t.Resample = slices.Clone(t.Resample)
	}
	out.Authors, out.Clusters, out.Best = cloned(c.Authors), cloned(c.Clusters), slices.Clone(c.Best)
	return out
}

func cloned(of map[int64]*distinct) map[int64]*distinct {
	out := make(map[int64]*distinct, len(of))
	for worth, d := range of {
		own := d.clone()
		out[worth] = &own
	}
	return out
}

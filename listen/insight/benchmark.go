package insight

import (
	"cmp"
	"errors"
	"iter"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/earshot-go/earshot/listen"
)

// BenchmarkOptions tune a [Benchmark].
type BenchmarkOptions struct {
	Selection Selection `json:"selection,omitzero"`
	// Brand is the one that is compared with the others.
	Brand string `json:"brand"`
	// Zone names the time zone of the hours; empty is UTC.
	Zone string `json:"zone,omitzero"`
	// Hours are when answers are counted; nil is always.
	Hours *Hours `json:"hours,omitempty"`
	// Terms is how many terms are kept of what each brand says, and of what is
	// said of it, those of the most posts; zero is 4,000.
	Terms int `json:"terms,omitzero"`
}

// A Benchmark tells the same figures for a brand and for those it compares
// itself with, competitors or brands it admires, and what they do where it is
// silent. It works over a stream and in bounded memory, and is not safe for
// concurrent use.
type Benchmark struct {
	options       BenchmarkOptions
	location      *time.Location
	filter        filter
	exact         bool
	voice         *Voice
	conversations *Conversations
	cells         map[string]*benchCell
}

// A benchCell is what one brand does itself, and what is said of it.
type benchCell struct {
	Hours    [24]int64           `json:"hours"`    // its own posts
	Audience [24]int64           `json:"audience"` // mentions by the public
	Own      int64               `json:"own"`
	Public   int64               `json:"public"`
	Fruitful int64               `json:"fruitful"`
	Said     topState[benchTerm] `json:"said"`  // terms of its own posts
	Heard    topState[benchTerm] `json:"heard"` // terms of the public's
	People   distinct            `json:"people"`
	Answers  map[string]int64    `json:"answers,omitempty"` // own posts by kind
	said     *top[benchTerm]
	heard    *top[benchTerm]
}

// A benchTerm counts a term: by posts of the brand, by people of the public.
type benchTerm struct {
	Posts  int64 `json:"posts"`
	People few   `json:"people,omitempty"`
}

const benchTerms = 4_000

type benchState struct {
	Voice         []byte                `json:"voice"`
	Conversations []byte                `json:"conversations"`
	Cells         map[string]*benchCell `json:"cells,omitempty"`
}

// NewBenchmark makes a Benchmark of a brand.
func NewBenchmark(o *BenchmarkOptions) (*Benchmark, error) {
	if o == nil {
		o = new(BenchmarkOptions)
	}
	b := &Benchmark{options: *o, cells: make(map[string]*benchCell)}
	b.options.Terms = cmp.Or(o.Terms, benchTerms)
	var errs []error
	if o.Terms < 0 {
		errs = append(errs, &OptionError{"BenchmarkOptions.Terms", o.Terms, "is negative"})
	}
	if o.Brand == "" {
		errs = append(errs, &OptionError{"BenchmarkOptions.Brand", `""`, "is empty"})
	}
	var err error
	b.location, err = zone("BenchmarkOptions.Zone", o.Zone)
	errs = append(errs, err)
	b.filter, err = o.Selection.compile()
	errs = append(errs, err)
	b.voice, err = NewVoice(&VoiceOptions{Selection: o.Selection})
	errs = append(errs, err)
	b.conversations, err = NewConversations(&ConversationOptions{Selection: o.Selection, Hours: o.Hours})
	if err := errors.Join(append(errs, err)...); err != nil {
		return nil, err
	}
	return b, nil
}

// BenchmarkOf reads a whole recording and forgets nothing; the people of a term
// are counted up to 63 and estimated beyond, to 13 % (standard error). Now is the moment up to which
// open conversations have waited.
func BenchmarkOf(mentions iter.Seq[*listen.Mention], o *BenchmarkOptions, now time.Time) (*BenchmarkReport, error) {
	b, err := NewBenchmark(o)
	if err != nil {
		return nil, err
	}
	b.exact, b.voice.exact, b.conversations.exact = true, true, true
	for m := range mentions {
		b.Add(m)
	}
	return b.Report(now), nil
}

func (b *Benchmark) cell(brand string) *benchCell {
	c := b.cells[brand]
	if c == nil {
		c = new(benchCell)
		b.cells[brand] = c
		c.tables(b.options.Terms, b.exact)
	}
	return c
}

func (c *benchCell) tables(limit int, exact bool) {
	if exact {
		limit = 0
	}
	c.said, c.heard = &top[benchTerm]{limit: limit}, &top[benchTerm]{limit: limit}
	c.said.restore(c.Said)
	c.heard.restore(c.Heard)
}

// Add takes the next mention, by the public or by a brand's own account
// (Mention.Own).
func (b *Benchmark) Add(m *listen.Mention) {
	b.voice.Add(m)
	b.conversations.Add(m)
	if m.Change != listen.Added && m.Change != "" || m.Repeat || b.filter.outside(m) != "" {
		return
	}
	c, hour := b.cell(m.Brand), m.Post.Time.In(b.location).Hour()
	table, person := c.heard, unitHash(m)
	if m.Own {
		table, person = c.said, postHash(m)
		c.Own++
		c.Hours[hour]++
		count(&c.Answers, string(cmp.Or(m.Post.Kind, "post")), 1)
	} else {
		c.Public++
		c.Audience[hour]++
		c.People.add(person, b.exact)
		if m.Intent&fruitful != 0 {
			c.Fruitful++
		}
	}
	for _, term := range termsOfMention(m) {
		v := &table.add(term, 1).Value
		v.Posts++
		v.People.add(person)
	}
}

// Merge adds what another Benchmark with the same options has heard.
func (b *Benchmark) Merge(o *Benchmark) error {
	if !reflect.DeepEqual(b.options, o.options) {
		return &OptionError{"BenchmarkOptions", o.options, "differ, and cannot be merged"}
	}
	if err := errors.Join(b.voice.Merge(o.voice), b.conversations.Merge(o.conversations)); err != nil {
		return err
	}
	for _, brand := range slices.Sorted(maps.Keys(o.cells)) {
		b.cell(brand).merge(o.cells[brand], b.exact)
	}
	return nil
}

func (c *benchCell) merge(o *benchCell, exact bool) {
	for hour := range c.Hours {
		c.Hours[hour] += o.Hours[hour]
		c.Audience[hour] += o.Audience[hour]
	}
	c.Own += o.Own
	c.Public += o.Public
	c.Fruitful += o.Fruitful
	c.People.merge(&o.People, exact)
	for kind, n := range o.Answers {
		count(&c.Answers, kind, n)
	}
	sum := func(to, from *benchTerm) {
		to.Posts += from.Posts
		to.People.merge(from.People)
	}
	c.said.merge(o.said, sum)
	c.heard.merge(o.heard, sum)
}

// AppendBinary appends the state to dst. It belongs to the options.
func (b *Benchmark) AppendBinary(dst []byte) ([]byte, error) {
	s := benchState{Cells: b.cells}
	var err, more error
	s.Voice, err = b.voice.AppendBinary(nil)
	s.Conversations, more = b.conversations.AppendBinary(nil)
	if err := errors.Join(err, more); err != nil {
		return dst, err
	}
	for _, c := range b.cells {
		c.Said, c.Heard = c.said.state(), c.heard.state()
	}
	dst, err = appendState(dst, "benchmark", b.options, s)
	for _, c := range b.cells {
		c.Said, c.Heard = topState[benchTerm]{}, topState[benchTerm]{}
	}
	return dst, err
}

// UnmarshalBinary takes up a state that a Benchmark with the same options left.
func (b *Benchmark) UnmarshalBinary(data []byte) error {
	s, err := readState[benchState](data, "benchmark", b.options)
	if err != nil {
		return err
	}
	fresh, err := NewBenchmark(&b.options)
	if err != nil {
		return err
	}
	if err := errors.Join(fresh.voice.UnmarshalBinary(s.Voice), fresh.conversations.UnmarshalBinary(s.Conversations)); err != nil {
		return err
	}
	for brand, c := range s.Cells {
		if c == nil {
			return &StateError{"benchmark", "brand " + brand + " has no figures"}
		}
		c.tables(b.options.Terms, b.exact)
		c.Said, c.Heard = topState[benchTerm]{}, topState[benchTerm]{}
		fresh.cells[brand] = c
	}
	b.voice, b.conversations, b.cells = fresh.voice, fresh.conversations, fresh.cells
	return nil
}

// A BenchmarkReport sets a brand beside others.
type BenchmarkReport struct {
	Basis Basis  `json:"basis"`
	Brand string `json:"brand"`
	Rows  []Row  `json:"rows"` // the brand first, then the others by name
	// Silent are the hours of the day at which others post and the brand does
	// not; Said the topics others post about and the brand does not, and Heard
	// those that the public brings up about others rather than about the brand.
	Silent []SilentHour `json:"silent,omitempty"`
	Said   []Gap        `json:"said,omitempty"`
	Heard  []Gap        `json:"heard,omitempty"`
}

// A Row is one brand's figures.
type Row struct {
	Brand    string   `json:"brand"`
	Mentions Share    `json:"mentions"`
	Authors  Share    `json:"authors"`
	Tone     Tone     `json:"tone"`
	Negative Interval `json:"negative"`
	Positive Interval `json:"positive"`
	Fruitful Interval `json:"fruitful"` // share of mentions it can do something about
	Response Waiting  `json:"response"` // waits for the first answer
	Own      int64    `json:"own"`      // posts of its own that were heard
	Answers  Interval `json:"answers"`  // share of them that answer somebody
}

// A SilentHour is an hour of the day at which others speak and the brand does
// not.
type SilentHour struct {
	Hour     int   `json:"hour"`
	Theirs   int64 `json:"theirs"`   // posts by the others' own accounts
	Audience int64 `json:"audience"` // mentions of the brand by the public at that hour
}

// A Gap is a term that others have and the brand does not, or rarely.
type Gap struct {
	Term   string   `json:"term"`
	Score  float64  `json:"score"` // log odds against the brand's, in standard deviations, as [Term.Score]
	Brands []string `json:"brands"`
	Theirs float64  `json:"theirs"` // posts of theirs, or people who speak of them
	// Ours is counted likewise. Where terms had to be put out for want of room it
	// is the most it can have been, so that no gap is told that is none.
	Ours float64 `json:"ours"`
}

const (
	silentPosts = 3 // of the others at an hour
	gapScore    = 2
	gaps        = 10
)

// Report compares up to now.
func (b *Benchmark) Report(now time.Time) *BenchmarkReport {
	voice, conversations := b.voice.Report(), b.conversations.Report(now)
	r := &BenchmarkReport{Brand: b.options.Brand, Basis: voice.Basis}
	r.Basis.Exact = r.Basis.Exact && conversations.Basis.Exact && b.isExact()
	shares := make(map[string]*BrandVoice)
	for i := range voice.Brands {
		shares[voice.Brands[i].Brand] = &voice.Brands[i]
	}
	for _, brand := range slices.Sorted(maps.Keys(b.cells)) {
		row := b.row(brand, shares[brand], conversations.ByBrand[brand])
		if brand == b.options.Brand {
			r.Rows = slices.Insert(r.Rows, 0, row)
		} else {
			r.Rows = append(r.Rows, row)
		}
	}
	r.Silent = b.silent()
	r.Said = b.gaps(func(c *benchCell) (*top[benchTerm], float64) { return c.said, float64(c.Own) })
	r.Heard = b.gaps(func(c *benchCell) (*top[benchTerm], float64) { return c.heard, float64(c.People.count()) })
	return r
}

func (b *Benchmark) isExact() bool {
	for _, c := range b.cells {
		if !c.People.isExact() || !allCounted(c.said) || !allCounted(c.heard) {
			return false
		}
	}
	return true
}

// allCounted tells that no term was put out, and nobody who uses one estimated.
func allCounted(t *top[benchTerm]) bool {
	return t.floor == 0 && !slices.ContainsFunc(t.order, func(e *ranked[benchTerm]) bool { return !e.Value.People.isExact() })
}

func (b *Benchmark) row(brand string, v *BrandVoice, response Waiting) Row {
	c := b.cells[brand]
	row := Row{
		Brand: brand, Own: c.Own, Response: response,
		Fruitful: proportion(c.Fruitful, c.Public), Answers: proportion(c.Answers["reply"], c.Own),
	}
	if v != nil {
		row.Mentions, row.Authors, row.Tone = v.Mentions, v.Authors, v.Tone
	}
	row.Negative, row.Positive = row.Tone.NegativeShare(), row.Tone.PositiveShare()
	return row
}

func (b *Benchmark) ours() *benchCell {
	if c := b.cells[b.options.Brand]; c != nil {
		return c
	}
	c := new(benchCell)
	c.tables(b.options.Terms, b.exact)
	return c
}

// names tells that a term is a brand's name, with or without a hashtag.
func (b *Benchmark) names(term string) bool {
	for brand := range b.cells {
		if strings.EqualFold(strings.TrimPrefix(term, "#"), brand) {
			return true
		}
	}
	return false
}

func (b *Benchmark) silent() (out []SilentHour) {
	ours := b.ours()
	for hour := range 24 {
		s := SilentHour{Hour: hour, Audience: ours.Audience[hour]}
		for brand, c := range b.cells {
			if brand != b.options.Brand {
				s.Theirs += c.Hours[hour]
			}
		}
		if ours.Hours[hour] == 0 && s.Theirs >= silentPosts {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(x, y SilentHour) int { return cmp.Compare(y.Audience, x.Audience) })
	return out
}

// gaps are the terms that the others have and the brand lacks.
func (b *Benchmark) gaps(of func(*benchCell) (*top[benchTerm], float64)) (out []Gap) {
	ours, n := of(b.ours())
	theirs, total := make(map[string]*Gap), 0.0
	for _, brand := range slices.Sorted(maps.Keys(b.cells)) {
		if brand == b.options.Brand {
			continue
		}
		table, size := of(b.cells[brand])
		total += size
		for term, e := range table.entries {
			if theirs[term] == nil {
				theirs[term] = &Gap{Term: term}
			}
			theirs[term].Theirs += e.Value.People.count()
			theirs[term].Brands = append(theirs[term].Brands, brand)
		}
	}
	for term, g := range theirs {
		if b.names(term) {
			continue // that others are named by their names is no news
		}
		g.Ours = float64(ours.floor)
		if e := ours.find(term); e != nil {
			g.Ours = e.Value.People.count() + float64(e.Missed)
		}
		if g.Score = logOdds(g.Theirs, total, g.Ours, n, wishPrior); g.Theirs >= 3 && g.Score >= gapScore {
			out = append(out, *g)
		}
	}
	slices.SortFunc(out, func(x, y Gap) int {
		return cmp.Or(cmp.Compare(y.Score, x.Score), strings.Compare(x.Term, y.Term))
	})
	return limited(out, gaps)
}

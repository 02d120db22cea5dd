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
	"github.com/earshot-go/earshot/sentiment"
)

// WishOptions tune [Wishes]. The zero WishOptions are fine.
type WishOptions struct {
	Selection Selection `json:"selection,omitzero"`
	// Terms is how many terms are kept, those of the most posts, about 5 KB each;
	// zero is 4,000.
	Terms int `json:"terms,omitzero"`
}

const (
	defaultWishTerms = 4_000
	wishSample       = 1_024
	maxWeeks         = 60
)

// A WishKind is what people do with what they do not like.
type WishKind string

// The kinds.
const (
	Pain  WishKind = "pain point" // they complain
	Wish  WishKind = "suggestion" // they say what should be different
	Doubt WishKind = "question"   // they ask
)

var wishKinds = []WishKind{Pain, Wish, Doubt}

var wishIntents = map[WishKind]sentiment.Intent{Pain: sentiment.Complaint, Wish: sentiment.Suggestion, Doubt: sentiment.Question}

// Wishes collects what people complain of, suggest and ask, counted by people,
// over a stream and in bounded memory. It is not safe for concurrent use.
type Wishes struct {
	options WishOptions
	filter  filter
	exact   bool
	basis   Basis
	terms   top[wishTerm]
	kinds   map[WishKind]*wishTotal
	others  *wishTotal // everybody, whatever they say
}

// A wishTerm is one term, by who used it for what.
type wishTerm struct {
	Posts  int64                       `json:"posts"`
	Others few                         `json:"others,omitempty"` // everybody who used it
	Kinds  map[WishKind]few            `json:"kinds,omitempty"`
	Weeks  map[WishKind]map[string]few `json:"weeks,omitempty"` // by the monday
}

type wishTotal struct {
	Posts   int64               `json:"posts"`
	Authors distinct            `json:"authors"`
	Weeks   map[string]distinct `json:"weeks,omitempty"`
	Sample  sample              `json:"sample,omitempty"`
}

type wishState struct {
	Basis  Basis                   `json:"basis"`
	Terms  topState[wishTerm]      `json:"terms"`
	Kinds  map[WishKind]*wishTotal `json:"kinds,omitempty"`
	Others *wishTotal              `json:"others,omitempty"`
}

// NewWishes makes Wishes. Nil options are fine.
func NewWishes(o *WishOptions) (*Wishes, error) {
	if o == nil {
		o = new(WishOptions)
	}
	w := &Wishes{options: *o, kinds: make(map[WishKind]*wishTotal), others: new(wishTotal)}
	w.options.Terms = cmp.Or(o.Terms, defaultWishTerms)
	var errs []error
	if o.Terms < 0 {
		errs = append(errs, &OptionError{"WishOptions.Terms", o.Terms, "is negative"})
	}
	for _, kind := range wishKinds {
		w.kinds[kind] = new(wishTotal)
	}
	w.terms.limit = w.options.Terms
	var err error
	w.filter, err = o.Selection.compile()
	if err := errors.Join(append(errs, err)...); err != nil {
		return nil, err
	}
	return w, nil
}

// WishesOf reads a whole recording and forgets no term. The people of a term are
// counted up to 63 and estimated beyond, to 13 % (standard error).
func WishesOf(mentions iter.Seq[*listen.Mention], o *WishOptions) (*WishReport, error) {
	w, err := NewWishes(o)
	if err != nil {
		return nil, err
	}
	w.exact, w.terms.limit = true, 0
	for m := range mentions {
		w.Add(m)
	}
	return w.Report(10), nil
}

// Add takes the next mention. Advertising and news wish for nothing.
func (w *Wishes) Add(m *listen.Mention) {
	if !w.basis.take(&w.filter, m) || m.Intent&(sentiment.Spam|sentiment.News) != 0 {
		return
	}
	unit, week := unitHash(m), mondayOf(m.Post.Time)
	w.others.add(unit, week, w.exact)
	for _, kind := range wishKinds {
		if m.Intent.Has(wishIntents[kind]) {
			total := w.kinds[kind]
			total.add(unit, week, w.exact)
			total.Sample.add(postHash(m), evidence(m), w.sampleSize())
		}
	}
	for _, term := range termsOfMention(m) {
		w.terms.add(term, 1).Value.add(m.Intent, unit, week)
	}
}

func (w *Wishes) sampleSize() int {
	if w.exact {
		return 1 << 20
	}
	return wishSample
}

func mondayOf(t time.Time) string {
	t = t.UTC()
	return t.AddDate(0, 0, -(int(t.Weekday())+6)%7).Format(time.DateOnly)
}

func (t *wishTotal) add(unit uint64, week string, exact bool) {
	t.Posts++
	t.Authors.add(unit, exact)
	if t.Weeks == nil {
		t.Weeks = make(map[string]distinct)
	}
	d := t.Weeks[week]
	d.add(unit, exact)
	t.Weeks[week] = d
	forgetWeeks(t.Weeks)
}

// forgetWeeks drops the oldest weeks that there is no room for.
func forgetWeeks[T any](weeks map[string]T) {
	for len(weeks) > maxWeeks {
		delete(weeks, slices.Min(slices.Collect(maps.Keys(weeks))))
	}
}

func (t *wishTerm) add(intent sentiment.Intent, unit uint64, week string) {
	t.Posts++
	t.Others.add(unit)
	for _, kind := range wishKinds {
		if !intent.Has(wishIntents[kind]) {
			continue
		}
		t.use(kind)
		t.Kinds[kind] = added(t.Kinds[kind], few{unit})
		t.Weeks[kind][week] = added(t.Weeks[kind][week], few{unit})
		forgetWeeks(t.Weeks[kind])
	}
}

func added(f, o few) few {
	f.merge(o)
	return f
}

func (t *wishTerm) use(kind WishKind) {
	if t.Kinds == nil {
		t.Kinds, t.Weeks = make(map[WishKind]few), make(map[WishKind]map[string]few)
	}
	if t.Weeks[kind] == nil {
		t.Weeks[kind] = make(map[string]few)
	}
}

func (t *wishTerm) merge(o *wishTerm) {
	t.Posts += o.Posts
	t.Others.merge(o.Others)
	for kind, f := range o.Kinds {
		t.use(kind)
		t.Kinds[kind] = added(t.Kinds[kind], f)
		for week, f := range o.Weeks[kind] {
			t.Weeks[kind][week] = added(t.Weeks[kind][week], f)
		}
		forgetWeeks(t.Weeks[kind])
	}
}

func (t *wishTotal) merge(o *wishTotal, exact bool, size int) {
	t.Posts += o.Posts
	t.Authors.merge(&o.Authors, exact)
	for week, d := range o.Weeks {
		if t.Weeks == nil {
			t.Weeks = make(map[string]distinct)
		}
		sum := t.Weeks[week]
		sum.merge(&d, exact)
		t.Weeks[week] = sum
	}
	forgetWeeks(t.Weeks)
	t.Sample.merge(o.Sample, size)
}

// Merge adds what other Wishes with the same options have heard. It is
// commutative, and associative as long as no term had to be put out.
func (w *Wishes) Merge(o *Wishes) error {
	if !reflect.DeepEqual(w.options, o.options) {
		return &OptionError{"WishOptions", o.options, "differ, and cannot be merged"}
	}
	w.basis.merge(&o.basis)
	w.others.merge(o.others, w.exact, w.sampleSize())
	for _, kind := range wishKinds {
		w.kinds[kind].merge(o.kinds[kind], w.exact, w.sampleSize())
	}
	w.terms.merge(&o.terms, func(to, from *wishTerm) { to.merge(from) })
	return nil
}

// AppendBinary appends the state to dst. It belongs to the options.
func (w *Wishes) AppendBinary(dst []byte) ([]byte, error) {
	return appendState(dst, "wishes", w.options, wishState{w.basis, w.terms.state(), w.kinds, w.others})
}

// UnmarshalBinary takes up a state that Wishes with the same options left.
func (w *Wishes) UnmarshalBinary(data []byte) error {
	s, err := readState[wishState](data, "wishes", w.options)
	if err != nil {
		return err
	}
	for _, kind := range wishKinds {
		if s.Kinds[kind] == nil {
			return &StateError{"wishes", "has no " + string(kind) + "s"}
		}
	}
	if s.Others == nil {
		return &StateError{"wishes", "has no total"}
	}
	w.basis, w.kinds, w.others = s.Basis, s.Kinds, s.Others
	w.terms.restore(s.Terms)
	return nil
}

// A WishReport tells what people do not like, in the order of how many say so.
type WishReport struct {
	Basis       Basis       `json:"basis"`
	Pains       []WishTopic `json:"pains"`
	Suggestions []WishTopic `json:"suggestions"`
	Questions   []WishTopic `json:"questions"`
}

// A WishTopic is one thing that people complain of, suggest or ask.
type WishTopic struct {
	Name  string `json:"name"`
	Terms []Term `json:"terms"`
	// Authors is how many different people brought it up, and Share which part
	// of all who complain, suggest or ask; Elsewhere is the share of it among
	// everybody who speaks.
	Authors   float64  `json:"authors"`
	Share     Interval `json:"share"`
	Elsewhere float64  `json:"elsewhere"`
	// Weekly counts people by week, the date being the monday.
	Weekly []DayCount `json:"weekly"`
	Posts  []Post     `json:"posts"`
}

// A term belongs to a kind when it stands out from what else is said by two
// standard deviations, among two people or more.
const (
	wishScore   = 2
	wishPrior   = 30 // people that the prior counts for: the groups are of a size
	wishAuthors = 2
)

// Report tells the first topics of each kind.
func (w *Wishes) Report(limit int) *WishReport {
	rule := "People are counted once for each topic, however often they say it."
	r := &WishReport{Basis: w.basis.stated(w.options.Selection, rule, w.isExact())}
	r.Pains, r.Suggestions, r.Questions = w.report(Pain, limit), w.report(Wish, limit), w.report(Doubt, limit)
	return r
}

func (w *Wishes) isExact() bool {
	return w.terms.floor == 0 && w.others.Authors.isExact() &&
		!slices.ContainsFunc(w.terms.order, func(e *ranked[wishTerm]) bool { return !e.Value.Others.isExact() })
}

func (w *Wishes) report(kind WishKind, limit int) (out []WishTopic) {
	total := w.kinds[kind]
	people, everybody := float64(total.Authors.count()), float64(w.others.Authors.count())
	var scored []Term
	for _, e := range w.terms.order {
		authors := e.Value.Kinds[kind].count()
		if authors < wishAuthors {
			continue
		}
		// Whoever was missed may have said it without a complaint.
		rest := max(0, e.Value.Others.count()-authors) + float64(e.Missed)
		if score := logOdds(authors, people, rest, max(rest, everybody-people), wishPrior); score >= wishScore {
			scored = append(scored, Term{e.Key, score, authors, e.Value.Posts, ratio(e.Value.Others.count(), everybody)})
		}
	}
	slices.SortFunc(scored, func(a, b Term) int {
		return cmp.Or(cmp.Compare(b.Authors, a.Authors), cmp.Compare(b.Score, a.Score), strings.Compare(a.Text, b.Text))
	})
	var posts []Post
	for _, s := range total.Sample {
		posts = append(posts, s.Post)
	}
	for _, t := range limited(themes(scored, posts), limit) {
		out = append(out, w.topic(kind, t, people))
	}
	return out
}

func (w *Wishes) topic(kind WishKind, t theme, people float64) WishTopic {
	head := t.terms[0]
	out := WishTopic{
		Name: nameOf(t.terms), Terms: t.terms, Posts: t.posts,
		Authors: head.Authors, Share: wilson(head.Authors/people, people), Elsewhere: head.Usual,
	}
	of := w.terms.find(head.Text).Value.Weeks[kind]
	for _, week := range slices.Sorted(maps.Keys(w.kinds[kind].Weeks)) {
		all := w.kinds[kind].Weeks[week]
		out.Weekly = append(out.Weekly, DayCount{week, of[week].count(), float64(all.count())})
	}
	return out
}

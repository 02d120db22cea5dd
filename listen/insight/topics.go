package insight

import (
	"cmp"
	"errors"
	"iter"
	"maps"
	"reflect"
	"slices"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/sentiment"
)

// TopicOptions tune [Topics]. The zero TopicOptions are fine.
type TopicOptions struct {
	Selection Selection `json:"selection,omitzero"`
	// Zone names the time zone of the days; empty is UTC.
	Zone string `json:"zone,omitzero"`
	// Days is how many days are kept; zero is 63, nine weeks. With 400, topics
	// are told apart from those of the same days last year. A busy day
	// takes about half a megabyte.
	Days int `json:"days,omitzero"`
	// Terms is how many terms of a day are kept, those of the most posts; zero
	// is 2,000.
	Terms int `json:"terms,omitzero"`
}

const (
	defaultDays  = 63
	defaultTerms = 2_000
	sampleDay    = 256
	sampleDays   = 63
)

// Topics finds what people talk about more than they used to, over a stream and
// in bounded memory. It is not safe for concurrent use.
type Topics struct {
	options  TopicOptions
	filter   filter
	location *time.Location
	exact    bool
	basis    Basis
	days     map[string]*topicDay // by date
}

// A topicDay is what was said on one day.
type topicDay struct {
	posts   int64
	authors distinct
	terms   top[termDay]
	sample  sample
}

// A termDay is one term on one day; its weight in the table is its posts.
type termDay struct {
	Posts    int64 `json:"posts"`
	Authors  few   `json:"authors"`
	Negative int64 `json:"negative,omitzero"`
	Judged   int64 `json:"judged,omitzero"` // posts with a tone
}

type topicState struct {
	Basis Basis                    `json:"basis"`
	Days  map[string]topicDayState `json:"days,omitempty"`
}

type topicDayState struct {
	Posts   int64             `json:"posts"`
	Authors distinct          `json:"authors"`
	Terms   topState[termDay] `json:"terms"`
	Sample  sample            `json:"sample,omitempty"`
}

// NewTopics makes Topics. Nil options are fine.
func NewTopics(o *TopicOptions) (*Topics, error) {
	if o == nil {
		o = new(TopicOptions)
	}
	t := &Topics{options: *o}
	t.options.Days = cmp.Or(o.Days, defaultDays)
	t.options.Terms = cmp.Or(o.Terms, defaultTerms)
	var errs []error
	if o.Days < 0 || o.Days > 2000 {
		errs = append(errs, &OptionError{"TopicOptions.Days", o.Days, "is not between 1 and 2,000"})
	}
	if o.Terms < 0 {
		errs = append(errs, &OptionError{"TopicOptions.Terms", o.Terms, "is negative"})
	}
	location, err := zone("TopicOptions.Zone", o.Zone)
	errs = append(errs, err)
	t.location = location
	t.filter, err = o.Selection.compile()
	if err := errors.Join(append(errs, err)...); err != nil {
		return nil, err
	}
	return t, nil
}

// TopicsOf reads a whole recording and forgets no day and no term.
func TopicsOf(mentions iter.Seq[*listen.Mention], o *TopicOptions, r *TopicRequest) (*TopicReport, error) {
	t, err := NewTopics(o)
	if err != nil {
		return nil, err
	}
	t.exact = true
	for m := range mentions {
		t.Add(m)
	}
	return t.Report(r)
}

// Add takes the next mention.
func (t *Topics) Add(m *listen.Mention) {
	if !t.basis.take(&t.filter, m) {
		return
	}
	day := t.day(m.Post.Time.In(t.location).Format(time.DateOnly))
	if day == nil {
		return
	}
	unit := unitHash(m)
	day.posts++
	day.authors.add(unit, t.exact)
	label := m.Sentiment.Label()
	for _, term := range termsOfMention(m) {
		v := &day.terms.add(term, 1).Value
		v.Posts++
		v.Authors.add(unit)
		if label != sentiment.Unknown {
			v.Judged++
		}
		if label == sentiment.Negative {
			v.Negative++
		}
	}
	day.sample.add(postHash(m), evidence(m), t.sampleSize())
}

func (t *Topics) sampleSize() int {
	if t.exact {
		return 1 << 20
	}
	return sampleDay
}

// day returns the day of a date, or nil if it is older than all that are kept.
func (t *Topics) day(date string) *topicDay {
	if d := t.days[date]; d != nil {
		return d
	}
	if t.days == nil {
		t.days = make(map[string]*topicDay)
	}
	if !t.exact && len(t.days) >= t.options.Days {
		oldest := slices.Min(slices.Collect(maps.Keys(t.days)))
		if date < oldest {
			return nil
		}
		delete(t.days, oldest)
	}
	d := new(topicDay)
	if d.terms.limit = t.options.Terms; t.exact {
		d.terms.limit = 0
	}
	t.days[date] = d
	t.thin()
	return d
}

// thin drops the samples of days long ago: what is rising now is not shown by
// posts of last year.
func (t *Topics) thin() {
	if t.exact || len(t.days) <= sampleDays {
		return
	}
	dates := slices.Sorted(maps.Keys(t.days))
	for _, date := range dates[:len(dates)-sampleDays] {
		t.days[date].sample = nil
	}
}

// Merge adds what other Topics with the same options have heard. It is
// commutative, and associative as long as no term had to be put out.
func (t *Topics) Merge(o *Topics) error {
	if !reflect.DeepEqual(t.options, o.options) {
		return &OptionError{"TopicOptions", o.options, "differ, and cannot be merged"}
	}
	t.basis.merge(&o.basis)
	for _, date := range slices.Sorted(maps.Keys(o.days)) {
		from := o.days[date]
		day := t.day(date)
		if day == nil {
			continue
		}
		day.posts += from.posts
		day.authors.merge(&from.authors, t.exact)
		day.terms.merge(&from.terms, func(to, from *termDay) {
			to.Posts += from.Posts
			to.Negative += from.Negative
			to.Judged += from.Judged
			to.Authors.merge(from.Authors)
		})
		day.sample.merge(from.sample, t.sampleSize())
	}
	return nil
}

// AppendBinary appends the state to dst. It belongs to the options.
func (t *Topics) AppendBinary(dst []byte) ([]byte, error) {
	s := topicState{Basis: t.basis, Days: make(map[string]topicDayState)}
	for date, d := range t.days {
		s.Days[date] = topicDayState{d.posts, d.authors, d.terms.state(), d.sample}
	}
	return appendState(dst, "topics", t.options, s)
}

// UnmarshalBinary takes up a state that Topics with the same options left.
func (t *Topics) UnmarshalBinary(data []byte) error {
	s, err := readState[topicState](data, "topics", t.options)
	if err != nil {
		return err
	}
	days := make(map[string]*topicDay)
	for date, d := range s.Days {
		if _, err := time.Parse(time.DateOnly, date); err != nil {
			return &StateError{"topics", "a day has no date: " + err.Error()}
		}
		day := &topicDay{posts: d.Posts, authors: d.Authors, sample: d.Sample}
		day.terms.limit = t.options.Terms
		day.terms.restore(d.Terms)
		days[date] = day
	}
	t.basis, t.days = s.Basis, days
	return nil
}

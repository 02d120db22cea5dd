package insight

import (
	"iter"
	"maps"
	"reflect"
	"slices"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/sentiment"
)

// DayOptions tune [Days]. The zero DayOptions are fine.
type DayOptions struct {
	Selection Selection `json:"selection,omitzero"`
	// Zone names the time zone of the days; empty is UTC.
	Zone string `json:"zone,omitzero"`
}

// maxDays is how many days are kept, ten years.
const maxDays = 3660

// Days counts mentions by day, over a stream and in bounded memory: about 100
// bytes a day, ten years at most. It is not safe for concurrent use.
type Days struct {
	options  DayOptions
	filter   filter
	location *time.Location
	state    dayState
}

type dayState struct {
	Basis Basis               `json:"basis"`
	Days  map[string]*dayCell `json:"days,omitempty"`
	Heard map[string]heard    `json:"heard,omitempty"`
}

type dayCell struct {
	Mentions   int64 `json:"mentions"`
	Tone       Tone  `json:"tone"`
	Complaints int64 `json:"complaints"`
}

// heard is the coverage of a day: the share heard, summed over Windows.
type heard struct {
	Share   float64 `json:"share"`
	Windows int     `json:"windows"`
}

// NewDays makes Days. Nil options are fine.
func NewDays(o *DayOptions) (*Days, error) {
	if o == nil {
		o = new(DayOptions)
	}
	d := &Days{options: *o}
	var err error
	if d.location, err = zone("DayOptions.Zone", o.Zone); err != nil {
		return nil, err
	}
	if d.filter, err = o.Selection.compile(); err != nil {
		return nil, err
	}
	return d, nil
}

// DaysOf counts a whole recording.
func DaysOf(mentions iter.Seq[*listen.Mention], o *DayOptions) (*Days, error) {
	d, err := NewDays(o)
	if err != nil {
		return nil, err
	}
	for m := range mentions {
		d.Add(m)
	}
	return d, nil
}

// Add takes the next mention.
func (d *Days) Add(m *listen.Mention) {
	if !d.state.Basis.take(&d.filter, m) {
		return
	}
	cell := d.cell(m.Post.Time.In(d.location).Format(time.DateOnly))
	if cell == nil {
		return
	}
	cell.Mentions++
	cell.Tone.add(m)
	if m.Intent.Has(sentiment.Complaint) {
		cell.Complaints++
	}
}

// cell is that of a date, nil if it is older than all that there is room for.
func (d *Days) cell(date string) *dayCell {
	if d.state.Days == nil {
		d.state.Days = make(map[string]*dayCell)
	}
	if d.state.Days[date] == nil {
		if len(d.state.Days) >= maxDays {
			oldest := slices.Min(slices.Collect(maps.Keys(d.state.Days)))
			if date < oldest {
				return nil
			}
			delete(d.state.Days, oldest)
		}
		d.state.Days[date] = new(dayCell)
	}
	return d.state.Days[date]
}

// Cover takes what the listener tells of its coverage: a day of which less than
// three quarters was heard, over all sources, is missing from every series
// instead of being low. Give the coverage of each window once.
func (d *Days) Cover(coverage []listen.Coverage) {
	for _, c := range coverage {
		date := c.Start.In(d.location).Format(time.DateOnly)
		if d.state.Heard == nil {
			d.state.Heard = make(map[string]heard)
		}
		h := d.state.Heard[date]
		h.Share += c.Heard
		h.Windows++
		d.state.Heard[date] = h
		for len(d.state.Heard) > maxDays {
			delete(d.state.Heard, slices.Min(slices.Collect(maps.Keys(d.state.Heard))))
		}
	}
}

const heardEnough = 0.75

func (d *Days) missing(date string) bool {
	h, told := d.state.Heard[date]
	return told && h.Share < heardEnough*float64(h.Windows)
}

// Merge adds what other Days with the same options have counted. It is
// associative and commutative.
func (d *Days) Merge(o *Days) error {
	if !reflect.DeepEqual(d.options, o.options) {
		return &OptionError{"DayOptions", o.options, "differ, and cannot be merged"}
	}
	d.state.Basis.merge(&o.state.Basis)
	for _, date := range slices.Sorted(maps.Keys(o.state.Days)) {
		if to, from := d.cell(date), o.state.Days[date]; to != nil {
			to.Mentions += from.Mentions
			to.Complaints += from.Complaints
			to.Tone.merge(from.Tone)
		}
	}
	for date, h := range o.state.Heard {
		if d.state.Heard == nil {
			d.state.Heard = make(map[string]heard)
		}
		mine := d.state.Heard[date]
		d.state.Heard[date] = heard{mine.Share + h.Share, mine.Windows + h.Windows}
	}
	return nil
}

// AppendBinary appends the state to dst. It belongs to the options.
func (d *Days) AppendBinary(dst []byte) ([]byte, error) {
	return appendState(dst, "days", d.options, d.state)
}

// UnmarshalBinary takes up a state that Days with the same options left.
func (d *Days) UnmarshalBinary(data []byte) error {
	state, err := readState[dayState](data, "days", d.options)
	if err != nil {
		return err
	}
	for date, cell := range state.Days {
		if _, err := time.Parse(time.DateOnly, date); err != nil || cell == nil {
			return &StateError{"days", "a day is damaged"}
		}
	}
	d.state = state
	return nil
}

// Basis says what was counted.
func (d *Days) Basis() Basis {
	return d.state.Basis.stated(d.options.Selection, "A post counts once for every brand it names, on its own day.", true)
}

// Mentions is the series of mentions. Days without any, between the first and
// the last, are zero, unless [Days.Cover] told that nobody listened.
func (d *Days) Mentions() *Series {
	return d.series("mentions", func(c *dayCell) float64 { return float64(c.Mentions) })
}

// Negatives is the series of negative mentions.
func (d *Days) Negatives() *Series {
	return d.series("negative mentions", func(c *dayCell) float64 { return float64(c.Tone.Negative) })
}

// Complaints is the series of complaints.
func (d *Days) Complaints() *Series {
	return d.series("complaints", func(c *dayCell) float64 { return float64(c.Complaints) })
}

func (d *Days) series(name string, of func(*dayCell) float64) *Series {
	s := &Series{Name: name, Values: make(map[string]float64), Zone: d.location.String()}
	if len(d.state.Days) == 0 {
		return s
	}
	dates := slices.Sorted(maps.Keys(d.state.Days))
	for _, date := range datesBetween(dates[0], dates[len(dates)-1]) {
		switch cell := d.state.Days[date]; {
		case d.missing(date):
		case cell == nil:
			s.Values[date] = 0
		default:
			s.Values[date] = of(cell)
		}
	}
	return s
}

// tone sums the tone of the days between two dates; last is out.
func (d *Days) tone(first, last string) (t Tone) {
	for date, cell := range d.state.Days {
		if date >= first && date < last {
			t.merge(cell.Tone)
		}
	}
	return t
}

package insight

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"github.com/earshot-go/earshot/baseline"
)

// A Series is one number a day: mentions, visits, sales, calls. A day that is
// not in it is missing, which is not zero.
type Series struct {
	Name string `json:"name"`
	// Values are by date, such as "2026-03-02".
	Values map[string]float64 `json:"values"`
	// Zone names the time zone of the dates, as the series of [Days] have it.
	// Empty is not known: a moment then has the date that it has where it was
	// told, see [Interrupted].
	Zone string `json:"zone,omitzero"`
}

// A ShortError means that a series is too short for an answer. Nothing is
// estimated then.
type ShortError struct {
	What string
	Have int
	Need int
}

func (e *ShortError) Error() string {
	return fmt.Sprintf("insight: %d %s are too few: it takes %d", e.Have, e.What, e.Need)
}

// largestValue is far beyond whatever a firm counts, and its square is still a
// number.
const largestValue = 1e100

// check finds dates and numbers that are none.
func (s *Series) check(field string) error {
	if _, err := zone(field+".Zone", s.Zone); err != nil {
		return err
	}
	for _, date := range slices.Sorted(maps.Keys(s.Values)) {
		if _, err := time.Parse(time.DateOnly, date); err != nil {
			return &OptionError{field, date, "is no date like 2006-01-02"}
		}
		if v := s.Values[date]; math.IsNaN(v) || math.Abs(v) > largestValue {
			return &OptionError{field, date, fmt.Sprintf("has %g, which is no number that is counted", v)}
		}
	}
	return nil
}

// maxSpan bounds how many days a series reaches over: thirty years.
const maxSpan = 11_000

// dates are all from the first to the last day of the series, gaps included.
func (s *Series) dates() []string {
	if len(s.Values) == 0 {
		return nil
	}
	days := slices.Sorted(maps.Keys(s.Values))
	return datesBetween(days[0], days[len(days)-1])
}

func datesBetween(first, last string) (out []string) {
	day, _ := time.Parse(time.DateOnly, first)
	for n := 0; n < maxSpan; n++ {
		date := day.AddDate(0, 0, n).Format(time.DateOnly)
		if date > last {
			break
		}
		out = append(out, date)
	}
	return out
}

// dateOf is the date of a moment where the first series with a zone is, or else
// where the moment was told.
func dateOf(t time.Time, series ...*Series) string {
	for _, s := range series {
		if s == nil || s.Zone == "" {
			continue
		}
		if at, err := zone("Zone", s.Zone); err == nil { // checked before
			return t.In(at).Format(time.DateOnly)
		}
	}
	return t.Format(time.DateOnly)
}

// at is the value of a date, NaN where it is missing.
func (s *Series) at(date string) float64 {
	if v, there := s.Values[date]; there {
		return v
	}
	return math.NaN()
}

// observations are the days of the series for a baseline.
func (s *Series) observations() (out []baseline.Observation) {
	for _, date := range slices.Sorted(maps.Keys(s.Values)) {
		day, _ := time.Parse(time.DateOnly, date)
		out = append(out, baseline.Observation{Time: day, Value: s.Values[date]})
	}
	return out
}

// kind is Counts where all values are whole and none is negative.
func (s *Series) kind() baseline.Kind {
	for _, v := range s.Values {
		if v < 0 || v != math.Trunc(v) {
			return baseline.Amount
		}
	}
	return baseline.Counts
}

func (s *Series) negative() bool {
	for _, v := range s.Values {
		if v < 0 {
			return true
		}
	}
	return false
}

const oneDay = 24 * time.Hour

func weekdayOf(date string) time.Weekday {
	day, _ := time.Parse(time.DateOnly, date)
	return day.Weekday()
}

// quantile975 is the quantile of Student's t that leaves 2.5 % above, by the
// expansion of Cornish and Fisher to the second order; right to two
// digits from eight degrees of freedom on.
func quantile975(freedom float64) float64 {
	v, z := max(4, freedom), z95
	return z + (z*z*z+z)/(4*v) + (5*math.Pow(z, 5)+16*z*z*z+3*z)/(96*v*v)
}

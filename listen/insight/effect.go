package insight

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/earshot-go/earshot/baseline"
)

// An Effect is how marked days, or the days after a date, differ from the
// others. It is an association: what else happened on those days is in it.
type Effect struct {
	Series string `json:"series"`
	// Factor is what the series was times what it would have been without.
	Factor Interval `json:"factor"`
	P      float64  `json:"p"` // of at least this much where nothing differs
	Shown  bool     `json:"shown"`
	Days   int      `json:"days"`   // marked, or from the date on
	Others int      `json:"others"` // not marked, or before
	// Level and Weekly are told by [Interrupted] alone: the step on the date
	// itself, and what each week after it multiplies on top of the old trend.
	Level  *Interval `json:"level,omitempty"`
	Weekly *Interval `json:"weekly,omitempty"`
	Words  string    `json:"words"`
}

// What an effect takes at least.
const (
	effectDays   = 28 // of the whole series
	effectMarked = 3
	beforeDays   = 28 // of an interrupted series
	afterDays    = 14
)

// DaysWith compares the marked days of a series with all others, the shape of
// the week and the level taken out (baseline.Effect): campaign days, match days,
// days of rain. The series must be positive. Fewer than 28 days, or 3 marked
// ones, give a [*ShortError].
func DaysWith(s *Series, marked []string) (*Effect, error) {
	if err := s.check("series"); err != nil {
		return nil, err
	}
	if s.negative() {
		return nil, &OptionError{"series", s.Name, "has values below zero, of which no factor can be told"}
	}
	on := 0
	for _, date := range marked {
		if _, err := time.Parse(time.DateOnly, date); err != nil {
			return nil, &OptionError{"marked", date, "is no date like 2006-01-02"}
		}
		if _, there := s.Values[date]; there {
			on++
		}
	}
	if len(s.Values) < effectDays {
		return nil, &ShortError{"days", len(s.Values), effectDays}
	}
	if on < effectMarked || len(s.Values)-on < effectMarked {
		return nil, &ShortError{"marked or unmarked days", min(on, len(s.Values)-on), effectMarked}
	}
	impact, err := baseline.Effect(baseline.Options{Step: oneDay, Kind: s.kind()}, s.observations(), func(day time.Time) bool {
		return slices.Contains(marked, day.Format(time.DateOnly))
	})
	if err != nil {
		return nil, fmt.Errorf("insight: %w", err)
	}
	e := &Effect{
		Series: s.Name, Factor: Interval{impact.Factor, impact.Low, impact.High, float64(impact.Days)},
		P: impact.P, Days: impact.Days, Others: impact.Others,
	}
	e.conclude("on the marked days")
	return e, nil
}

// Interrupted tells what a series did from a date on, by a segmented regression
// of its logarithm: trend, weekdays, a step at the date and a bend of the trend
// (Wagner, Soumerai, Zhang and Ross-Degnan 2002), with variances that allow for
// days that resemble their neighbors (Newey and West 1987). The control, nil for
// none, is a series that the event did not reach and that moves alike otherwise:
// what is looked at is then the series over its control.
// Fewer than 28 days before or 14 after give a [*ShortError].
func Interrupted(s *Series, since time.Time, control *Series) (*Effect, error) {
	if err := s.check("series"); err != nil {
		return nil, err
	}
	if s.negative() {
		return nil, &OptionError{"series", s.Name, "has values below zero, of which no factor can be told"}
	}
	if control != nil {
		if err := control.check("control"); err != nil {
			return nil, err
		}
		if control.negative() {
			return nil, &OptionError{"control", control.Name, "has values below zero"}
		}
	}
	rows, values, before := segments(s, dateOf(since, s, control), control)
	after := len(rows) - before
	if before < beforeDays {
		return nil, &ShortError{"days before", before, beforeDays}
	}
	if after < afterDays {
		return nil, &ShortError{"days after", after, afterDays}
	}
	fit, ok := leastSquares(rows, values)
	if !ok {
		return nil, &OptionError{"series", s.Name, "does not vary enough to be told apart from its trend, its weekdays and the control"}
	}
	return interruption(s.Name, fit, rows, before), nil
}

// The columns of a segmented regression.
const (
	constant = iota
	trend
	step
	bend
	weekdays // six of them
	width    = weekdays + 6
)

// segments are the rows of the regression, a day each.
func segments(s *Series, at string, control *Series) (rows [][]float64, values []float64, before int) {
	dates := s.dates()
	start := slices.Index(dates, at)
	if start < 0 {
		start = len(dates)
		if len(dates) > 0 && at < dates[0] {
			start = 0
		}
	}
	for i, date := range dates {
		v := s.at(date)
		if math.IsNaN(v) || control != nil && math.IsNaN(control.at(date)) {
			continue
		}
		row := make([]float64, width)
		row[constant], row[trend] = 1, float64(i-start)/7
		if i >= start {
			row[step], row[bend] = 1, float64(i-start)/7
		} else {
			before++
		}
		if day := weekdayOf(date); day != time.Sunday {
			row[weekdays+int(day)-1] = 1
		}
		y := math.Log(v + 0.5)
		if control != nil {
			y -= math.Log(control.at(date) + 0.5)
		}
		rows, values = append(rows, row), append(values, y)
	}
	return rows, values, before
}

func interruption(name string, fit *regression, rows [][]float64, before int) *Effect {
	after := len(rows) - before
	middle := 0.0 // of the weeks after
	for _, row := range rows[before:] {
		middle += row[bend] / float64(after)
	}
	contrast := func(level, slope float64) ([]float64, Interval, float64) {
		c := make([]float64, len(rows[0]))
		c[step], c[bend] = level, slope
		i, p := fit.contrast(c)
		return c, i, p
	}
	_, average, p := contrast(1, middle)
	_, level, _ := contrast(1, 0)
	_, weekly, _ := contrast(0, 1)
	e := &Effect{Series: name, Factor: average, P: p, Days: after, Others: before, Level: &level, Weekly: &weekly}
	e.conclude("since then")
	return e
}

func (e *Effect) conclude(when string) {
	e.Shown = e.Factor.Excludes(1)
	how := "as usual, no difference shown"
	if e.Shown {
		how = "more than would have been expected"
		if e.Factor.Value < 1 {
			how = "less than would have been expected"
		}
	}
	e.Words = fmt.Sprintf("%s %s: %s (%+.0f %%, between %+.0f and %+.0f, over %d days beside %d others): an association, whatever else happened then is in it",
		e.Series, when, how, 100*(e.Factor.Value-1), 100*(e.Factor.Low-1), 100*(e.Factor.High-1), e.Days, e.Others)
}

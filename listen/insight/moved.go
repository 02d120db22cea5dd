package insight

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// A Move is how a topic's volume and tone were before a date and after it: did
// the fix help?
type Move struct {
	Basis  Basis  `json:"basis"`
	Since  string `json:"since"` // the first day after
	Before Side   `json:"before"`
	After  Side   `json:"after"`
	// Factor is mentions a day after, over those before; with a control, over
	// what the control did. Its interval knows that days differ more than
	// chance does, and that a day is like the day before.
	Factor     Interval `json:"factor"`
	Controlled bool     `json:"controlled,omitzero"`
	// Negative is how the share of negative mentions moved, in [-1, 1].
	Negative Interval `json:"negative"`
}

// A Side is the days on one side of a date.
type Side struct {
	Days     int      `json:"days"`
	PerDay   float64  `json:"perDay"`
	Negative Interval `json:"negative"` // share of those with a tone
}

// sideDays is how many days either side needs.
const sideDays = 7

// Moved compares the days before a date with those from it on. Make the days
// with a Selection.Query for the topic. The control, nil for none, is what would
// have moved anyway: the days of all mentions of the brand, or of a rival.
// Without one, a change of the whole talk is taken for one of the topic. Fewer
// than seven days on either side give a [*ShortError].
func Moved(d *Days, since time.Time, control *Days) (*Move, error) {
	at := since.In(d.location).Format(time.DateOnly)
	volume := d.Mentions()
	before, after := volume.split(at)
	m := &Move{Basis: d.Basis(), Since: at, Before: side(d, before, "", at), After: side(d, after, at, "9999")}
	for _, s := range []struct {
		name string
		days int
	}{{"days before", len(before)}, {"days after", len(after)}} {
		if s.days < sideDays {
			return nil, &ShortError{s.name, s.days, sideDays}
		}
	}
	change, variance := logRatio(before, after)
	if control != nil {
		b, a := control.Mentions().split(at)
		if len(b) < sideDays || len(a) < sideDays {
			return nil, &ShortError{"days of the control on one side", min(len(a), len(b)), sideDays}
		}
		other, more := logRatio(b, a)
		change, variance, m.Controlled = change-other, variance+more, true
	}
	half := quantile975(float64(len(before)+len(after)-2)) * math.Sqrt(variance)
	m.Factor = Interval{math.Exp(change), math.Exp(change - half), math.Exp(change + half), float64(len(before) + len(after))}
	m.Negative = difference(m.Before.Negative, m.After.Negative)
	return m, nil
}

// split parts the values of a series at a date.
func (s *Series) split(at string) (before, after []float64) {
	for _, date := range s.dates() {
		switch v := s.at(date); {
		case math.IsNaN(v):
		case date < at:
			before = append(before, v)
		default:
			after = append(after, v)
		}
	}
	return before, after
}

func side(d *Days, values []float64, first, last string) Side {
	mean, _ := meanVariance(values)
	t := d.tone(first, last)
	return Side{Days: len(values), PerDay: mean, Negative: t.NegativeShare()}
}

func meanVariance(values []float64) (mean, variance float64) {
	if len(values) == 0 {
		return 0, 0
	}
	for _, v := range values {
		mean += v / float64(len(values))
	}
	for _, v := range values {
		variance += (v - mean) * (v - mean) / max(1, float64(len(values)-1))
	}
	return mean, variance
}

// logRatio is the log of after over before and its variance: that of counts
// whose variance is a multiple of their mean, at least one, made larger by the
// correlation of neighboring days.
func logRatio(before, after []float64) (change, variance float64) {
	mb, vb := meanVariance(before)
	ma, va := meanVariance(after)
	nb, na := float64(len(before)), float64(len(after))
	change = math.Log((ma*na+0.5)/na) - math.Log((mb*nb+0.5)/nb)
	freedom := nb + na - 2
	dispersion := max(1, ((nb-1)*ratio(vb, mb)+(na-1)*ratio(va, ma))/freedom)
	rho := max(0, min(0.8, neighbors(slices.Clone(before), slices.Clone(after))))
	variance = dispersion * (1 + rho) / (1 - rho) * (1/(mb*nb+0.5) + 1/(ma*na+0.5))
	return change, variance
}

// neighbors is the correlation of each day with the next, the mean of either
// side taken out.
func neighbors(sides ...[]float64) float64 {
	var both, all float64
	for _, values := range sides {
		mean, _ := meanVariance(values)
		for i, v := range values {
			all += (v - mean) * (v - mean)
			if i > 0 {
				both += (v - mean) * (values[i-1] - mean)
			}
		}
	}
	return ratio(both, all)
}

func (m *Move) String() string {
	verdict := "no change shown"
	if m.Factor.Excludes(1) {
		verdict = "fewer"
		if m.Factor.Value > 1 {
			verdict = "more"
		}
	}
	return fmt.Sprintf("%.1f a day before %s, %.1f since: %s (factor %.2f, between %.2f and %.2f)",
		m.Before.PerDay, m.Since, m.After.PerDay, verdict, m.Factor.Value, m.Factor.Low, m.Factor.High)
}

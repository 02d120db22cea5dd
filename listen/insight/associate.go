package insight

import (
	"fmt"
	"math"

	"github.com/earshot-go/earshot/baseline"
)

// AssociateOptions tune [Associate].
type AssociateOptions struct {
	// Lags is how many days apart the series are compared, in either direction;
	// zero is 7.
	Lags int
}

// An Association is how two series move together. It does not say why.
type Association struct {
	Listening string `json:"listening"`
	Business  string `json:"business"`
	Days      int    `json:"days"` // with both
	// Lag is the lag with the strongest association: positive means that the
	// business series follows the listening series by so many days.
	Lag int `json:"lag"`
	// R is the correlation at Lag, after the straight trend and the mean of each
	// weekday are taken out of both. Its N is how many independent days are left
	// of those that resemble their neighbors.
	R Interval `json:"r"`
	// P is the probability of one so strong at any of the lags when the series
	// have nothing to do with each other (Holm 1979 over all lags).
	P     float64        `json:"p"`
	Shown bool           `json:"shown"` // P is below 0.05
	All   []baseline.Lag `json:"all"`
	Words string         `json:"words"`
}

// longEnough is how many days with both series it takes: eight weeks, so that
// each weekday's mean rests on eight days.
const longEnough = 56

// Associate compares a series of what was heard with a business series of the
// same days. Fewer than 56 days with both, or than four days for each lag, give
// a [*ShortError]. Nil options are fine.
func Associate(listening, business *Series, o *AssociateOptions) (*Association, error) {
	if o == nil {
		o = new(AssociateOptions)
	}
	lags := o.Lags
	if lags == 0 {
		lags = 7
	}
	if lags < 0 || lags > 60 {
		return nil, &OptionError{"AssociateOptions.Lags", o.Lags, "is not between 0 and 60"}
	}
	if err := listening.check("listening"); err != nil {
		return nil, err
	}
	if err := business.check("business"); err != nil {
		return nil, err
	}
	first, second, both := aligned(listening, business)
	if need := max(longEnough, 4*lags); both < need {
		return nil, &ShortError{"days with both series", both, need}
	}
	all, err := baseline.Correlate(first, second, 7, lags)
	if err != nil {
		return nil, fmt.Errorf("insight: %w", err)
	}
	a := &Association{Listening: listening.Name, Business: business.Name, Days: both, All: all}
	a.strongest(both)
	a.Words = a.words()
	return a, nil
}

// aligned are the values of the days of both series, and how many have both.
func aligned(a, b *Series) (first, second []float64, both int) {
	for _, date := range a.dates() {
		x, y := a.at(date), b.at(date)
		if !math.IsNaN(x) && !math.IsNaN(y) {
			both++
		}
		first, second = append(first, x), append(second, y)
	}
	return first, second, both
}

func (a *Association) strongest(days int) {
	best := a.All[0]
	for _, l := range a.All {
		if l.P < best.P || l.P == best.P && math.Abs(l.R) > math.Abs(best.R) {
			best = l
		}
	}
	a.Lag, a.P, a.Shown = best.Lag, best.Adjusted, best.Adjusted < 0.05
	n := independent(best, float64(days))
	z, half := math.Atanh(max(-0.999, min(0.999, best.R))), z95/math.Sqrt(max(1, n-3))
	a.R = Interval{Value: best.R, Low: math.Tanh(z - half), High: math.Tanh(z + half), N: n}
}

// independent is how many days a probability counted as independent.
func independent(l baseline.Lag, days float64) float64 {
	z := math.Atanh(max(-0.999, min(0.999, math.Abs(l.R))))
	if l.P <= 0 || l.P >= 1 || z < 1e-6 {
		return days
	}
	score := math.Sqrt2 * math.Erfcinv(l.P)
	return min(days, 3+score*score/(z*z))
}

func (a *Association) words() string {
	if !a.Shown {
		return fmt.Sprintf("%s and %s: no association shown over %d days (strongest r %.2f, p %.2f)", a.Business, a.Listening, a.Days, a.R.Value, a.P)
	}
	with := "rise together"
	if a.R.Value < 0 {
		with = "move against each other"
	}
	when := "on the same day"
	switch {
	case a.Lag > 0:
		when = fmt.Sprintf("%s %s later", a.Business, inDays(a.Lag))
	case a.Lag < 0:
		when = fmt.Sprintf("%s %s later", a.Listening, inDays(-a.Lag))
	}
	return fmt.Sprintf("%s and %s %s, %s (r %.2f, between %.2f and %.2f, over %d days): an association, which does not say that one makes the other",
		a.Listening, a.Business, with, when, a.R.Value, a.R.Low, a.R.High, a.Days)
}

func inDays(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}

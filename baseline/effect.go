package baseline

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// sortBy sorts indices by a key, ties by index.
func sortBy(order []int, key func(int) float64) {
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(key(i), key(j)), cmp.Compare(i, j))
	})
}

// Impact is what marked days did to a series.
type Impact struct {
	Factor    float64 // value over expected on marked days, over the same on the others
	Low, High float64 // 95 % interval of the factor
	P         float64 // probability of at least this much between two kinds of days that do not differ
	Days      int     // marked days
	Others    int
}

// Effect compares marked days with the others of a finished series of Counts or positive Amounts, after
// the usual shape of the week is taken out. A day is one sample however many intervals it has: what is
// odd at ten is still odd at eleven. It takes Welch's t interval of the days' mean log ratios, and needs
// two days of either kind.
func Effect(o Options, all []Observation, marked func(day time.Time) bool) (Impact, error) {
	if o.Kind == Ratio {
		return Impact{}, &OptionError{"Kind", o.Kind, "the effect on a share has no factor"}
	}
	if marked == nil {
		return Impact{}, &OptionError{"marked", nil, "says of no day whether it is marked"}
	}
	verdicts, err := Decompose(o, all)
	if err != nil {
		return Impact{}, err
	}
	s, _ := o.settings() // Decompose has checked them
	with, without := dayRatios(&s, verdicts, marked)
	if len(with) < 2 || len(without) < 2 {
		return Impact{}, &OptionError{"marked", len(with), "fewer than two days of one kind"}
	}
	m1, v1 := meanVar(with)
	m2, v2 := meanVar(without)
	se1, se2 := v1/float64(len(with)), v2/float64(len(without))
	se := math.Sqrt(se1+se2) + 1e-12
	freedom := (se1 + se2) * (se1 + se2) / (se1*se1/float64(len(with)-1) + se2*se2/float64(len(without)-1) + 1e-300)
	d := m1 - m2
	half := studentQuantile975(freedom) * se
	return Impact{
		Factor: math.Exp(d), Low: math.Exp(d - half), High: math.Exp(d + half),
		P: studentP(d/se, freedom), Days: len(with), Others: len(without),
	}, nil
}

// dayRatios are the logs of each day's values over what level and season alone expect.
func dayRatios(s *settings, verdicts []Verdict, marked func(time.Time) bool) (with, without []float64) {
	loc := s.loc
	if loc == nil {
		loc = time.UTC
	}
	flush := func(day time.Time, value, usual float64) {
		if usual <= 0 {
			return
		}
		r := math.Log((value + 0.5) / (usual + 0.5))
		if marked(day) {
			with = append(with, r)
		} else {
			without = append(without, r)
		}
	}
	var day time.Time
	value, usual := 0.0, 0.0
	for _, v := range verdicts {
		y, m, d := v.Time.In(loc).Date()
		if at := time.Date(y, m, d, 0, 0, 0, 0, loc); !at.Equal(day) {
			flush(day, value, usual)
			day, value, usual = at, 0, 0
		}
		value += max(0, v.Value)
		usual += max(0, v.usual(s.kind))
	}
	flush(day, value, usual)
	return with, without
}

// usual is what level and season alone expect.
func (v *Verdict) usual(kind Kind) float64 {
	if kind == Amount {
		return v.Expected - v.Parts.Swing - v.Parts.Event
	}
	return v.Expected / v.Parts.Swing / v.Parts.Event
}

func meanVar(v []float64) (mean, variance float64) {
	for _, x := range v {
		mean += x / float64(len(v))
	}
	for _, x := range v {
		variance += (x - mean) * (x - mean) / float64(len(v)-1)
	}
	return mean, variance
}

// studentP is the two-sided probability of Student's t, by the normal score of Wallace (1959).
func studentP(t, freedom float64) float64 {
	f := max(1, freedom)
	z := (8*f + 1) / (8*f + 3) * math.Sqrt(f*math.Log1p(t*t/f))
	return math.Erfc(z / math.Sqrt2)
}

// studentQuantile975 inverts studentP at 0.05.
func studentQuantile975(freedom float64) float64 {
	low, high := 1.9, 60.0
	for range 60 {
		if mid := (low + high) / 2; studentP(mid, freedom) > 0.05 {
			low = mid
		} else {
			high = mid
		}
	}
	return high
}

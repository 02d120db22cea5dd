package insight_test

import (
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/earshot-go/earshot/listen/insight"
)

// visitors is a made-up series: a shop with quiet mondays, and half as many
// visitors again on campaign days.
func visitors(days int, campaign map[int]bool) (*insight.Series, []string) {
	var marked []string
	s := year(days, 4, func(day int, noise float64) float64 {
		v := 200 * []float64{.7, 1, 1, 1.1, 1.2, 1.5, .5}[day%7] * math.Exp(.05*noise)
		if campaign[day] {
			marked = append(marked, monday.AddDate(0, 0, day).Format(time.DateOnly))
			v *= 1.5
		}
		return math.Round(v)
	})
	s.Name = "visits"
	return s, marked
}

func ExampleDaysWith() {
	series, marked := visitors(90, map[int]bool{20: true, 33: true, 46: true, 59: true, 72: true})
	effect, err := insight.DaysWith(series, marked)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.1f times the usual on %d days, a difference shown: %t\n", effect.Factor.Value, effect.Days, effect.Shown)
	// Output: 1.5 times the usual on 5 days, a difference shown: true
}

func ExampleAssociate() {
	calls, _ := visitors(30, nil)
	mentions, _ := visitors(30, nil)
	_, err := insight.Associate(mentions, calls, nil)
	var short *insight.ShortError
	fmt.Println(errors.As(err, &short), err)
	// Output: true insight: 30 days with both series are too few: it takes 56
}

// Nobody knows yet what a fair does here: its day has wide bounds.
func ExampleOutlook() {
	series, _ := visitors(70, nil)
	report, err := insight.Outlook(series, []insight.Event{{Name: "fair", From: monday.AddDate(0, 0, 71).Format(time.DateOnly)}}, 3)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range report.Days {
		known := "bounds within a third"
		if d.High80-d.Low80 > d.Expected/3 {
			known = "wide bounds"
		}
		fmt.Println(d.Date, d.Events, known)
	}
	// Output:
	// 2026-05-11 [] bounds within a third
	// 2026-05-12 [fair] wide bounds
	// 2026-05-13 [] bounds within a third
}

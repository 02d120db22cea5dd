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
	fmt.Println(effect.Words)
	// Output: visits on the marked days: more than would have been expected (+54 %, between +47 and +61, over 5 days beside 85 others): an association, whatever else happened then is in it
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
		fmt.Printf("%s: %.0f, eight times in ten between %.0f and %.0f %v\n", d.Date, d.Expected, d.Low80, d.High80, d.Events)
	}
	// Output:
	// 2026-05-11: 137, eight times in ten between 120 and 154 []
	// 2026-05-12: 187, eight times in ten between 50 and 359 [fair]
	// 2026-05-13: 193, eight times in ten between 172 and 213 []
}

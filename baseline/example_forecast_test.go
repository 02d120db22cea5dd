package baseline_test

import (
	"fmt"
	"time"

	"github.com/earshot-go/earshot/baseline"
)

// After two weeks the next day's hours are known, with bands.
func ExampleBaseline_Forecast() {
	var b baseline.Baseline
	start := time.Date(2024, 5, 6, 0, 0, 0, 0, time.UTC)
	for hour := range 14 * 24 {
		b.Observe(start.Add(time.Duration(hour)*time.Hour), mentions(hour))
	}
	for _, o := range b.Forecast(nil, 24) {
		if h := o.Time.Hour(); h == 3 || h == 15 {
			fmt.Printf("%s: %.0f, 80%% within %.0f to %.0f\n", o.Time.Format("Mon 15:04"), o.Expected, o.Low80, o.High80)
		}
	}
	// Output:
	// Mon 03:00: 4, 80% within 2 to 7
	// Mon 15:00: 12, 80% within 8 to 16
}

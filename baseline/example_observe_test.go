package baseline_test

import (
	"fmt"
	"time"

	"github.com/earshot-go/earshot/baseline"
)

// mentions is a made-up brand: about twelve mentions an hour by day, four by night.
func mentions(hour int) float64 {
	wobble := float64(hour * 7 % 5)
	if h := hour % 24; h < 7 || h > 21 {
		return 3 + wobble/2
	}
	return 10 + wobble
}

// The zero Baseline learns hourly counts. After two weeks an hour with 40 mentions opens an incident.
func ExampleBaseline_Observe() {
	var b baseline.Baseline
	start := time.Date(2024, 5, 6, 0, 0, 0, 0, time.UTC)
	for hour := range 15 * 24 {
		count := mentions(hour)
		if hour == 14*24+15 {
			count = 40
		}
		v := b.Observe(start.Add(time.Duration(hour)*time.Hour), count)
		if v.State == baseline.Onset {
			fmt.Printf("%s: %v mentions, expected %.0f\n", v.Time.Format("Mon 15:04"), v.Value, v.Expected)
			fmt.Println("direction", v.Direction, "score above 0.999:", v.Score > 0.999)
		}
	}
	// Output:
	// Mon 15:00: 40 mentions, expected 12
	// direction up score above 0.999: true
}

// A ratio tells few bad posts out of few from many out of many.
func ExampleBaseline_Update_ratio() {
	b, err := baseline.New(baseline.Options{Kind: baseline.Ratio})
	if err != nil {
		panic(err)
	}
	start := time.Date(2024, 5, 6, 0, 0, 0, 0, time.UTC)
	for hour := range 14 * 24 {
		posts := mentions(hour)
		negative := float64(int(posts) / 4)
		o := baseline.Observation{Time: start.Add(time.Duration(hour) * time.Hour), Value: negative, Of: posts}
		if err := b.Learn(o); err != nil {
			panic(err)
		}
	}
	next := start.AddDate(0, 0, 14)
	few := b.Judge(baseline.Observation{Time: next, Value: 2, Of: 3})
	many := b.Judge(baseline.Observation{Time: next, Value: 20, Of: 30})
	fmt.Println(few.Score < 0.99, many.Score > 0.999)
	// Output:
	// true true
}

// What is learned outlives the process.
func ExampleBaseline_AppendBinary() {
	var before baseline.Baseline
	start := time.Date(2024, 5, 6, 0, 0, 0, 0, time.UTC)
	for hour := range 200 {
		before.Observe(start.Add(time.Duration(hour)*time.Hour), mentions(hour))
	}
	saved, err := before.AppendBinary(nil)
	if err != nil {
		panic(err)
	}

	var after baseline.Baseline
	if err := after.UnmarshalBinary(saved); err != nil {
		panic(err)
	}
	next := baseline.Observation{Time: start.Add(200 * time.Hour), Value: 30}
	fmt.Println(after.Judge(next) == before.Judge(next))
	// Output:
	// true
}

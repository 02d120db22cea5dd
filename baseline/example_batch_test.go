package baseline_test

import (
	"fmt"
	"time"

	"github.com/earshot-go/earshot/baseline"
)

// A finished series is searched as a whole.
func ExampleIncidents() {
	start := time.Date(2024, 5, 6, 0, 0, 0, 0, time.UTC)
	var all []baseline.Observation
	for hour := range 21 * 24 {
		o := baseline.Observation{Time: start.Add(time.Duration(hour) * time.Hour), Value: mentions(hour)}
		if hour >= 400 && hour < 404 {
			o.Value *= 5
		}
		all = append(all, o)
	}
	found, err := baseline.Incidents(baseline.Options{}, all)
	if err != nil {
		panic(err)
	}
	for _, i := range found {
		fmt.Println(i.Start.Format("Jan 2 15:04"), i.Direction, "peak", i.Peak)
	}
	// Output:
	// May 22 16:00 up peak 70
}

// Do sales follow the talk, once the shape of the day is out of both?
func ExampleCorrelate() {
	const n = 480
	talk, sales := make([]float64, n), make([]float64, n)
	for i := range n {
		talk[i] = mentions(i) + float64(i*i%17)
		sales[i] = 50 + float64(i%24)
		if i >= 2 {
			sales[i] += float64((i - 2) * (i - 2) % 17)
		}
	}
	lags, err := baseline.Correlate(talk, sales, 24, 6)
	if err != nil {
		panic(err)
	}
	for _, l := range lags {
		if l.Adjusted < 1e-6 && l.R > 0.5 {
			fmt.Printf("sales follow the talk after %d hours (correlation %.1f)\n", l.Lag, l.R)
		}
	}
	// Output:
	// sales follow the talk after 2 hours (correlation 1.0)
}

// What do sale days do?
func ExampleEffect() {
	start := time.Date(2024, 5, 6, 0, 0, 0, 0, time.UTC)
	sale := func(day time.Time) bool { return day.Day()%6 == 0 }
	var all []baseline.Observation
	for hour := range 60 * 24 {
		at := start.Add(time.Duration(hour) * time.Hour)
		value := mentions(hour)
		if sale(at) {
			value *= 1.5
		}
		all = append(all, baseline.Observation{Time: at, Value: value})
	}
	impact, err := baseline.Effect(baseline.Options{}, all, sale)
	if err != nil {
		panic(err)
	}
	fmt.Printf("sale days have %.1f times the mentions (%d days)\n", impact.Factor, impact.Days)
	// Output:
	// sale days have 1.5 times the mentions (10 days)
}

// Weekly totals have no day to learn: Changes looks for lasting changes in them.
func ExampleChanges() {
	var c baseline.Changes
	for week := range 80 {
		total := 100 + float64(week*7%11)
		if week >= 40 {
			total += 30
		}
		if at, changed := c.Add(total); changed {
			fmt.Printf("week %d shows that things changed in week %d\n", week, at)
		}
	}
	// Output:
	// week 58 shows that things changed in week 39
}

package baseline_test

import (
	"fmt"
	"time"

	"github.com/earshot-go/earshot/baseline"
)

// A Table keeps a baseline for each of many brands, and no more of them than it is told.
func ExampleTable() {
	table, err := baseline.NewTable(baseline.Options{}, 2)
	if err != nil {
		panic(err)
	}
	table.Evicted = func(key string, b *baseline.Baseline) { fmt.Println("forgot", key, "after", b.Seen(), "hours") }
	start := time.Date(2024, 5, 6, 0, 0, 0, 0, time.UTC)
	for _, brand := range []string{"cola", "soda", "juice"} {
		for hour := range 5 {
			o := baseline.Observation{Time: start.Add(time.Duration(hour) * time.Hour), Value: mentions(hour)}
			if _, err := table.Update(brand, o); err != nil {
				panic(err)
			}
		}
	}
	fmt.Println(table.Len(), "brands")
	// Output:
	// forgot cola after 5 hours
	// 2 brands
}

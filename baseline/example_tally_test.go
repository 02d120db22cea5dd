package baseline_test

import (
	"fmt"
	"time"

	"github.com/earshot-go/earshot/baseline"
)

// Posts come late and out of order. A Tally holds their hours open for a while.
func ExampleTally() {
	var b baseline.Baseline
	tally, err := baseline.NewTally(&b, 2*time.Hour)
	if err != nil {
		panic(err)
	}
	noon := time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC)
	for _, minute := range []int{70, 5, 61, 59, 12} { // minutes after noon, as the posts come in
		if err := tally.Add(baseline.Observation{Time: noon.Add(time.Duration(minute) * time.Minute), Value: 1}); err != nil {
			panic(err)
		}
	}
	closed, err := tally.Close(nil, noon.Add(4*time.Hour))
	if err != nil {
		panic(err)
	}
	for _, v := range closed {
		fmt.Println(v.Time.Format("15:04"), v.Value)
	}
	// Output:
	// 12:00 3
	// 13:00 2
}

package baseline_test

import (
	"fmt"
	"time"

	"github.com/earshot-go/earshot/baseline"
)

// Two workers counted different posts about one brand over the same hours. Together they expect the sum.
func ExampleBaseline_AddShard() {
	var one, two baseline.Baseline
	start := time.Date(2024, 5, 6, 0, 0, 0, 0, time.UTC)
	for hour := range 14 * 24 {
		at := start.Add(time.Duration(hour) * time.Hour)
		one.Observe(at, mentions(hour))
		two.Observe(at, 2*mentions(hour))
	}
	next := baseline.Observation{Time: start.AddDate(0, 0, 14).Add(12 * time.Hour)}
	a, b := one.Judge(next).Expected, two.Judge(next).Expected
	if err := one.AddShard(&two); err != nil {
		panic(err)
	}
	fmt.Printf("%.1f + %.1f = %.1f\n", a, b, one.Judge(next).Expected)
	// Output:
	// 12.1 + 24.2 = 36.3
}

package chart_test

import (
	"fmt"
	"time"

	"github.com/earshot-go/earshot/internal/chart"
)

// Draw two hours, of which the second is odd.
func ExampleLine() {
	nine := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	fmt.Println(chart.Line{Spark: true, Top: 10, Points: []chart.Point{
		{Time: nine, Value: 2, Known: true},
		{Time: nine.Add(time.Hour), Value: 10, Known: true, Odd: true},
	}}.SVG())
	// Output:
	// <svg class="line" viewBox="0 0 600 160" preserveAspectRatio="none" aria-hidden="true"><path class="value" d="M0 128L600 0"/><path class="odd" d="M600 0h0"/></svg>
}

package match_test

import (
	"fmt"
	"log"

	"github.com/earshot-go/earshot/match"
)

func ExampleLearn() {
	gap := match.Brand{Name: "Gap", Ambiguous: true}
	first, err := match.Compile(gap)
	if err != nil {
		log.Fatal(err)
	}
	learned, err := match.Learn(first, []match.Label{
		{Text: "new khaki jeans from gap", Brand: "Gap", Named: true},
		{Text: "gap khaki hoodie", Brand: "Gap", Named: true},
		{Text: "the gap jeans fit", Brand: "Gap", Named: true},
		{Text: "the wage gap grows", Brand: "Gap", Named: false},
		{Text: "a gap in the wage table", Brand: "Gap", Named: false},
		{Text: "mind the gap", Brand: "Gap", Named: false},
	})
	if err != nil {
		log.Fatal(err)
	}
	second, err := match.Options{Learned: learned}.Compile(gap)
	if err != nil {
		log.Fatal(err)
	}
	for _, text := range []string{"my gap jeans", "closing the wage gap"} {
		fmt.Println(text, len(second.Append(nil, text)))
	}
	// Output:
	// my gap jeans 1
	// closing the wage gap 0
}

package match_test

import (
	"fmt"
	"log"

	"github.com/earshot-go/earshot/match"
)

func Example() {
	m, err := match.Compile(
		match.Brand{Name: "Coca-Cola", Terms: []string{"Coke"}},
		match.Brand{Name: "Starbucks"},
	)
	if err != nil {
		log.Fatal(err)
	}
	text := "Starbcuks has no cocacola?! #coke"
	for hit := range m.All(text) {
		fmt.Printf("%s: %q is %s\n", hit.Brand, text[hit.Start:hit.End], hit.Kind)
	}
	// Output:
	// Starbucks: "Starbcuks" is misspelled
	// Coca-Cola: "cocacola" is joined
	// Coca-Cola: "#coke" is hashtag
}

package match_test

import (
	"fmt"
	"log"

	"github.com/earshot-go/earshot/match"
)

func ExampleMatcher_Warnings() {
	m, err := match.Compile(match.Brand{Name: "Target"}, match.Brand{Name: "IKEA", Terms: []string{"ikea"}})
	if err != nil {
		log.Fatal(err)
	}
	for _, w := range m.Warnings() {
		fmt.Printf("%s: %s\n", w.Brand, w.Risk)
	}
	// Output:
	// Target: common word
	// IKEA: useless term
}

package match_test

import (
	"fmt"
	"log"

	"github.com/earshot-go/earshot/match"
)

func ExampleBrand_ambiguous() {
	m, err := match.Compile(match.Brand{
		Name:      "Apple",
		Ambiguous: true,
		Near:      []string{"iPhone", "store"},
		Not:       []string{"apple pie", "orchard"},
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, text := range []string{"Apple shows its new iPhone", "a slice of apple pie", "an apple from the orchard"} {
		hits := m.Append(nil, text)
		fmt.Println(len(hits), text)
	}
	// Output:
	// 1 Apple shows its new iPhone
	// 0 a slice of apple pie
	// 0 an apple from the orchard
}

package match_test

import (
	"fmt"
	"log"
	"sync/atomic"

	"github.com/earshot-go/earshot/match"
)

// A service keeps its matcher in an atomic pointer: searches go on with the
// old one until the new one is compiled.
func ExampleLoad() {
	first, err := match.Compile(match.Brand{Name: "Nike"})
	if err != nil {
		log.Fatal(err)
	}
	var current atomic.Pointer[match.Matcher]
	current.Store(first)

	data, err := first.MarshalBinary()
	if err != nil {
		log.Fatal(err)
	}
	second, err := match.Load(data)
	if err != nil {
		log.Fatal(err)
	}
	current.Store(second)

	for hit := range current.Load().All("two nikes") {
		fmt.Println(hit.Brand, hit.Kind)
	}
	// Output: Nike possessive
}

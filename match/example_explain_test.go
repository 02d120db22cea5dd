package match_test

import (
	"fmt"
	"log"

	"github.com/earshot-go/earshot/match"
)

func ExampleMatcher_Explain() {
	m, err := match.Compile(match.Brand{Name: "Cisco"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(m.Explain("happy cinco de mayo", "Cisco"))
	// Output:
	// Cisco:
	//   "cinco" is a word of its own, so it is not taken for "Cisco"
}

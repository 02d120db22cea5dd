// Command figures prints how much of what is planted in made-up weeks package
// insight finds, and what it tells that is not there:
//
//	go run ./listen/insight/internal/planted/figures -seeds 20
package main

import (
	"flag"
	"fmt"
	"log"

	"github.com/earshot-go/earshot/listen/insight/internal/planted"
)

func main() {
	n := flag.Uint64("seeds", 10, "how many times to make up the weeks")
	kind := flag.String("kind", "", "a word in the names of the kinds to look for")
	flag.Parse()
	var seeds []uint64
	for seed := range *n {
		seeds = append(seeds, seed+1)
	}
	tallies, err := planted.Find(*kind, seeds...)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%-32s %8s %6s %6s %6s  %s\n", "kind", "planted", "found", "missed", "false", "reports")
	for _, y := range tallies {
		fmt.Printf("%-32s %8d %6d %6d %6d  %d\n", y.Kind, y.Planted, y.Found, y.Planted-y.Found, y.False, y.Chances)
	}
}

package duplicate_test

import (
	"fmt"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/duplicate"
)

// How whoever listens may count: each appearance, or each text once, and keep
// what is remembered from one run to the next.
func ExampleFinder_Records() {
	saved := map[uint64][]byte{} // a store, by place
	finder := duplicate.Finder{Limit: 1000}
	mark := finder.Mark()

	appearances, voices := 0, 0
	hear := func(id string) {
		post := source.Post{ID: id, Text: "The new Acme kettle boils faster than mine"}
		seen := finder.See("posts", &post)
		if seen.Again {
			return // the same post, read once more
		}
		appearances++
		if !seen.Repeat() {
			voices++
		}
	}
	hear("a")
	hear("b")
	hear("a")

	for number, record := range finder.Records(mark) {
		saved[number%1000] = record
	}
	mark = finder.Mark()
	fmt.Println(appearances, "appearances,", voices, "voice;", len(saved), "records")

	var records [][]byte
	for _, record := range saved {
		records = append(records, record)
	}
	finder = duplicate.Finder{Limit: 1000} // a new process
	if err := finder.Restore(records); err != nil {
		fmt.Println(err)
	}
	hear("c")
	fmt.Println(appearances, "appearances,", voices, "voice;", finder.Mark()-mark, "record to save")
	// Output:
	// 2 appearances, 1 voice; 2 records
	// 3 appearances, 1 voice; 1 record to save
}

package query_test

import (
	"fmt"
	"log"

	"github.com/earshot-go/earshot/match/query"
)

func ExampleQuery_Lint() {
	q, err := query.Compile(`kettle OR "kettle leaks" OR (C++ AND lang:en AND lang:fr)`)
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range q.Lint() {
		fmt.Println(f)
	}
	// Output:
	// swallowed at byte 10: "kettle leaks": kettle finds all that it finds; leave it out
	// contradiction at byte 28: C AND lang:en AND lang:fr: lang:en and lang:fr cannot both hold; join them with OR
	// broad at byte 29: C: a word of one or two letters stands in many posts; add a word beside it, or give its case: {C}
	// misread at byte 29: C: the signs of C++ are passed over; to look for them write raw:C++
}

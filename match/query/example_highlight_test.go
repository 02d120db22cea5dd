package query_test

import (
	"fmt"
	"log"

	"github.com/earshot-go/earshot/match/query"
)

func ExampleQuery_Append() {
	q, err := query.Compile(`acme NEAR/4 (leak* OR broken)`)
	if err != nil {
		log.Fatal(err)
	}
	d := &query.Document{Text: "The kettle from ACME is broken. Call Acme?"}
	for _, s := range q.Append(nil, d) {
		fmt.Println(s.Part, s.Start, s.End, d.Text[s.Start:s.End], "for", s.Term)
	}
	// Output:
	// text 16 20 ACME for acme
	// text 24 30 broken for broken
	// text 37 41 Acme for acme
}

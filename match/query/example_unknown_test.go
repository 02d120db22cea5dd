package query_test

import (
	"fmt"
	"log"

	"github.com/earshot-go/earshot/match/query"
)

func ExampleQuery_Truth() {
	anonymous := &query.Document{Text: "My kettle leaks"}
	for _, expression := range []string{
		`kettle author:anna`,
		`kettle -author:anna`,
		`kettle (-author:anna OR NOT author:*)`,
		`toaster -author:anna`,
	} {
		q, err := query.Compile(expression)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(q.Truth(anonymous), q)
	}
	// Output:
	// unknown kettle AND author:anna
	// unknown kettle AND NOT author:anna
	// true kettle AND (NOT author:anna OR NOT author:*)
	// false toaster AND NOT author:anna
}

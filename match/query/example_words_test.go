package query_test

import (
	"fmt"
	"log"

	"github.com/earshot-go/earshot/match/query"
)

func ExampleOptions() {
	for _, words := range []query.Words{query.AllWords, query.AnyWord, query.PhraseOfWords} {
		q, err := query.Options{Words: words}.Compile(`red shoes -sale`)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(q)
	}
	// Output:
	// red AND shoes AND NOT sale
	// (red OR shoes) AND NOT sale
	// "red shoes" AND NOT sale
}

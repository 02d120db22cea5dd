package query_test

import (
	"fmt"
	"log"

	"github.com/earshot-go/earshot/match/query"
)

func ExampleQuery_Explain() {
	q, err := query.Compile(`(kettle OR toaster) NEAR/3 leaks AND followers:>1000`)
	if err != nil {
		log.Fatal(err)
	}
	far := query.Document{Text: "The kettle is fine, but every now and then it leaks"}
	near := query.Document{Text: "The kettle leaks"}
	fmt.Println(q.Explain(&far))
	fmt.Println(q.Explain(&near))
	near.Followers = query.Known(5000)
	fmt.Println(q.Explain(&near))
	// Output:
	// false: (kettle OR toaster) NEAR/3 leaks: both sides are there, 8 words apart
	// unknown: followers:>1000: the document does not tell its followers
	// true: ((kettle OR toaster) NEAR/3 leaks) AND followers:>1000: found "kettle" in the text at byte 4, "leaks" in the text at byte 11
}

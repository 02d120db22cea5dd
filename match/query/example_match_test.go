package query_test

import (
	"fmt"
	"log"

	"github.com/earshot-go/earshot/match/query"
)

func Example() {
	q, err := query.Compile(`(kettle OR toaster) AND (leak* OR "does not work") NOT jobs -author:acmehelp`)
	if err != nil {
		log.Fatal(err)
	}
	posts := []query.Document{
		{Text: "My new kettle leaks", Handle: "anna"},
		{Text: "Sorry that your kettle leaks!", Handle: "AcmeHelp"},
		{Text: "The toaster is lovely", Handle: "bob"},
	}
	for _, p := range posts {
		fmt.Println(q.Match(&p), p.Text)
	}
	// Output:
	// true My new kettle leaks
	// false Sorry that your kettle leaks!
	// false The toaster is lovely
}

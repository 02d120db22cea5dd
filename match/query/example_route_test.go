package query_test

import (
	"fmt"
	"log"

	"github.com/earshot-go/earshot/match/query"
)

func ExampleSet() {
	departments := []string{"service", "press", "sales"}
	var routes []*query.Query
	for _, expression := range []string{
		`acme AND (broken OR leak* OR refund)`,
		`acme followers:>100k`,
		`acme AND ("where to buy" OR price OR (how NEAR/2 much))`,
	} {
		q, err := query.Compile(expression)
		if err != nil {
			log.Fatal(err)
		}
		routes = append(routes, q)
	}
	set := query.NewSet(routes...)
	post := &query.Document{Text: "My Acme kettle leaks. How much is a new one?", Followers: query.Known(40)}
	for _, i := range set.Append(nil, post) {
		fmt.Println(departments[i])
	}
	// Output:
	// service
	// sales
}

package network_test

import (
	"fmt"

	"github.com/earshot-go/earshot/listen/insight"
	"github.com/earshot-go/earshot/listen/insight/network"
)

func ExampleOf() {
	// As insight.TiesOf finds them in a recording.
	ties := &insight.TieReport{Ties: []insight.Tie{
		{Source: "forum", From: "ben", To: "ann", Answers: 3},
		{Source: "forum", From: "cem", To: "ann", Answers: 1},
		{Source: "forum", From: "dan", To: "cem", Repeats: 1},
	}}
	report, err := network.Of(ties, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	p := report.People[0]
	fmt.Printf("%s is answered by %d of %d people, rank %.2f\n", p.ID, p.By, report.Known, p.Rank)
	// Output: ann is answered by 2 of 4 people, rank 0.47
}

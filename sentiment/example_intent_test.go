package sentiment_test

import (
	"fmt"

	"github.com/earshot-go/earshot/sentiment"
)

func ExampleScorer_Intent() {
	scorer := sentiment.Default().In("en")
	fmt.Println(scorer.Intent("My order never arrived. Where is my refund?"))
	fmt.Println(scorer.Intent("Cancelled my subscription, I switched to Acme"))
	fmt.Println(scorer.Intent("The shop opens at nine"))
	// Output:
	// complaint, question
	// complaint, purchase, leaving
	// none
}

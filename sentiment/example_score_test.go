package sentiment_test

import (
	"fmt"

	"github.com/earshot-go/earshot/sentiment"
)

func ExampleScorer_Score() {
	scorer := sentiment.Default()
	for _, text := range []string{
		"The new app is great, thank you!",
		"Your support is useless and rude.",
		"The shop on Main Street opens at nine.",
		"De bezorging is niet goed 😡",
	} {
		score := scorer.Score(text)
		fmt.Println(score.Language, score.Label())
	}
	// Output:
	// en positive
	// en negative
	// en neutral
	// nl negative
}

package sentiment_test

import (
	"fmt"
	"log"

	"github.com/earshot-go/earshot/sentiment"
)

func ExampleTrain() {
	posts := []struct {
		text  string
		label sentiment.Label
	}{
		{"the grinder screams", sentiment.Negative},
		{"grinder screams again", sentiment.Negative},
		{"mine screams every morning", sentiment.Negative},
		{"the grinder has five steps", sentiment.Neutral},
		{"five steps, one button", sentiment.Neutral},
		{"it has five steps", sentiment.Neutral},
		{"crema like in Naples", sentiment.Positive},
		{"thick crema, like in Naples", sentiment.Positive},
		{"crema straight from Naples", sentiment.Positive},
	}
	var examples []sentiment.Example
	for range 30 { // stands for a few hundred different posts: few are hardly believed
		for _, post := range posts {
			examples = append(examples, sentiment.Example{Text: post.text, Language: "en", Label: post.label})
		}
	}
	model, err := sentiment.Train(examples, nil)
	if err != nil {
		log.Fatal(err) // every bad example, joined
	}
	scorer := sentiment.Default().In("en")
	fmt.Println(scorer.Score("it screams").Label(), scorer.With(model).Score("it screams").Label())
	// Output:
	// neutral negative
}

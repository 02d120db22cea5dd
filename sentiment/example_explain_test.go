package sentiment_test

import (
	"fmt"
	"math"

	"github.com/earshot-go/earshot/sentiment"
)

func ExampleScorer_Explain() {
	text := "The coffee is very good but the service is not good 😡"
	why := sentiment.Default().Explain(text)
	sum := 0.0
	for _, cue := range why.Cues {
		sum += cue.Contribution
		if cue.Kind == sentiment.CueLearned || cue.Kind == sentiment.CueContext {
			continue // small ones, many
		}
		fmt.Printf("%s: %s %t %q\n", text[cue.Start:cue.End], cue.Kind, cue.Contribution > 0, cue.Note)
	}
	fmt.Println(math.Abs(sum-why.Valence) < 1e-9)
	// Output:
	// good: word true "strengthened, contrasted"
	// not good: phrase false "contrasted"
	// 😡: emoji false ""
	// true
}

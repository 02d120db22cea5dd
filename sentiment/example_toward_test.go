package sentiment_test

import (
	"fmt"
	"strings"

	"github.com/earshot-go/earshot/sentiment"
)

func ExampleScorer_Toward() {
	text := "Pepsi is much better than Coke."
	for _, brand := range []string{"Pepsi", "Coke"} {
		at := strings.Index(text, brand)
		fmt.Println(brand, sentiment.Default().Toward(text, at, at+len(brand)).Label())
	}
	// Output:
	// Pepsi positive
	// Coke negative
}

package sentiment_test

import (
	"fmt"

	"github.com/earshot-go/earshot/sentiment"
)

func ExampleLanguage() {
	for _, text := range []string{"ik vind het echt heel erg lekker", "این گوشی واقعا خوب نیست", "non è il massimo", "12:30"} {
		tag, _ := sentiment.Language(text)
		fmt.Printf("%q\n", tag)
	}
	// Output:
	// "nl"
	// "fa"
	// "it"
	// ""
}

func ExampleScorer_In() {
	score := sentiment.Default().In("sv").Score("jag vet inte 😍")
	fmt.Println(score.Label(), score.Language == "")
	fmt.Println(sentiment.Default().In("sv").Score("jag vet inte").Label())
	// Output:
	// positive true
	// unknown
}

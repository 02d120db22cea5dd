package match_test

import (
	"fmt"

	"github.com/earshot-go/earshot/match"
)

func ExampleSuggest() {
	for _, s := range match.Suggest("Bank of America") {
		if s.Kind == match.Initialism || s.Kind == match.Hashtag {
			fmt.Printf("%s: %s, risk %.2f, found already: %v\n", s.Kind, s.Text, s.Risk, s.Found)
		}
	}
	// Output:
	// hashtag: #BankofAmerica, risk 0.01, found already: true
	// initialism: BOA, risk 0.95, found already: false
}

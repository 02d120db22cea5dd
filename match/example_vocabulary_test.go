package match_test

import (
	"fmt"
	"log"

	"github.com/earshot-go/earshot/match"
)

func ExampleVocabulary() {
	var v match.Vocabulary
	for range 20 {
		v.Add("the nokias of old, by the band Nokla")
	}
	m, err := match.Options{Words: v.Words(16)}.Compile(match.Brand{Name: "Nokia"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(m.Append(nil, "Nokla on tour")), len(m.Append(nil, "my Nokja broke")))
	// Output: 0 1
}

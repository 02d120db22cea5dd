package query

import (
	"fmt"
	"strings"
	"testing"
)

// campaign is a query of the size that analysts write.
const campaign = `(acme OR #acme OR @acmehelp OR "acme corp*" OR acmee~1) AND (kettle* OR toaster OR (coffee NEAR/3 machine) OR "hand mixer")
	NOT ("acme corner" OR jobs OR hiring OR {ACME} OR author:acmehelp) AND (lang:en OR lang:nl) -site:acme.example`

var (
	hitPost  = Document{Text: "Third time this month that my coffee making machine from Acme leaks, @AcmeHelp please do something about it. #acme #fail", Language: "en", Handle: "anna", Site: "social.example"}
	missPost = Document{Text: "We walked along the canal until it rained, then had soup and talked about where to go next summer with the children.", Language: "en", Handle: "bob", Site: "social.example"}
)

func BenchmarkMatch(b *testing.B) {
	for _, c := range []struct {
		name  string
		query string
		d     *Document
	}{
		{"word", "acme", &missPost},
		{"campaign/hit", campaign, &hitPost},
		{"campaign/miss", campaign, &missPost},
		{"1000words/miss", manyWords(1000), &missPost},
		{"field", "lang:nl AND acme", &missPost},
	} {
		q, err := Compile(c.query)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.d.Text)))
			b.ReportAllocs()
			for b.Loop() {
				q.Match(c.d)
			}
		})
	}
}

func manyWords(n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = fmt.Sprintf("word%d", i)
	}
	return strings.Join(words, " OR ")
}

func BenchmarkCompile(b *testing.B) {
	for b.Loop() {
		if _, err := Compile(campaign); err != nil {
			b.Fatal(err)
		}
	}
}

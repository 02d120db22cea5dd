package duplicate_test

import (
	"fmt"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/duplicate"
)

// An agency's text appears in two papers, and in a news search.
func ExampleFinder_See() {
	heard := []struct {
		source string
		post   source.Post
	}{
		{"feed:courier", source.Post{ID: "1", URL: "https://courier.example/acme?utm_source=rss",
			Title: "Acme recalls forty thousand kettles over faulty lids",
			Text:  "LONDON - Acme is calling back forty thousand of its kettles, the company said on Monday."}},
		{"feed:herald", source.Post{ID: "7", URL: "https://www.herald.example/news/7",
			Title: "Acme recalls forty thousand kettles over faulty lids",
			Text:  "LONDON - Acme is calling back forty thousand of its kettles, the company said on Monday. Nobody was hurt."}},
		{"feed:news search", source.Post{ID: "q", URL: "https://news.example/read/CBMi",
			Title: "Acme recalls forty thousand kettles over faulty lids - The Courier"}},
		{"feed:blog", source.Post{ID: "https://blog.example/tea", Title: "My kettle",
			Text: "Mine is an Acme and its lid has been faulty since May."}},
	}
	var finder duplicate.Finder
	for _, h := range heard {
		seen := finder.See(h.source, &h.post)
		fmt.Printf("%s: %v, said %d times\n", h.source, seen.Tier, seen.Count)
		if seen.Repeat() {
			fmt.Printf("  first by %s, so far at %v\n", seen.First.Source, seen.Origins)
		}
	}
	// Output:
	// feed:courier: new, said 1 times
	// feed:herald: same words, said 2 times
	//   first by feed:courier, so far at [{feed:courier courier.example 1} {feed:herald herald.example 1}]
	// feed:news search: same words, said 3 times
	//   first by feed:courier, so far at [{feed:courier courier.example 1} {feed:herald herald.example 1} {feed:news search news.example 1}]
	// feed:blog: new, said 1 times
}

package insight_test

import (
	"fmt"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/insight"
	"github.com/earshot-go/earshot/sentiment"
)

func ExampleTopicsOf() {
	var mentions []*listen.Mention
	for day := range 21 {
		for i := range 30 {
			text := []string{"my Acme kettle is fine", "Acme delivered today", "looking at an Acme toaster"}[i%3]
			if day == 20 && i < 12 {
				text = "the lid of my Acme kettle melts"
			}
			mentions = append(mentions, said(fmt.Sprint("a", 30*day+i), float64(24*day)+float64(i)/2, text))
		}
	}
	report, err := insight.TopicsOf(all(mentions...), nil, nil) // the last day, beside all before
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, t := range report.Rising {
		fmt.Printf("%s: %.0f people, %.0f %% of all, before %.0f %%: %q\n", t.Name, t.Authors, 100*t.Share.Value, 100*t.Usual.Value, t.Posts[0].Text)
	}
	// Output:
	// kettle melts, lid: 12 people, 40 % of all, before 0 %: "the lid of my Acme kettle melts"
}

func ExampleWishesOf() {
	var mentions []*listen.Mention
	for i := range 60 {
		mentions = append(mentions, said(fmt.Sprint("happy", i), float64(i), "my Acme does what it should"))
	}
	for i := range 9 {
		mentions = append(mentions, said(fmt.Sprint("cross", i), float64(70+i), "the Acme hinge broke", wanting(sentiment.Complaint), about("Acme", 4)))
		// One person's ten complaints are one person's.
		mentions = append(mentions, said("regular", float64(80+i), "the Acme shade of green is ugly", wanting(sentiment.Complaint)))
	}
	report, err := insight.WishesOf(all(mentions...), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range report.Pains {
		fmt.Printf("%s: %.0f people\n", p.Name, p.Authors)
	}
	// Output:
	// broke, hinge: 9 people
}

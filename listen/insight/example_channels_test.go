package insight_test

import (
	"fmt"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/insight"
	"github.com/earshot-go/earshot/sentiment"
)

func ExampleChannelsOf() {
	var mentions []*listen.Mention
	for i := range 40 {
		mentions = append(mentions, said(fmt.Sprint("a", i%25), float64(i), "Acme fails", from("forum:kitchen"), wanting(sentiment.Complaint)))
	}
	for i := range 100 {
		mentions = append(mentions, said(fmt.Sprint("b", i), float64(i), "Acme", from("stream:all"), liked(2)))
	}
	report, err := insight.ChannelsOf(all(mentions...), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range report.Channels {
		fmt.Printf("%s: %d mentions by %d people, %.0f %% to act on; it never tells %v\n", c.Source, c.Mentions, c.Authors, 100*c.Fruitful.Value, c.Blind)
	}
	// Output:
	// forum:kitchen: 40 mentions by 25 people, 100 % to act on; it never tells [followers likes shares replies views language country parent url]
	// stream:all: 100 mentions by 100 people, 0 % to act on; it never tells [followers shares replies views language country parent url]
}

package insight_test

import (
	"fmt"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/insight"
	"github.com/earshot-go/earshot/sentiment"
)

func ExampleTriage_Judge() {
	triage, err := insight.NewTriage(nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	m := said("ann", 1, "My Acme kettle exploded and nobody answers", wanting(sentiment.Complaint), feeling(-0.8), following(2000))
	c := triage.Judge(m)
	fmt.Println(c.Urgency, c.Points)
	fmt.Println(triage.Judge(said("ben", 2, "Acme before the election", wanting(sentiment.Complaint))).LeaveAlone)
	// Output:
	// 69 [{complaint 20} {danger 30} {tone 12} {reach 7}]
	// politics
}

func ExampleNewRouter() {
	router, err := insight.NewRouter([]insight.Route{
		{Name: "billing", Query: "invoice OR bill*"},
		{Name: "repairs", Intents: sentiment.Complaint, Hours: insight.Weekdays("UTC", 9*time.Hour, 17*time.Hour)},
	}, &insight.RouterOptions{Default: "front desk"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(router.Route(said("ann", 10, "the Acme invoice is wrong")))
	fmt.Println(router.Route(said("ben", 10, "Acme broke", wanting(sentiment.Complaint))))
	night := router.Route(said("cem", 3, "Acme broke", wanting(sentiment.Complaint)))
	fmt.Println(night.To, night.Steps[1].Why)
	// Output:
	// billing: found "invoice" in the text at byte 9
	// repairs: wants complaint; came within the hours
	// [front desk] came outside the hours
}

// The median of the answered alone would be one hour.
func ExampleConversationsOf() {
	var mentions []*listen.Mention
	for i := range 10 {
		author := fmt.Sprint("a", i)
		mentions = append(mentions, said(author, 1, "Acme?", wanting(sentiment.Question)))
		if i < 4 {
			mentions = append(mentions, said("acme", 2, "Acme here", own, answering(author+"-1")))
		}
		if i == 4 {
			mentions = append(mentions, said("acme", 6, "Acme here", own, answering(author+"-1")))
		}
	}
	report, err := insight.ConversationsOf(all(mentions...), nil, monday.Add(12*time.Hour))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report.First.Answered, "of", report.First.Waits, "answered, half within", report.First.Median)
	fmt.Println("of the answered alone, half within", report.First.AnsweredMedian)
	// Output:
	// 5 of 10 answered, half within 5h0m0s
	// of the answered alone, half within 1h0m0s
}

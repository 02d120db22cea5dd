package insight

import "github.com/earshot-go/earshot/sentiment"

// allIntents are the intents in the order in which they are told.
var allIntents = []sentiment.Intent{
	sentiment.Complaint, sentiment.Question, sentiment.Suggestion, sentiment.Praise, sentiment.Purchase,
	sentiment.Leaving, sentiment.News, sentiment.Spam, sentiment.LeaveAlone,
}

func intentNames(set sentiment.Intent) (names []string) {
	for _, i := range allIntents {
		if set.Has(i) {
			names = append(names, i.String())
		}
	}
	return names
}

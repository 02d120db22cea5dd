package listentest_test

import (
	"testing"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/listentest"
	"github.com/earshot-go/earshot/sentiment"
)

// What a service says about a brand of its own is a test like any other.
func ExampleFeed() {
	test := func(t *testing.T) {
		l, err := listen.New([]listen.Brand{{Name: "Fernhill", Not: []string{"Fernhill Road"}}}, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		heard := listentest.Feed(t, l, listentest.Posts(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC),
			"I love the new Fernhill jam!",
			"traffic jam on Fernhill Road again",
		))
		heard.Want(listentest.Mention{Brand: "Fernhill", Tone: sentiment.Positive})
		heard.WantCount(1, listentest.Mention{})
		heard.WantNo(listentest.Alert{})
	}
	_ = test // go test runs it
}

package hackernews_test

import (
	"testing"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/hackernews"
	"github.com/earshot-go/earshot/source/internal/listtest"
	"github.com/earshot-go/earshot/source/web"
)

func FuzzAnswers(f *testing.F) {
	double := &algolia{now: 1_772_442_000}
	double.publish(2)
	listtest.FuzzAnswers(f, double, func(opts ...web.Option) source.Source { return hackernews.Search("acme", opts...) })
}

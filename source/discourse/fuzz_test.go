package discourse_test

import (
	"testing"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/discourse"
	"github.com/earshot-go/earshot/source/internal/listtest"
	"github.com/earshot-go/earshot/source/web"
)

func FuzzAnswers(f *testing.F) {
	double := &forum{}
	double.Publish(2)
	listtest.FuzzAnswers(f, double, func(opts ...web.Option) source.Source { return discourse.Posts("", opts...) })
}

package stackexchange_test

import (
	"testing"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/listtest"
	"github.com/earshot-go/earshot/source/stackexchange"
	"github.com/earshot-go/earshot/source/web"
)

func FuzzAnswers(f *testing.F) {
	double := &site{}
	double.Publish(2)
	listtest.FuzzAnswers(f, double, func(opts ...web.Option) source.Source { return stackexchange.Search("stackoverflow", "acme", opts...) })
}

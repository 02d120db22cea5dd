package mastodon_test

import (
	"net/http"
	"testing"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/listtest"
	"github.com/earshot-go/earshot/source/mastodon"
	"github.com/earshot-go/earshot/source/web"
)

func FuzzAnswers(f *testing.F) {
	s := newServer()
	s.publish(2)
	double := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Header.Set("Authorization", "Bearer "+token)
		s.ServeHTTP(w, r)
	})
	listtest.FuzzAnswers(f, double, func(opts ...web.Option) source.Source { return mastodon.Tag("", "coffee", opts...) })
}

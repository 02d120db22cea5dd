package source_test

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/facebook"
	"github.com/earshot-go/earshot/source/github"
	"github.com/earshot-go/earshot/source/googleplay"
	"github.com/earshot-go/earshot/source/instagram"
	"github.com/earshot-go/earshot/source/linkedin"
	"github.com/earshot-go/earshot/source/mastodon"
	"github.com/earshot-go/earshot/source/reddit"
	"github.com/earshot-go/earshot/source/stackexchange"
	"github.com/earshot-go/earshot/source/threads"
	"github.com/earshot-go/earshot/source/trustpilot"
	"github.com/earshot-go/earshot/source/web"
	"github.com/earshot-go/earshot/source/x"
	"github.com/earshot-go/earshot/source/yelp"
	"github.com/earshot-go/earshot/source/youtube"
)

// echo is a server that answers with all that it was asked, as some do in their
// errors, and as a page for people.
func echo(status int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(status)
		fmt.Fprintf(w, "you sent %v to %s, that is %v", r.Header, r.RequestURI, r.URL.Query())
	}
}

// Networks that repeat a credential in their answers are seen now and then. It
// must get into no error, and so into no log.
func TestNoCredentialComesBack(t *testing.T) {
	const token = "s3cret/with+odd=chars"
	search := func(opts ...web.Option) source.Source {
		s, err := x.Search("acme", 100, opts...)
		require.NoError(t, err)
		return s
	}
	stream := func(opts ...web.Option) source.Source {
		s, err := x.Stream([]string{"acme"}, 100, opts...)
		require.NoError(t, err)
		return s
	}
	for name, open := range map[string]func(...web.Option) source.Source{
		"facebook":           func(o ...web.Option) source.Source { return facebook.Page("1", o...) },
		"github":             func(o ...web.Option) source.Source { return github.Search("acme", o...) },
		"github discussions": func(o ...web.Option) source.Source { return github.Discussions("acme", o...) },
		"googleplay":         func(o ...web.Option) source.Source { return googleplay.Reviews("com.acme", o...) },
		"instagram":          func(o ...web.Option) source.Source { return instagram.Hashtag("1", "acme", o...) },
		"linkedin":           func(o ...web.Option) source.Source { return linkedin.Organization("1", o...) },
		"mastodon":           func(o ...web.Option) source.Source { return mastodon.Tag("", "acme", o...) },
		"mastodon stream":    func(o ...web.Option) source.Source { return mastodon.Tag("", "acme", o...).Stream() },
		"mastodon search":    func(o ...web.Option) source.Source { return mastodon.Search("", "acme", o...) },
		"reddit":             func(o ...web.Option) source.Source { return reddit.Search("acme", o...) },
		"stackexchange":      func(o ...web.Option) source.Source { return stackexchange.Search("stackoverflow", "acme", o...) },
		"threads":            func(o ...web.Option) source.Source { return threads.Search("acme", o...) },
		"trustpilot":         func(o ...web.Option) source.Source { return trustpilot.Reviews("1", o...) },
		"x":                  search,
		"x stream":           stream,
		"yelp":               func(o ...web.Option) source.Source { return yelp.Reviews("1", o...) },
		"youtube":            func(o ...web.Option) source.Source { return youtube.Channel("1", o...) },
		"youtube search":     func(o ...web.Option) source.Source { return youtube.Search("acme", 9, o...) },
	} {
		t.Run(name, func(t *testing.T) {
			for _, status := range []int{200, 400, 401, 403, 404, 429, 500, 503} {
				server := httptest.NewServer(echo(status))
				s := open(web.Base(server.URL), web.AllowPrivate(), web.Token(token))
				assert.NotContains(t, s.Name(), "s3cret")
				failed := false
				for _, err := range s.Read(t.Context(), nil) {
					if err != nil {
						failed = true
						assert.NotContains(t, err.Error(), "s3cret", status)
						assert.NotContains(t, logged(err), "s3cret", status)
					}
				}
				assert.True(t, failed, status)
				server.Close()
			}
		})
	}
}

func logged(err error) string {
	var text strings.Builder
	slog.New(slog.NewJSONHandler(&text, nil)).Error("read", "error", err)
	return text.String()
}

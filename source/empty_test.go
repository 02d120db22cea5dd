package source_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/discourse"
	"github.com/earshot-go/earshot/source/gdelt"
	"github.com/earshot-go/earshot/source/github"
	"github.com/earshot-go/earshot/source/hackernews"
	"github.com/earshot-go/earshot/source/lemmy"
	"github.com/earshot-go/earshot/source/mastodon"
	"github.com/earshot-go/earshot/source/reddit"
	"github.com/earshot-go/earshot/source/stackexchange"
	"github.com/earshot-go/earshot/source/web"
	"github.com/earshot-go/earshot/source/youtube"
)

// An empty argument is mostly a setting that was not read. Networks answer it
// with nothing, for ever.
func TestEmptyArgumentsAreRefusedBeforehand(t *testing.T) {
	for want, s := range map[string]source.Checker{
		"discourse: address: is empty":                          discourse.Posts(""),
		"gdelt: query: is empty":                                gdelt.Search(" "),
		"github: query: is empty":                               github.Search(""),
		"lemmy: server: is empty":                               lemmy.Posts(""),
		"lemmy: query: is empty":                                lemmy.Search("lemmy.example", ""),
		"lemmy: query: is empty\nserver: is empty":              lemmy.Search("", ""),
		"mastodon: tag: is empty":                               mastodon.Tag("social.example", "#"),
		"mastodon: server: is empty":                            mastodon.Local("https://"),
		"mastodon: account: is empty":                           mastodon.Account("social.example", "@"),
		"mastodon: query: is empty":                             mastodon.Search("social.example", ""),
		"reddit: query: is empty":                               reddit.Search(""),
		"reddit: name: is empty":                                reddit.Subreddit(""),
		"stackexchange: site: is empty\nquery: is empty":        stackexchange.Search("", ""),
		"youtube: id: is empty":                                 youtube.Video("", web.Token("t")),
		"youtube: id: is empty\nyoutube: not authorized: there": youtube.Channel(""),
	} {
		err := s.Check()
		require.Error(t, err, want)
		assert.Contains(t, err.Error(), want)
		assert.ErrorAs(t, err, new(*source.FieldError))
	}
}

func TestCompleteArgumentsAreFine(t *testing.T) {
	elsewhere := web.Base("https://network.example")
	for _, s := range []source.Source{
		discourse.Posts("https://forum.example"), discourse.Posts("", elsewhere), gdelt.Search("acme"), github.Search("acme"),
		hackernews.Search(""), lemmy.Posts("lemmy.example"), lemmy.Search("", "acme", elsewhere),
		mastodon.Tag("social.example", "acme"), mastodon.Public("https://social.example/"), mastodon.Tag("", "acme", elsewhere).Stream(),
		reddit.Comments("golang"), stackexchange.Search("stackoverflow", "acme"), youtube.Video("1", web.Token("t")),
	} {
		if c, ok := s.(source.Checker); ok {
			assert.NoError(t, c.Check(), s.Name())
		}
	}
}

package feed_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/internal/manners"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/feed"
	"github.com/earshot-go/earshot/source/web"
)

func TestPresetsAskTheRightAddress(t *testing.T) {
	for want, s := range map[string]*feed.Source{
		"https://news.google.com/rss/search?ceid=NL%3Anl&gl=NL&hl=nl-NL&q=%22Acme+Kettle%22":  feed.GoogleNews(`"Acme Kettle"`, "NL", "nl"),
		"https://www.bing.com/news/search?format=rss&q=acme&qft=sortbydate%3D%221%22":         feed.BingNews("acme"),
		"https://www.google.com/alerts/feeds/0123/4567":                                       feed.GoogleAlert("0123", "4567"),
		"https://news.ycombinator.com/rss":                                                    feed.HackerNews(),
		"https://github.com/golang/go/commits/release%2F1.atom":                               feed.GitHubCommits("/golang/go", "release/1"),
		"https://www.youtube.com/feeds/videos.xml?channel_id=UCabc":                           feed.YouTubeChannel("UCabc"),
		"https://www.reddit.com/r/tea%2Fpot/new/.rss?limit=100":                               feed.Subreddit("tea/pot"),
		"https://www.reddit.com/r/tea/comments/.rss?limit=100":                                feed.SubredditComments("tea"),
		"https://www.reddit.com/search.rss?limit=100&q=acme&sort=new":                         feed.RedditSearch("acme"),
		"https://itunes.apple.com/us/rss/customerreviews/page=1/id=123/sortby=mostrecent/xml": feed.AppStoreReviews("123", "US"),
		"https://stackoverflow.com/feeds/tag?sort=newest&tagnames=go":                         feed.StackExchangeTag("stackoverflow.com", "go"),
		"https://github.com/golang/go/releases.atom":                                          feed.GitHubReleases("golang/go"),
		"https://blog.example/?feed=rss2":                                                     feed.WordPress("https://blog.example/"),
		"https://blog.example/?feed=comments-rss2":                                            feed.WordPressComments("https://blog.example"),
		"https://proxy.example/search.rss?limit=100&q=acme&sort=new":                          feed.RedditSearch("acme", web.Base("https://proxy.example/")),
	} {
		assert.Equal(t, "feed:"+want, s.Name())
		assert.NoError(t, s.Check())
	}
}

func TestAForbiddenSubredditIsALimit(t *testing.T) {
	p := &press{status: http.StatusForbidden, header: http.Header{"Retry-After": {"60"}}, body: "whoa there"}
	for _, err := range feed.Subreddit("tea", web.Transport(p)).Read(t.Context(), nil) {
		var limit *source.RateLimitError
		require.ErrorAs(t, err, &limit)
		assert.Equal(t, "www.reddit.com", limit.Scope)
		assert.InDelta(t, 60, time.Until(limit.Until).Seconds(), 5)
		assert.NotErrorIs(t, err, source.ErrUnauthorized)
	}
	for _, err := range feed.URL(pressAddress, web.Transport(p)).Read(t.Context(), nil) {
		assert.Error(t, err)
	}
}

func TestRedditIsAskedOnceAMinute(t *testing.T) {
	days(t, func(t *testing.T, p *press) {
		p.body = rss("", entry("1", begun))
		ctx := manners.With(t.Context(), manners.New(true))
		for i, name := range []string{"tea", "coffee", "milk"} {
			for _, err := range feed.Subreddit(name, web.Transport(p)).Read(ctx, nil) {
				require.NoError(t, err)
			}
			assert.Equal(t, time.Duration(i)*time.Minute, time.Since(came), "for all feeds together")
		}
	})
}

func TestLinksOfNewsSearchesLeadToTheArticle(t *testing.T) {
	link := func(address string) string { return "<item><title>x</title><link>" + address + "</link></item>" }
	for in, want := range map[string]string{
		"https://www.google.com/url?rct=j&amp;sa=t&amp;url=https://paper.example/a%3Fb%3D1&amp;ct=ga": "https://paper.example/a?b=1",
		"http://www.bing.com/news/apiclick.aspx?ref=FexRss&amp;url=https%3a%2f%2fpaper.example%2fa":   "https://paper.example/a",
		"https://www.google.com/url?url=javascript:alert(1)":                                          "https://www.google.com/url?url=javascript:alert(1)",
		"https://news.google.com/rss/articles/CBMi":                                                   "https://news.google.com/rss/articles/CBMi",
		"https://other.example/url?url=https://paper.example":                                         "https://other.example/url?url=https://paper.example",
	} {
		o := (&press{header: http.Header{}, body: rss("", link(in))}).read(nil)
		require.Len(t, o.posts, 1)
		assert.Equal(t, want, o.posts[0].URL)
	}
}

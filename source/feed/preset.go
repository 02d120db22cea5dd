package feed

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/web"
)

// preset returns a source of a well-known address. The base option replaces
// its scheme and host.
func preset(base, path string, query url.Values, opts []web.Option) *Source {
	if other := web.Configure(opts).Base; other != "" {
		base = other
	}
	address := strings.TrimSuffix(base, "/") + path
	if len(query) > 0 {
		address += "?" + query.Encode()
	}
	return URL(address, opts...)
}

// GoogleNews returns a source of the news that Google finds for a query, in
// the edition of a language and a country such as "en" and "US". The links are
// opaque addresses of Google's, so that the same article from elsewhere is told
// by its title and publisher only.
func GoogleNews(query, language, country string, opts ...web.Option) *Source {
	language, country = strings.ToLower(language), strings.ToUpper(country)
	return preset("https://news.google.com", "/rss/search", url.Values{
		"q": {query}, "hl": {language + "-" + country}, "gl": {country}, "ceid": {country + ":" + language},
	}, opts)
}

// GoogleAlert returns a source of what a Google Alert finds. Choose "RSS feed"
// for where the alert is delivered; its address then ends with two numbers, that
// of the account and that of the alert. Whoever knows them can read the alert.
// The links lead to the articles, not through Google.
func GoogleAlert(account, alert string, opts ...web.Option) *Source {
	return preset("https://www.google.com", "/alerts/feeds/"+url.PathEscape(account)+"/"+url.PathEscape(alert), nil, opts)
}

// BingNews returns a source of the news that Bing finds for a query, the
// newest first.
func BingNews(query string, opts ...web.Option) *Source {
	return preset("https://www.bing.com", "/news/search", url.Values{
		"q": {query}, "format": {"rss"}, "qft": {`sortbydate="1"`},
	}, opts)
}

// YouTubeChannel returns a source of the last 15 videos of a channel, which is
// known by its id ("UC..."), not by its name.
func YouTubeChannel(id string, opts ...web.Option) *Source {
	return preset("https://www.youtube.com", "/feeds/videos.xml", url.Values{"channel_id": {id}}, opts)
}

// Subreddit returns a source of the newest posts of a subreddit. Reddit allows
// about one request a minute from one address, for all feeds together, and
// says 403 to whoever asks faster, which is taken as a rate limit.
func Subreddit(name string, opts ...web.Option) *Source {
	return reddit("/r/"+url.PathEscape(name)+"/new/.rss", url.Values{"limit": {"100"}}, opts)
}

// SubredditComments returns a source of the newest comments in a subreddit,
// with the limits of [Subreddit].
func SubredditComments(name string, opts ...web.Option) *Source {
	return reddit("/r/"+url.PathEscape(name)+"/comments/.rss", url.Values{"limit": {"100"}}, opts)
}

// RedditSearch returns a source of the newest posts that Reddit finds for a
// query, with the limits of [Subreddit].
func RedditSearch(query string, opts ...web.Option) *Source {
	return reddit("/search.rss", url.Values{"q": {query}, "sort": {"new"}, "limit": {"100"}}, opts)
}

// redditApart is what Reddit allows whoever has no account.
const redditApart = time.Minute

func reddit(path string, query url.Values, opts []web.Option) *Source {
	s := preset("https://www.reddit.com", path, query, opts)
	s.explain = forbiddenIsLimit
	s.config.Apart = redditApart
	return s
}

// forbiddenIsLimit takes a 403 for what it is where no account is involved.
func forbiddenIsLimit(resp *fetch.Response, err error) error {
	if resp.Status == http.StatusForbidden && errors.Is(err, source.ErrUnauthorized) {
		return &source.RateLimitError{
			Until: fetch.ComeBack(resp.Header, resp.Received), Scope: fetch.Scope(resp.URL.String()), Err: errors.New(err.Error()),
		}
	}
	return err
}

// AppStoreReviews returns a source of the newest 50 reviews of an app, known
// by its number, in the store of a country such as "us". They come with their
// rating of one to five. The store answers with an empty feed now and then,
// which is not to say that there are no reviews.
func AppStoreReviews(app, country string, opts ...web.Option) *Source {
	path := "/" + url.PathEscape(strings.ToLower(country)) + "/rss/customerreviews/page=1/id=" + url.PathEscape(app) + "/sortby=mostrecent/xml"
	return preset("https://itunes.apple.com", path, nil, opts)
}

// StackExchangeTag returns a source of the newest questions with a tag, at a
// site such as "stackoverflow.com".
func StackExchangeTag(site, tag string, opts ...web.Option) *Source {
	return preset("https://"+site, "/feeds/tag", url.Values{"tagnames": {tag}, "sort": {"newest"}}, opts)
}

// HackerNews returns a source of the 30 stories on the front page of Hacker
// News. Package hackernews searches all stories and comments.
func HackerNews(opts ...web.Option) *Source {
	return preset("https://news.ycombinator.com", "/rss", nil, opts)
}

// GitHubCommits returns a source of the newest commits on a branch of a
// repository such as "golang/go".
func GitHubCommits(repository, branch string, opts ...web.Option) *Source {
	return preset("https://github.com", "/"+strings.Trim(repository, "/")+"/commits/"+url.PathEscape(branch)+".atom", nil, opts)
}

// GitHubReleases returns a source of the releases of a repository such as
// "golang/go".
func GitHubReleases(repository string, opts ...web.Option) *Source {
	return preset("https://github.com", "/"+strings.Trim(repository, "/")+"/releases.atom", nil, opts)
}

// WordPress returns a source of the posts of a WordPress site, known by its
// address. Older posts are asked for where newer ones came too fast.
func WordPress(site string, opts ...web.Option) *Source {
	return preset(site, "/", url.Values{"feed": {"rss2"}}, opts)
}

// WordPressComments returns a source of the newest comments on a WordPress
// site.
func WordPressComments(site string, opts ...web.Option) *Source {
	return preset(site, "/", url.Values{"feed": {"comments-rss2"}}, opts)
}

// unwrap returns the address that a link of a news search leads to, where the
// link says it: Google Alerts and Bing News count clicks on the way.
func unwrap(u *url.URL) *url.URL {
	var target string
	switch {
	case strings.HasSuffix(u.Hostname(), "google.com") && u.Path == "/url":
		target = u.Query().Get("url")
		if target == "" {
			target = u.Query().Get("q")
		}
	case strings.HasSuffix(u.Hostname(), "bing.com") && strings.HasSuffix(u.Path, "apiclick.aspx"):
		target = u.Query().Get("url")
	}
	real, err := url.Parse(target)
	if err != nil || real.Host == "" || real.Scheme != "http" && real.Scheme != "https" {
		return u
	}
	return real
}

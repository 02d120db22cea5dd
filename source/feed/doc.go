// Package feed reads RSS of all versions, Atom, CDF and JSON Feed: blogs, news,
// forums, and whatever else publishes a list of its latest items.
//
//	alerts := feed.URL("https://example.com/alerts.xml")
//
// It also reads a [File], or a [Reader] of a feed that came by other means.
//
// # Presets
//
// [GoogleNews], [GoogleAlert], [BingNews], [YouTubeChannel], [Subreddit],
// [SubredditComments], [RedditSearch], [HackerNews], [AppStoreReviews],
// [StackExchangeTag], [GitHubReleases], [GitHubCommits], [WordPress] and
// [WordPressComments] know the addresses of feeds that networks offer.
//
// # Told instead of asking
//
// Many feeds name a hub that tells of changes within seconds (WebSub). A
// [Subscriber] takes what hubs bring; it is an http.Handler that the web can
// reach, and makes the sources:
//
//	hubs, err := feed.NewSubscriber("https://listener.example/hub/", key)
//	...
//	http.Handle("/hub/", hubs)
//	news := hubs.URL("https://example.com/news.xml")
//
// A hub's wish to push is verified, its pushes are signed, and what it brings is
// answered when the posts are safe. A poll each day stays, as hubs forget.
//
// # What becomes of an item
//
// The id of a post is the item's guid (rdf:about, atom:id), else its address,
// else a hash of its content. Once a feed gives one guid to different items,
// it is read by guid and address for good. "http:" at the beginning of an id
// becomes "https:", so that a publisher's move does not repeat every post. The
// version changes with title and text, so that an edit is told by content, not
// by a date. Text is what a reader would see of the HTML.
//
// A date that lies in the future, before 1990, or that nobody can read is not
// believed: the post then has the time at which the feed came, marked as an
// estimate.
//
// # Broken feeds
//
// A wrong label of the encoding, illegal characters, a bare ampersand, unclosed
// elements and a document that was cut off are mended, and what is there is
// read, but for the half of an id or a date at the cut. [ErrNotFeed] means that nothing could be: often a web page stands at
// the address, whose own pointer to its feed is then named.
//
// # Asking politely
//
// A feed has no position to go on from. The cursor holds what was seen, as
// hashes of 12 bytes for at most 10,000 items, and the validators of the last
// answer. [source.Batch.Next] follows the publisher's own pace, its ttl,
// syndication module and freshness headers, from 5 minutes to a day. Where
// nothing in a feed was seen before, posts may have been missed between two
// reads: up to nine older pages are asked for where the feed links to them or
// WordPress made it, and what they do not close is told as a [source.Gap].
//
// An address that answers 410 is taken for gone after a day, and a permanent
// redirect for a move after three good answers in two days.
//
// A document is read up to 8 MiB and 5,000 items. Addresses in private
// networks are refused unless [web.AllowPrivate] says otherwise.
//
// # Not here
//
// Comments, votes and readers, which feeds do not tell. Where a network has an
// interface of its own, its package sees more.
//
// [web.AllowPrivate]: https://pkg.go.dev/github.com/earshot-go/earshot/source/web#AllowPrivate
package feed

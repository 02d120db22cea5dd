// Package source says what a post is, and what yields posts.
//
//	posts := source.Posts("replay", []source.Post{{ID: "1", Text: "Acme is down again"}})
//	for batch, err := range posts.Read(ctx, nil) {
//		...
//	}
//
// Each network has a package of its own below this one. Open ones are feed,
// bluesky, hackernews, mastodon, lemmy, discourse, stackexchange, github and
// gdelt. Behind a key or a token of yours are youtube, reddit, x, threads,
// facebook, instagram and linkedin, and the reviews of trustpilot, googleplay
// and yelp. Files and services of your own have jsonl, csv and webhook. Hand any
// number of them to package listen, which reads them over and over, keeps their
// cursors and waits when they ask for it.
//
// # A source of your own
//
// [Func] makes a [Source] of a function. It asks once, translates and returns:
//
//	orders := source.Func("tickets", func(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
//		return func(yield func(source.Batch, error) bool) {
//			tickets, last, err := desk.Since(ctx, string(from))
//			if err != nil {
//				yield(source.Batch{}, err)
//				return
//			}
//			yield(source.Batch{Posts: toPosts(tickets), Cursor: source.Cursor(last)}, nil)
//		}
//	})
//
// Run sourcetest.Run on it: the kit finds what first drafts get wrong.
//
// # Cursors
//
// The cursor of a [Batch] may be saved once the loop body has dealt with the
// batch, not before. A crash then repeats posts and loses none; whoever needs
// each once tells them by ID and Version.
//
// # Errors
//
// A *[SkipError] costs one item. All other errors end the pass. [ErrGone],
// [ErrUnauthorized], [ErrCursor] and a *[RateLimitError] ask for a decision,
// [ErrRefused] for patience; any other is passing, and the next Read tries
// again.
//
// # A network of your own
//
// Copy package discourse, which is the smallest, and answer for the new network
// what it answers. Such a source never retries, waits or keeps anything from
// one read to the next; what reads it does all that.
//
// # The same said twice
//
// Package duplicate tells which posts repeat others: an article in two feeds, a
// cross-post, an agency's text in twenty papers.
//
// # Unknown is not zero
//
// What a network does not tell stays unknown: a zero [Count], a zero time, an
// empty language. A Post whose Time is when it was first seen says so in
// TimeEstimated.
//
// # Who should not read on
//
// Whoever only listens: package listen and the package of the network are
// enough.
package source

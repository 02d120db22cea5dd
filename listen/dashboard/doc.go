// Package dashboard is a board that a service mounts to see what its listener
// hears: pages for people, drawn by the server.
//
// The simplest board takes a listener, follows its events and is mounted like
// any handler:
//
//	board := dashboard.New(l, nil)
//	http.Handle("/listen/", board)
//	go http.ListenAndServe("localhost:8080", nil)
//	for event, err := range board.Follow(l.Events(ctx)) {
//		// your own loop, as without the board
//	}
//
// Follow passes every event on and keeps what the pages need. A service that
// feeds its own posts follows those: board.Follow(l.Feed(ctx, src, post)).
//
// # The pages
//
//   - Now: a column for each brand or query, to which mentions come as they
//     are heard, with the words that name the brand marked, tone, intent, author
//     and the reasons. It can be paused and filtered.
//   - Normal?: volume, tone and complaints of every brand beside what is
//     normal, and what left it.
//   - Alerts: what is not normal, with its evidence.
//   - Share of voice, People, Topics, Channels: who is spoken of, who speaks,
//     about what, and where.
//   - Conversations: what waits for an answer, and how long answers took.
//   - Coverage: whether every source was heard, and what became of its posts.
//
// Times are the posts' own: the board shows a recording as it shows the day.
// It keeps the last [Options].History windows and what else the pages need in memory; a
// board that starts anew begins with what is told from then on.
//
// # Mounting it
//
// The last part of the path names the page and every link is relative, so that
// the board works below any path, behind a proxy, and with or without
// [net/http.StripPrefix]. It sets no cookie, asks nothing of any other server,
// and its Content-Security-Policy allows no script but its own file.
//
// Everybody who reaches the board may read it, unless [Options].Authorize says
// otherwise; it is asked for every request. Nobody can change
// anything, unless [Options].Act takes what they do. Requests that change
// something are refused when another site sent them.
//
// A stream of live mentions ends when its viewer leaves, after ten minutes
// (browsers come back by themselves, and are authorized again), or with
// [Board.Close]: register that with [net/http.Server.RegisterOnShutdown], for a
// server waits for its requests.
//
// # What it costs
//
// A mention is put into a list; what depends on viewers is done by their own
// requests. A viewer who reads too slowly misses rows, is told how many, and
// holds up nobody: all share one list of the last rows.
//
// # Who should not read on
//
// A service that draws its own pages takes the same figures from packages
// listen and insight. For one file to send, there is package report.
package dashboard

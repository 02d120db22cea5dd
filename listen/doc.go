// Package listen hears what is said about brands, in time to act. It is the
// front door of earshot and composes its four parts: posts come from package
// source, are searched by match, judged by sentiment and counted against what
// baseline holds for normal.
//
// The simplest listener names its brands and its sources and ranges over what
// it hears:
//
//	brands := []listen.Brand{{Name: "Café Zonnewijzer", Terms: []string{"zonnewijzer"}}, {Name: "Brewpoint", Competitor: true}}
//	l, err := listen.New(brands, []source.Source{feed.URL("https://example.com/alerts.xml")}, nil)
//	if err != nil {
//		log.Fatal(err) // every bad brand, source and option, joined
//	}
//	for event, err := range l.Events(ctx) {
//		if err != nil {
//			log.Print(err) // one source failed; the others go on
//			continue
//		}
//		switch e := event.(type) {
//		case *listen.Mention:
//			fmt.Println(e.Brand, e.Sentiment.Valence, e.Post.URL)
//		case *listen.Alert:
//			fmt.Println(e.Brand, e.Kind, e.State, e.Why)
//		}
//	}
//
// # Mentions
//
// A [Mention] is one post that speaks of one brand. It carries the places in
// the text that name the brand, each with the kind of writing that was
// recognised, and how the post speaks of this brand rather than in general.
// [Listener.Cues] shows the words behind the score, and Intent what the
// author wants. A post is counted once,
// however often a source repeats it; an edit or a deletion is told as a
// [Change] of the mention.
//
// # Windows and alerts
//
// Mentions are counted in windows of Options.Interval by the times of the
// posts, not by when they arrive. A window is judged once time has passed its
// end by Options.Lateness; mentions that come later are told, marked Late, and
// not counted. The first window, in which listening began, is cut off and
// never judged.
//
// Every brand has a baseline of its volume, of its tone and of its complaints,
// which know the hour and the weekday in Brand.Location. An [Alert] tells that
// a window left what is normal: too many mentions, too few or none at all, or a
// share of negative ones or of complaints that is out of line. Others tell of
// a word that rises while the volume is normal, of a negative post by somebody
// with unusual reach, and of a source that was lost. What has seen too little
// says nothing. An alert is told when it fires, again when it becomes much
// worse, and when it is resolved; [Damping] says how calm it is. Its [Why]
// holds the expected range, the likelihood, and which words, sources, authors
// and posts stand behind it, and its Due when somebody at work should look at
// it, by [Brand.Hours]. Who need not look at once reads a [Digest].
//
// A post that says what another one said is told, and counted as
// Options.Duplicates says.
//
// An interval in which a source could not be heard, because it failed or
// reported a gap, is missing rather than zero: an outage of a source is not
// taken for silence of the people.
//
// # Own posts, recordings and tests
//
// A service that has posts of its own passes them to [Listener.Feed] and lets
// time go by with [Listener.Advance]. Neither starts a goroutine or reads a
// clock, so the same posts give the same events, byte for byte in their JSON
// form.
//
// # Recordings
//
// Options.Record writes down everything that the results depend on. Replaying
// it with [Listener.Replay] gives the same events again; [Diff] replays it
// with two configurations and tells which mentions and alerts come and go, and
// why; [Backtest] compares the alerts of a replay with incidents that are
// known to have been. After a brand's terms were changed, [Listener.Reread]
// takes the recording through the new ones: what is normal for the brand is
// learned anew, and the mentions that come and go are told.
//
// [Listener.Coverage] tells for every source and window whether it was heard,
// and what became of its posts.
//
// # Metrics, charts and logs
//
// [Hooks] are functions that are called as the listener works: for each batch,
// match, drop, mention, alert and save, and for each [Window] that was judged,
// with what was expected there, from which a chart of what is normal is drawn.
// [Listener.Stats] and [Listener.Health] tell the same as data, and Options.Log
// takes what a keeper of the service has to know.
//
// # State
//
// State is bounded. The last 131,072 posts are remembered to tell repeats (10
// MiB), and the last 65,536 that made mentions to recognize other posts that
// say the same (at most 40 MiB). A brand takes about 150 KiB, most of it short
// excerpts that explain alerts, and up to half a MiB while alerts are up; a
// source 6 KiB while it is listened to, and up to 25 KiB with full books. None of it
// grows with history: the tests of the package measure it, and replay a year
// of ten million posts for a hundred brands within 110 MiB.
//
// It lives in memory unless Options.Store keeps it; package boltstore does so
// in one file. A store is written about once a second, all or nothing, and holds
// the cursors together with what was counted up to them: after a crash the
// last second is heard again and counted once. An alert that is told twice
// for that reason has the same ID and State.
//
// What an older version has saved opens, with what it did not know left out.
// What a newer one has saved in a form that this one cannot read is a
// [StateError] that names the entry.
//
// # Who should not read on
//
// To find names in text, score it or watch a series of numbers, use packages
// match, sentiment and baseline alone: each works without this one.
package listen

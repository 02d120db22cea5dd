// Package listentest tests what a service makes of posts: which mentions it
// hears of them, which alerts it raises, and why.
//
//	func TestRecallIsHeard(t *testing.T) {
//		heard := listentest.Feed(t, newListener(t), listentest.Posts(monday,
//			"the Fernhill jam has glass in it!",
//			"Frenhill recall, bring back your jars",
//		))
//		heard.Want(
//			listentest.Mention{Brand: "Fernhill", Tone: sentiment.Negative},
//			listentest.Mention{Brand: "Fernhill", Kind: match.Misspelled},
//		)
//		heard.WantNo(listentest.Alert{})
//	}
//
// # Posts
//
// [Posts] makes them of literals, a minute apart; [File] reads them, one a line,
// in the JSON form of source.Post; [Repeat] makes the weeks of quiet that a
// baseline needs before it can call anything odd.
//
// # Time
//
// [Feed] has no clock: the times of the posts are all the time there is, and at
// their end the last window is judged. To let more time go by, add a post that
// names nobody. [Listen] runs the sources of a listener under the fake clock of
// [testing/synctest], where a week of polling takes milliseconds.
//
// # What is wanted
//
// A [Mention] or [Alert] is a pattern: what it leaves zero is not asked for. When
// nothing fits, the test fails with the nearest thing that was heard, and with
// what is different about it.
//
// # Golden files
//
// [Heard.Golden] compares everything with a file, and writes the file anew where
// EARSHOT_UPDATE=1 is set, or a flag -update of the tests.
package listentest

// Package sourcetest is the conformance kit for sources: what every
// implementation of [source.Source] must do, tried one rule at a time.
//
//	func TestSource(t *testing.T) {
//		sourcetest.Run(t, sourcetest.Harness{
//			New: func() source.Source { return tickets.New(server.URL) },
//		})
//	}
//
// A failure says what was seen, and which rule it breaks.
//
// # What the harness offers, the kit tries
//
// With New alone, the kit resumes after every batch in a new instance, crashes
// before the cursor is saved, leaves the loop, cancels, reads twice at a time,
// hands in garbage for a cursor and looks at every post. Tell it what the
// network holds (Want), let it publish, edit and delete, and let it put faults
// into the network, and it finds what is lost then. See [Harness].
//
// # A double of a network
//
// [Serve] runs an http.Handler of yours on loopback that answers as the
// network does, best as captured from the real one. Through it the kit answers
// with rate limits in all forms, errors, web pages, bodies that are cut off or
// never end, and one page for ever.
//
// # Faulty doubles
//
// For tests of what reads sources: [Hang], [CutOff], [Repeat], [Reorder],
// [Shift] and [Fail] make a bad source of a good one, and [HTML] lets a
// [Network] answer with a page for people.
//
// # Without testing
//
// [Checks] returns the rules as functions that return errors, and [All] tries
// them at once, for a source that is checked at the start of a program.
//
// # Not for
//
// Whoever uses sources and writes none.
package sourcetest

// Package insight tells what mentions mean: whose brand is talked about, who
// matters, where, about what, who waits for an answer, and what moved.
//
// Everything is made of the mentions that a listener tells. Over a recording it
// takes one call:
//
//	report, err := insight.VoiceOf(mentions, nil)
//	if err != nil {
//		log.Fatal(err)
//	}
//	for _, b := range report.Brands {
//		s := b.Mentions.Share
//		fmt.Printf("%s: %.0f %% (%.0f to %.0f)\n", b.Brand, 100*s.Value, 100*s.Low, 100*s.High)
//	}
//
// Over a stream, the same noun takes mentions one by one and answers at any
// time, in bounded memory:
//
//	voice, err := insight.NewVoice(nil)
//	...
//	case *listen.Mention:
//		voice.Add(e)
//	...
//	report := voice.Report()
//
// # Whose voice, who, where, about what
//
// [Voice] is the share of voice, by mentions, authors, reach and engagement, with
// a stated rule for posts that name several brands and for copies; two periods
// are compared by [VoiceReport.Since], which tells a change from chance.
// [Benchmark] sets a brand beside others, and finds hours and topics at which it
// is silent.
//
// [People] keeps a profile of everybody who speaks. There is no score of how
// much somebody matters: the report ranks by one [Trait], finds those whom nobody
// beats in several at once, and tells influencers from strangers whose one post
// spreads. [Ties] notes who answers whom; package network, a module of its own,
// finds the central ones.
//
// [Channels] tells which source is worth listening to, and what it cannot see.
// [Topics] finds what rises against its own past and is not of the season.
// [Wishes] collects pain points, suggestions and questions by how many people
// have them, and [Moved] says whether a fix helped.
//
// # What to do
//
// [Triage] says what a mention wants, with the words that tell, what is better
// left alone, and what to answer first. [Router] sends it to a department and
// says why. [Conversations] follows who waits, in staffed [Hours], and does not
// forget those who still do when it says how long answers take.
//
// # Beside the business
//
// [Days] makes series of the mentions. [Associate] compares them with visits,
// sales or calls, [DaysWith] and [Interrupted] tell what marked days or a date
// went along with, [Outlook] what to expect of the next days and their holidays,
// which package calendar lists. All of them refuse series that are too short,
// and speak of association.
//
// # What every result carries
//
// A [Basis] says what was counted, what was left out and why, by which rule, and
// which configurations made the mentions. Estimates come as an [Interval]: a
// share that moves within it has not been shown to move. Posts stand as
// evidence. Everything serialises to JSON, and depends on the mentions and the
// options alone: no clock, no chance.
//
// # Bounds and errors of estimates
//
// Different authors are counted exactly up to 1,024 and to within 0.81 %
// (one standard error) beyond, by HyperLogLog; quantiles to within 1 %; of
// people and terms, the heaviest are kept, with a bound on what was missed. The
// functions whose names end in Of read a recording and estimate nothing.
//
// State is saved by AppendBinary, taken up by UnmarshalBinary, and added up
// across shards by Merge.
//
// # Who should not read on
//
// Whoever wants reach in the sense of people who saw a post: no network tells.
// Whoever wants causes: what moves together is told as moving together.
package insight

// Package report writes down what happened to brands in a period: one HTML
// file with its charts inside, which prints well, the same in Markdown, and as
// JSON.
//
//	collector, err := report.New(report.Week(time.Now(), "Europe/Amsterdam"))
//	...
//	l, err := listen.New(brands, sources, &listen.Options{Hooks: listen.Hooks{Judged: collector.Judged}})
//	for event, err := range l.Events(ctx) { // or l.Replay over a recording
//		...
//		collector.Add(event)
//	}
//	r, err := collector.Report(l.Coverage(from, to))
//	err = r.WriteHTML(file)
//
// # The period
//
// [Day], [Week] and [Incident] make the usual options; any From and To will
// do. What lies before From is kept for comparison only: the period before, and
// which words are usual.
//
// # What it holds
//
// A few sentences that say the most; every alert with its evidence; volume and
// tone beside what is normal; share of voice with its intervals; topics that
// rise; people; channels; who waits for an answer; and what was not heard. It
// says how everything was counted, since a figure without that is none.
//
// # Bounds
//
// A collector takes events for as long as it is kept, in bounded memory: see
// package [github.com/earshot-go/earshot/listen/insight]. Of alerts the newest
// 1,000 are kept, of windows two periods.
package report

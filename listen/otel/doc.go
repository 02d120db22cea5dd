// Package otel counts what a listener does in metrics of OpenTelemetry.
//
//	hooks, err := earshototel.Hooks(provider.Meter("earshot"))
//	if err != nil {
//		log.Fatal(err)
//	}
//	l, err := listen.New(brands, sources, &listen.Options{Hooks: hooks})
//
// Who has hooks of their own joins them with [listen.Hooks.And]. The package is
// a module of its own, so that who does not import it does not download
// OpenTelemetry; it needs the interfaces alone, and the service chooses what
// exports.
//
// # The metrics
//
//	earshot.posts.fetched{source}          posts that sources gave
//	earshot.source.failures{source}        failures of sources
//	earshot.posts.dropped{source,reason}   posts that made no mention, and why
//	earshot.mentions{brand,tone}           mentions: positive, neutral, negative, unknown
//	earshot.mention.age                    how old mentions were when they were heard, in s
//	earshot.window.mentions{brand}         mentions in the last window that was judged
//	earshot.window.expected{brand,bound}   what was normal there: mean, low, high
//	earshot.alerts{brand,kind,state}       alerts told, and held back
//	earshot.save.duration{failed}          how long writing the state took, in s
//
// An attribute has as many values as there are sources and brands, which the
// service decides; nothing that a post says becomes an attribute.
//
// # Who should not read on
//
// Package prometheus does the same for Prometheus. For a page to look at, there
// is package dashboard.
package otel

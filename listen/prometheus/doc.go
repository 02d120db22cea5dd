// Package prometheus counts what a listener does in metrics of Prometheus.
//
//	registry := prometheus.NewRegistry() // of client_golang
//	hooks, err := earshotprom.Hooks(registry)
//	if err != nil {
//		log.Fatal(err)
//	}
//	l, err := listen.New(brands, sources, &listen.Options{Hooks: hooks})
//
// Who has hooks of their own joins them with [listen.Hooks.And]. The package is
// a module of its own, so that who does not import it does not download
// Prometheus.
//
// # The metrics
//
//	earshot_posts_fetched_total{source}            posts that sources gave
//	earshot_source_failures_total{source}          failures of sources
//	earshot_posts_dropped_total{source,reason}     posts that made no mention, and why
//	earshot_mentions_total{brand,tone}             mentions: positive, neutral, negative, unknown
//	earshot_mention_age_seconds                    how old mentions were when they were heard
//	earshot_window_mentions{brand}                 mentions in the last window that was judged
//	earshot_window_expected{brand,bound}           what was normal there: mean, low, high
//	earshot_alerts_total{brand,kind,state}         alerts told, and held back
//	earshot_save_seconds                           how long writing the state took
//	earshot_save_failures_total                    how often it could not be written
//
// A label has as many values as there are sources and brands, which the service
// decides; nothing that a post says becomes a label.
//
// # Who should not read on
//
// Package otel does the same for OpenTelemetry. For a page to look at, there is
// package dashboard.
package prometheus

package prometheus

import (
	"errors"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/source"
)

type metrics struct {
	fetched, failures, dropped, mentions, alerts *prometheus.CounterVec
	windowMentions, windowExpected               *prometheus.GaugeVec
	age, save                                    prometheus.Histogram
	saveFailures                                 prometheus.Counter
}

// Hooks registers the metrics and returns the hooks that fill them. Its errors
// are those of the registry, joined: one registry serves one listener, and two
// listeners in a program are told apart by prometheus.WrapRegistererWith.
func Hooks(registry prometheus.Registerer) (listen.Hooks, error) {
	m := newMetrics()
	var errs []error
	for _, c := range []prometheus.Collector{m.fetched, m.failures, m.dropped, m.mentions, m.alerts, m.windowMentions, m.windowExpected, m.age, m.save, m.saveFailures} {
		errs = append(errs, registry.Register(c))
	}
	if err := errors.Join(errs...); err != nil {
		return listen.Hooks{}, err
	}
	return listen.Hooks{
		Fetched: func(f listen.Fetch) { m.fetched.WithLabelValues(f.Source).Add(float64(f.Posts)) },
		Failed:  func(err *listen.SourceError) { m.failures.WithLabelValues(err.Source).Inc() },
		Dropped: func(src string, _ *source.Post, why listen.Reason) { m.dropped.WithLabelValues(src, string(why)).Inc() },
		Scored:  m.scored,
		Judged:  m.judged,
		Alerted: m.alerted,
		Held:    m.alerted,
		Saved:   m.saved,
	}, nil
}

func newMetrics() *metrics {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "earshot", Name: name, Help: help}, labels)
	}
	gauge := func(name, help string, labels ...string) *prometheus.GaugeVec {
		return prometheus.NewGaugeVec(prometheus.GaugeOpts{Namespace: "earshot", Name: name, Help: help}, labels)
	}
	histogram := func(name, help string, least float64) prometheus.Histogram {
		return prometheus.NewHistogram(prometheus.HistogramOpts{Namespace: "earshot", Name: name, Help: help, Buckets: prometheus.ExponentialBuckets(least, 4, 10)})
	}
	return &metrics{
		fetched:        counter("posts_fetched_total", "Posts that sources gave.", "source"),
		failures:       counter("source_failures_total", "Failures of sources.", "source"),
		dropped:        counter("posts_dropped_total", "Posts that made no mention, and why.", "source", "reason"),
		mentions:       counter("mentions_total", "Mentions, by how they speak of the brand.", "brand", "tone"),
		alerts:         counter("alerts_total", "Alerts that were told or held back.", "brand", "kind", "state"),
		windowMentions: gauge("window_mentions", "Mentions in the last window that was judged.", "brand"),
		windowExpected: gauge("window_expected", "What was normal in the last window that was judged.", "brand", "bound"),
		age:            histogram("mention_age_seconds", "How old mentions were when they were heard.", 1),
		save:           histogram("save_seconds", "How long it took to write the state.", 0.001),
		saveFailures: prometheus.NewCounter(prometheus.CounterOpts{
			Namespace: "earshot", Name: "save_failures_total", Help: "How often the state could not be written.",
		}),
	}
}

func (m *metrics) scored(e *listen.Mention) {
	m.mentions.WithLabelValues(e.Brand, e.Sentiment.Label().String()).Inc()
	if e.Change == listen.Added && !e.Post.TimeEstimated {
		m.age.Observe(max(0, time.Since(e.Post.Time).Seconds()))
	}
}

func (m *metrics) judged(w *listen.Window) {
	m.windowMentions.WithLabelValues(w.Brand).Set(float64(w.Mentions))
	bounds := m.windowExpected.MustCurryWith(prometheus.Labels{"brand": w.Brand})
	if w.Volume == nil || !w.Volume.Ready { // unknown is not zero
		m.windowExpected.DeletePartialMatch(prometheus.Labels{"brand": w.Brand})
		return
	}
	bounds.WithLabelValues("mean").Set(w.Volume.Expected)
	bounds.WithLabelValues("low").Set(w.Volume.Low)
	bounds.WithLabelValues("high").Set(w.Volume.High)
}

func (m *metrics) alerted(a *listen.Alert) {
	m.alerts.WithLabelValues(a.Brand, string(a.Kind), string(a.State)).Inc()
}

func (m *metrics) saved(s listen.Save) {
	m.save.Observe(s.Took.Seconds())
	if s.Err != nil {
		m.saveFailures.Inc()
	}
}

package otel

import (
	"context"
	"errors"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/source"
)

type instruments struct {
	fetched, failures, dropped, mentions, alerts metric.Int64Counter
	windowMentions                               metric.Int64Gauge
	windowExpected                               metric.Float64Gauge
	age, save                                    metric.Float64Histogram
}

// Hooks makes the instruments and returns the hooks that fill them. Its errors
// are those of the meter, joined.
func Hooks(meter metric.Meter) (listen.Hooks, error) {
	in, err := newInstruments(meter)
	if err != nil {
		return listen.Hooks{}, err
	}
	return listen.Hooks{
		Fetched: func(f listen.Fetch) { add(in.fetched, int64(f.Posts), "source", f.Source) },
		Failed:  func(err *listen.SourceError) { add(in.failures, 1, "source", err.Source) },
		Dropped: func(src string, _ *source.Post, why listen.Reason) {
			add(in.dropped, 1, "source", src, "reason", string(why))
		},
		Scored:  in.scored,
		Judged:  in.judged,
		Alerted: in.alerted,
		Held:    in.alerted,
		Saved:   in.saved,
	}, nil
}

func newInstruments(meter metric.Meter) (in instruments, err error) {
	var errs []error
	counter := func(name, unit, help string) metric.Int64Counter {
		c, err := meter.Int64Counter(name, metric.WithUnit(unit), metric.WithDescription(help))
		errs = append(errs, err)
		return c
	}
	seconds := func(name, help string, bounds ...float64) metric.Float64Histogram {
		h, err := meter.Float64Histogram(name, metric.WithUnit("s"), metric.WithDescription(help), metric.WithExplicitBucketBoundaries(bounds...))
		errs = append(errs, err)
		return h
	}
	in = instruments{
		fetched:  counter("earshot.posts.fetched", "{post}", "Posts that sources gave."),
		failures: counter("earshot.source.failures", "{failure}", "Failures of sources."),
		dropped:  counter("earshot.posts.dropped", "{post}", "Posts that made no mention, and why."),
		mentions: counter("earshot.mentions", "{mention}", "Mentions, by how they speak of the brand."),
		alerts:   counter("earshot.alerts", "{alert}", "Alerts that were told or held back."),
		age:      seconds("earshot.mention.age", "How old mentions were when they were heard.", 1, 5, 15, 60, 300, 900, 3600, 4*3600, 24*3600),
		save:     seconds("earshot.save.duration", "How long it took to write the state.", .001, .005, .02, .1, .5, 2, 10),
	}
	in.windowMentions, err = meter.Int64Gauge("earshot.window.mentions", metric.WithUnit("{mention}"), metric.WithDescription("Mentions in the last window that was judged."))
	errs = append(errs, err)
	in.windowExpected, err = meter.Float64Gauge("earshot.window.expected", metric.WithUnit("{mention}"), metric.WithDescription("What was normal in the last window that was judged."))
	return in, errors.Join(append(errs, err)...)
}

// attributes makes a set of names and values.
func attributes(pairs ...string) metric.MeasurementOption {
	all := make([]attribute.KeyValue, 0, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		all = append(all, attribute.String(pairs[i], pairs[i+1]))
	}
	return metric.WithAttributeSet(attribute.NewSet(all...))
}

func add(c metric.Int64Counter, n int64, pairs ...string) {
	c.Add(context.Background(), n, attributes(pairs...))
}

func (in *instruments) scored(m *listen.Mention) {
	add(in.mentions, 1, "brand", m.Brand, "tone", m.Sentiment.Label().String())
	if m.Change == listen.Added && !m.Post.TimeEstimated {
		in.age.Record(context.Background(), max(0, time.Since(m.Post.Time).Seconds()))
	}
}

func (in *instruments) judged(w *listen.Window) {
	in.windowMentions.Record(context.Background(), int64(w.Mentions), attributes("brand", w.Brand))
	if w.Volume == nil || !w.Volume.Ready { // unknown is not zero
		return
	}
	for bound, v := range map[string]float64{"mean": w.Volume.Expected, "low": w.Volume.Low, "high": w.Volume.High} {
		in.windowExpected.Record(context.Background(), v, attributes("brand", w.Brand, "bound", bound))
	}
}

func (in *instruments) alerted(a *listen.Alert) {
	add(in.alerts, 1, "brand", a.Brand, "kind", string(a.Kind), "state", string(a.State))
}

func (in *instruments) saved(s listen.Save) {
	failed := attribute.Bool("failed", s.Err != nil)
	in.save.Record(context.Background(), s.Took.Seconds(), metric.WithAttributes(failed))
}

package otel_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/metric/noop"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	"github.com/earshot-go/earshot/listen"
	earshototel "github.com/earshot-go/earshot/listen/otel"
	"github.com/earshot-go/earshot/listen/storetest"
	"github.com/earshot-go/earshot/source"
)

// fortnight yields five posts an hour for two weeks, one of which says nothing
// of the brand, and then fails.
func fortnight(context.Context, source.Cursor) iter.Seq2[source.Batch, error] {
	return func(yield func(source.Batch, error) bool) {
		start := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
		var b source.Batch
		for i := range 14 * 24 * 5 {
			text := "I love Brewpoint"
			if i%5 == 0 {
				text = "nothing here"
			}
			b.Posts = append(b.Posts, source.Post{ID: fmt.Sprint(i), Text: text, Time: start.Add(time.Duration(i) * 12 * time.Minute)})
		}
		_ = yield(b, nil) && yield(source.Batch{}, errors.New("connection refused"))
	}
}

// sums collects every metric, summed over its attributes; of a histogram, the
// count.
func sums(t *testing.T, r metric.Reader) map[string]float64 {
	t.Helper()
	var all metricdata.ResourceMetrics
	require.NoError(t, r.Collect(t.Context(), &all))
	out := map[string]float64{}
	for _, scope := range all.ScopeMetrics {
		for _, m := range scope.Metrics {
			assert.NotEmpty(t, m.Description, m.Name)
			switch d := m.Data.(type) {
			case metricdata.Sum[int64]:
				for _, p := range d.DataPoints {
					out[m.Name] += float64(p.Value)
				}
			case metricdata.Gauge[int64]:
				for _, p := range d.DataPoints {
					out[m.Name] += float64(p.Value)
				}
			case metricdata.Gauge[float64]:
				out[m.Name] = float64(len(d.DataPoints))
			case metricdata.Histogram[float64]:
				for _, p := range d.DataPoints {
					out[m.Name] += float64(p.Count)
				}
			}
		}
	}
	return out
}

func TestMetricsCountWhatHappens(t *testing.T) {
	t.Parallel()
	reader := metric.NewManualReader()
	hooks, err := earshototel.Hooks(metric.NewMeterProvider(metric.WithReader(reader)).Meter("earshot"))
	require.NoError(t, err)
	l, err := listen.New([]listen.Brand{{Name: "Brewpoint"}}, []source.Source{source.Func("s", fortnight)},
		&listen.Options{Once: true, Hooks: hooks, Store: new(storetest.Memory)})
	require.NoError(t, err)
	for range l.Events(t.Context()) {
	}
	hooks.Alerted(&listen.Alert{Brand: "Acme", Kind: listen.VolumeSpike, State: listen.Firing})
	hooks.Held(&listen.Alert{Brand: "Acme", Kind: listen.VolumeSpike, State: listen.Held})
	got := sums(t, reader)
	for name, want := range map[string]float64{
		"earshot.posts.fetched": 1680, "earshot.source.failures": 1, "earshot.posts.dropped": 336,
		"earshot.mentions": 1344, "earshot.mention.age": 1344, "earshot.window.mentions": 4, "earshot.window.expected": 3,
		"earshot.alerts": 2,
	} {
		assert.InDelta(t, want, got[name], 1e-9, name)
	}
	assert.Positive(t, got["earshot.save.duration"])
}

func TestAServiceWithoutExporterWorks(t *testing.T) {
	t.Parallel()
	hooks, err := earshototel.Hooks(noop.NewMeterProvider().Meter("earshot"))
	require.NoError(t, err)
	assert.NotPanics(t, func() {
		hooks.Judged(&listen.Window{Brand: "Acme"})
		hooks.Saved(listen.Save{Err: errors.New("full")})
	})
}

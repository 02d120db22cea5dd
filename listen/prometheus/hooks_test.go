package prometheus_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	earshotprom "github.com/earshot-go/earshot/listen/prometheus"
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

func TestMetricsCountWhatHappens(t *testing.T) {
	t.Parallel()
	registry := prometheus.NewPedanticRegistry()
	hooks, err := earshotprom.Hooks(registry)
	require.NoError(t, err)
	l, err := listen.New([]listen.Brand{{Name: "Brewpoint"}}, []source.Source{source.Func("s", fortnight)},
		&listen.Options{Once: true, Hooks: hooks, Store: new(storetest.Memory)})
	require.NoError(t, err)
	for range l.Events(t.Context()) {
	}
	for name, want := range map[string]float64{
		"earshot_posts_fetched_total": 1680, "earshot_source_failures_total": 1, "earshot_posts_dropped_total": 336,
		"earshot_mentions_total": 1344, "earshot_window_mentions": 4,
	} {
		assert.InDelta(t, want, value(t, registry, name), 1e-9, name)
	}
	assert.Positive(t, value(t, registry, "earshot_save_seconds"))
	count, err := testutil.GatherAndCount(registry, "earshot_window_expected")
	require.NoError(t, err)
	assert.Equal(t, 3, count, "mean, low, high")
	problems, err := testutil.GatherAndLint(registry)
	require.NoError(t, err)
	assert.Empty(t, problems)
}

// value sums a metric over its labels; of a histogram, it is the count.
func value(t *testing.T, g prometheus.Gatherer, name string) (sum float64) {
	t.Helper()
	families, err := g.Gather()
	require.NoError(t, err)
	for _, f := range families {
		if f.GetName() != name {
			continue
		}
		for _, m := range f.GetMetric() {
			sum += m.GetCounter().GetValue() + m.GetGauge().GetValue() + float64(m.GetHistogram().GetSampleCount())
		}
	}
	return sum
}

func TestOneRegistryServesOneListener(t *testing.T) {
	t.Parallel()
	registry := prometheus.NewRegistry()
	_, err := earshotprom.Hooks(registry)
	require.NoError(t, err)
	_, err = earshotprom.Hooks(registry)
	var twice prometheus.AlreadyRegisteredError
	assert.ErrorAs(t, err, &twice)
	_, err = earshotprom.Hooks(prometheus.WrapRegistererWith(prometheus.Labels{"listener": "two"}, prometheus.NewRegistry()))
	assert.NoError(t, err)
}

func TestHeldAlertsAndFailedSavesAreCounted(t *testing.T) {
	t.Parallel()
	registry := prometheus.NewRegistry()
	hooks, err := earshotprom.Hooks(registry)
	require.NoError(t, err)
	hooks.Alerted(&listen.Alert{Brand: "Acme", Kind: listen.VolumeSpike, State: listen.Firing})
	hooks.Held(&listen.Alert{Brand: "Acme", Kind: listen.VolumeSpike, State: listen.Held})
	hooks.Saved(listen.Save{Err: errors.New("full")})
	assert.InDelta(t, 2, value(t, registry, "earshot_alerts_total"), 0)
	assert.InDelta(t, 1, value(t, registry, "earshot_save_failures_total"), 0)

	hooks.Judged(&listen.Window{Brand: "Acme", Volume: &listen.Level{Ready: true, Expected: 4}})
	hooks.Judged(&listen.Window{Brand: "Acme"})
	count, err := testutil.GatherAndCount(registry, "earshot_window_expected")
	require.NoError(t, err)
	assert.Zero(t, count, "what is unknown is not shown")
}

package otel_test

import (
	"context"
	"fmt"
	"log"
	"time"

	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	"github.com/earshot-go/earshot/listen"
	earshototel "github.com/earshot-go/earshot/listen/otel"
	"github.com/earshot-go/earshot/source"
)

func ExampleHooks() {
	reader := metric.NewManualReader() // in a service, one that exports
	hooks, err := earshototel.Hooks(metric.NewMeterProvider(metric.WithReader(reader)).Meter("earshot"))
	if err != nil {
		log.Fatal(err)
	}
	l, err := listen.New([]listen.Brand{{Name: "Brewpoint"}}, nil, &listen.Options{Hooks: hooks})
	if err != nil {
		log.Fatal(err)
	}
	post := source.Post{ID: "1", Text: "I love Brewpoint", Time: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	for range l.Feed(context.Background(), "tickets", post) {
	}
	var all metricdata.ResourceMetrics
	if err := reader.Collect(context.Background(), &all); err != nil {
		log.Fatal(err)
	}
	for _, m := range all.ScopeMetrics[0].Metrics {
		if sum, ok := m.Data.(metricdata.Sum[int64]); ok {
			fmt.Println(m.Name, sum.DataPoints[0].Value)
		}
	}
	// Output:
	// earshot.mentions 1
}

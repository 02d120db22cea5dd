package prometheus_test

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/earshot-go/earshot/listen"
	earshotprom "github.com/earshot-go/earshot/listen/prometheus"
	"github.com/earshot-go/earshot/source"
)

func ExampleHooks() {
	registry := prometheus.NewRegistry() // serve it with promhttp.HandlerFor
	hooks, err := earshotprom.Hooks(registry)
	if err != nil {
		log.Fatal(err)
	}
	l, err := listen.New([]listen.Brand{{Name: "Brewpoint"}}, nil, &listen.Options{Hooks: hooks})
	if err != nil {
		log.Fatal(err)
	}
	for i, text := range []string{"I love Brewpoint", "Brewpoint is terrible", "Brewpoint is wonderful", "lovely weather"} {
		post := source.Post{ID: fmt.Sprint(i), Text: text, Time: time.Date(2026, 3, 2, 9, i, 0, 0, time.UTC)}
		for range l.Feed(context.Background(), "tickets", post) {
		}
	}
	families, err := registry.Gather()
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range families {
		for _, m := range f.GetMetric() {
			if f.GetName() == "earshot_mentions_total" {
				fmt.Println(m.GetLabel()[0].GetValue(), m.GetLabel()[1].GetValue(), m.GetCounter().GetValue())
			}
		}
	}
	// Output:
	// Brewpoint negative 1
	// Brewpoint positive 2
}

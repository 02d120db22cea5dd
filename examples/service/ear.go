package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	prom "github.com/prometheus/client_golang/prometheus"

	"github.com/earshot-go/earshot/examples/internal/recording"
	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/boltstore"
	"github.com/earshot-go/earshot/listen/dashboard"
	"github.com/earshot-go/earshot/listen/prometheus"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/feed"
)

// An ear is all that the service has of earshot.
type ear struct {
	listener *listen.Listener
	board    *dashboard.Board
	metrics  *prom.Registry
	store    *boltstore.Store // nil keeps nothing
	feedback *box
	log      *slog.Logger
}

func newEar(c config, logger *slog.Logger) (*ear, error) {
	e := &ear{metrics: prom.NewRegistry(), feedback: newBox(time.Now()), log: logger}
	hooks, err := prometheus.Hooks(e.metrics)
	if err != nil {
		return nil, err
	}
	options := &listen.Options{Log: logger, Hooks: hooks.And(listen.Hooks{Judged: func(w *listen.Window) { e.board.Judge(w) }})}
	if c.state != "" {
		if e.store, err = boltstore.Open(c.state); err != nil {
			return nil, err
		}
		options.Store = e.store
	}
	sources := append(recentSources(time.Now()), source.Func("feedback", e.feedback.read))
	for _, address := range c.feeds {
		sources = append(sources, feed.URL(address))
	}
	if e.listener, err = listen.New(recording.Brands(), sources, options); err != nil {
		return nil, errors.Join(err, e.close())
	}
	e.board = dashboard.New(e.listener, &dashboard.Options{Title: "Telmira"})
	return e, nil
}

// listen runs until ctx is done, and returns how many events there were.
func (e *ear) listen(ctx context.Context) (events int) {
	for event, err := range e.board.Follow(e.listener.Events(ctx)) {
		if err != nil {
			e.log.Warn("listening", "err", err)
			continue
		}
		events++
		if alert, ok := event.(*listen.Alert); ok {
			e.log.Info("alert", "what", alert.String()) // here one would be woken
		}
	}
	return events
}

func (e *ear) close() error {
	if e.store == nil {
		return nil
	}
	return e.store.Close()
}

// join is errors.Join that keeps one error as it is.
func join(first, second error) error {
	if second == nil {
		return first
	}
	return errors.Join(first, second)
}

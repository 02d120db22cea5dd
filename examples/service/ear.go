package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
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
	log      *slog.Logger
	posts    atomic.Int64 // names what customers wrote
}

func newEar(c config, logger *slog.Logger) (*ear, error) {
	e := &ear{metrics: prom.NewRegistry(), log: logger}
	e.posts.Store(time.Now().UnixNano())
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
	sources := recentSources(time.Now())
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

// hear takes what a customer wrote.
func (e *ear) hear(ctx context.Context, name, text string) error {
	post := source.Post{
		ID: fmt.Sprint(e.posts.Add(1)), Time: time.Now().UTC(), Text: text, Kind: source.KindPost,
		Author: source.Author{Name: name},
	}
	var errs []error
	for _, err := range e.board.Follow(e.listener.Feed(ctx, "feedback", post)) {
		errs = append(errs, err)
	}
	return errors.Join(errs...)
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

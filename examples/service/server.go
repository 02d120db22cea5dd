package main

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/earshot-go/earshot/listen"
)

// newServer has the service's own pages, and those that the ear adds.
func newServer(e *ear) *http.Server {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(home)) })
	mux.Handle("POST /feedback", feedback(e))

	mux.Handle("/listen/", e.board)
	mux.Handle("GET /metrics", promhttp.HandlerFor(e.metrics, promhttp.HandlerOpts{}))
	mux.Handle("GET /healthz", health(e.listener))

	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	server.RegisterOnShutdown(e.board.Close) // or Shutdown would wait for those who watch
	return server
}

const home = "Telmira. Tell us what you think: POST /feedback with text and, if you like, name.\n"

const (
	mostFeedback = 16 << 10         // bytes that a customer may send
	patience     = 10 * time.Second // for what was sent to be safe
)

func feedback(e *ear) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, mostFeedback)
		text := strings.TrimSpace(r.PostFormValue("text"))
		if text == "" {
			http.Error(w, "text is missing", http.StatusBadRequest)
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), patience)
		defer cancel()
		if err := e.feedback.put(ctx, r.PostFormValue("name"), text); err != nil {
			e.log.Warn("feedback", "err", err)
			http.Error(w, "this could not be taken, please try again", http.StatusServiceUnavailable)
			return
		}
		w.WriteHeader(http.StatusAccepted)
	}
}

// health answers with every source, and with 503 when none can be heard: one
// that fails is no reason to restart the service.
func health(l *listen.Listener) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		sources := l.Health()
		failing := 0
		for _, s := range sources {
			if !s.Failing.IsZero() {
				failing++
			}
		}
		w.Header().Set("Content-Type", "application/json")
		if failing > 0 && failing == len(sources) {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		_ = json.NewEncoder(w).Encode(sources) // the asker may be gone
	}
}

func shutDown(server *http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	return server.Shutdown(ctx)
}

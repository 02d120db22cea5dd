package main

import (
	"context"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/feed"
	"github.com/earshot-go/earshot/source/web"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// RoundTrip lets a village be asked without a network, so that a day passes in
// a second.
func (v *village) RoundTrip(r *http.Request) (resp *http.Response, err error) {
	defer func() {
		if recover() != nil {
			err = io.ErrUnexpectedEOF
		}
	}()
	if r.Host == "" {
		r.Host = r.URL.Host
	}
	w := httptest.NewRecorder()
	v.ServeHTTP(w, r)
	resp = w.Result()
	resp.Request = r
	if promised, err := strconv.Atoi(resp.Header.Get("Content-Length")); err == nil && promised > w.Body.Len() {
		resp.Body = io.NopCloser(io.MultiReader(w.Body, broken{}))
	}
	return resp, nil
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// trickle is a stream of a post each second.
func trickle() source.Source {
	return source.Func("trickle", func(ctx context.Context, _ source.Cursor) iter.Seq2[source.Batch, error] {
		return func(yield func(source.Batch, error) bool) {
			for n := 0; ctx.Err() == nil; n++ {
				p := source.Post{ID: fmt.Sprint(n), Text: "all quiet at the station", Time: time.Now().UTC()}
				if n%100 == 0 {
					p.Text = "what a day for Brewpoint"
				}
				if !yield(source.Batch{Posts: []source.Post{p}, Cursor: source.Cursor(p.ID)}, nil) {
					return
				}
				select {
				case <-time.After(time.Second):
				case <-ctx.Done():
				}
			}
		}
	})
}

// A hundred feeds of all manners, on few hosts, are followed for hours.
func TestNoHostIsAskedMoreOftenThanItsMannersAllow(t *testing.T) {
	feeds, hours := 100, 4
	if testing.Short() {
		feeds, hours = 40, 2
	}
	synctest.Test(t, func(t *testing.T) {
		v := newVillage(feeds)
		sources := []source.Source{trickle()}
		for n := range v.feeds {
			address := fmt.Sprintf("http://host%d.example/feed/%d", n%(feeds*2/5), n)
			sources = append(sources, feed.URL(address, web.Transport(v)))
		}
		l, err := listen.New(brands, sources, nil)
		require.NoError(t, err)
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(hours)*time.Hour)
		defer cancel()
		begun := time.Now()
		mentions, early, late := 0, 0, 0
		for event, err := range l.Events(ctx) {
			if _, ok := event.(*listen.Mention); err == nil && ok {
				mentions++
			}
			if running := runtime.NumGoroutine(); time.Since(begun) < time.Hour {
				early = max(early, running)
			} else {
				late = max(late, running)
			}
		}
		asked, rude, lines := v.report()
		assert.Zero(t, rude, lines)
		assert.Greater(t, asked, feeds*hours, "they are asked all the same")
		assert.Greater(t, mentions, 36*hours)
		assert.LessOrEqual(t, late, early+5, "goroutines")
	})
}

// The village itself notices who is rude.
func TestRudenessIsSeen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ask := func(v *village, n int) {
			r := httptest.NewRequest(http.MethodGet, fmt.Sprint("http://x.example/feed/", n), nil)
			if resp, err := v.RoundTrip(r); err == nil {
				resp.Body.Close()
			}
		}
		early := newVillage(100)
		ask(early, 1)
		time.Sleep(4 * time.Minute)
		ask(early, 1)
		fast := newVillage(100)
		for n := range 25 {
			ask(fast, 1+100*n)
		}
		deaf := newVillage(100)
		for range 4 {
			ask(deaf, 12)
		}
		for name, v := range map[string]*village{"early": early, "fast": fast, "deaf": deaf} {
			_, broken, lines := v.report()
			assert.NotZero(t, broken, name)
			assert.NotEmpty(t, lines, name)
		}
	})
}

package fetch_test

import (
	"io"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/internal/manners"
	"github.com/earshot-go/earshot/source"
)

func TestAHostIsAskedOneThingAtATime(t *testing.T) {
	var asking, most atomic.Int64
	address := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		most.Store(max(most.Load(), asking.Add(1)))
		time.Sleep(time.Millisecond)
		asking.Add(-1)
		io.WriteString(w, "x")
	})
	ctx := manners.With(t.Context(), manners.New(true))
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() {
			client := fetch.New(private)
			defer client.Close()
			_, err := client.Do(ctx, fetch.Request{URL: address})
			assert.NoError(t, err)
		})
	}
	group.Wait()
	assert.Equal(t, int64(1), most.Load())
}

func TestALimitCountsForAllWhoWait(t *testing.T) {
	for name, ask := range map[string]func(*fetch.Client, *manners.Gate, string) error{
		"answer": func(c *fetch.Client, g *manners.Gate, address string) error {
			_, err := c.Do(manners.With(t.Context(), g), fetch.Request{URL: address})
			return err
		},
		"stream": func(c *fetch.Client, g *manners.Gate, address string) error {
			resp, err := c.Stream(manners.With(t.Context(), g), fetch.Request{URL: address})
			if err == nil {
				resp.Body.Close()
			}
			return err
		},
		"held": func(c *fetch.Client, g *manners.Gate, address string) error {
			held, leave, err := fetch.Hold(manners.With(t.Context(), g), address, 0)
			if err != nil {
				return err
			}
			defer leave()
			_, err = c.Do(held, fetch.Request{URL: address})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			asked := 0
			address := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				asked++
				w.Header().Set("Retry-After", "90")
				w.WriteHeader(http.StatusTooManyRequests)
			})
			gate := manners.New(false)
			client := fetch.New(private)
			defer client.Close()
			keep := serveElsewhere(t)
			require.NoError(t, ask(client, gate, keep))
			require.NoError(t, ask(client, gate, address), "the status is for the source to judge")
			err := ask(client, gate, address+"?token=sesame-open")
			var limit *source.RateLimitError
			require.ErrorAs(t, err, &limit)
			assert.InDelta(t, 90, time.Until(limit.Until).Seconds(), 5)
			u, _ := url.Parse(address)
			assert.Equal(t, u.Hostname(), limit.Scope)
			assert.NotContains(t, err.Error(), "sesame")
			assert.Equal(t, 1, asked)
			assert.NoError(t, ask(client, gate, keep), "other hosts are asked")
		})
	}
}

func TestALimitThatDoesNotSayIsAMinute(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) })
	ctx := manners.With(t.Context(), manners.New(false))
	client := fetch.New(private)
	defer client.Close()
	_, err := client.Do(ctx, fetch.Request{URL: address})
	require.NoError(t, err)
	_, err = client.Do(ctx, fetch.Request{URL: address})
	var limit *source.RateLimitError
	require.ErrorAs(t, err, &limit)
	assert.InDelta(t, 60, time.Until(limit.Until).Seconds(), 5)
}

// serveElsewhere is another host on this machine.
func serveElsewhere(t *testing.T) string {
	return serve(t, func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "x") })
}

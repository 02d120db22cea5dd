package listen_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/storetest"
	"github.com/earshot-go/earshot/source"
	rss "github.com/earshot-go/earshot/source/feed"
	"github.com/earshot-go/earshot/source/web"
)

// paper is a feed that asks to be read each three hours, or limits.
type paper struct {
	limited bool
	asked   []time.Time
	tags    []string
}

func (p *paper) RoundTrip(r *http.Request) (*http.Response, error) {
	p.asked = append(p.asked, time.Now())
	p.tags = append(p.tags, r.Header.Get("If-None-Match"))
	resp := &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Etag": {`"7"`}}, Request: r}
	body := `<rss><channel><ttl>180</ttl><item><title>Acme</title><guid>1</guid></item></channel></rss>`
	if p.limited {
		resp.StatusCode, body = http.StatusTooManyRequests, ""
		resp.Header.Set("Retry-After", fmt.Sprint(3*3600))
	}
	resp.Body = io.NopCloser(strings.NewReader(body))
	return resp, nil
}

// Whoever restarts their program all the time is as polite as who does not.
func TestMannersSurviveARestart(t *testing.T) {
	for name, p := range map[string]*paper{"pace": {}, "limit": {limited: true}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				store := new(storetest.Memory)
				for range 24 {
					news := rss.URL("https://paper.example/feed", web.Transport(p))
					l, err := listen.New([]listen.Brand{{Name: "Acme"}}, []source.Source{news}, &listen.Options{Store: store})
					require.NoError(t, err)
					ctx, cancel := context.WithTimeout(t.Context(), 15*time.Minute)
					for range l.Events(ctx) {
					}
					cancel()
				}
				assert.LessOrEqual(t, len(p.asked), 3, "in six hours")
				assert.GreaterOrEqual(t, len(p.asked), 2)
				for i := range p.asked[1:] {
					assert.Greater(t, p.asked[i+1].Sub(p.asked[i]), 160*time.Minute)
				}
				if !p.limited {
					assert.Equal(t, `"7"`, p.tags[1], "the validator survives, too")
				}
			})
		})
	}
}

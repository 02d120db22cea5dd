package mastodon_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/mastodon"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

// TestLive runs the kit against a real server, whose address EARSHOT_MASTODON
// gives, and lets the owner of EARSHOT_MASTODON_TOKEN (EARSHOT_MASTODON_ACCOUNT)
// post, edit and delete there. Make it a server of your own:
// .ci/servers/gotosocial starts one.
func TestLive(t *testing.T) {
	address := os.Getenv("EARSHOT_MASTODON")
	if address == "" {
		t.Skip("EARSHOT_MASTODON names no server")
	}
	server, err := url.Parse(address)
	require.NoError(t, err)
	network := sourcetest.Serve(httputil.NewSingleHostReverseProxy(server)) // through which faults come in
	defer network.Close()
	ann := &person{t: t, address: address, token: os.Getenv("EARSHOT_MASTODON_TOKEN")}
	opts := []web.Option{web.Base(network.URL), web.AllowPrivate(), web.Token(ann.token)}
	ann.sweep()
	streams := ann.streams()
	for name, open := range map[string]func(tag string) *mastodon.Source{
		"tag":    func(tag string) *mastodon.Source { return mastodon.Tag("", tag, opts...) },
		"public": func(string) *mastodon.Source { return mastodon.Public("", opts...) },
		"account": func(string) *mastodon.Source {
			return mastodon.Account("", os.Getenv("EARSHOT_MASTODON_ACCOUNT"), opts...)
		},
		"tag, streamed":    func(tag string) *mastodon.Source { return mastodon.Tag("", tag, opts...).Stream() },
		"public, streamed": func(string) *mastodon.Source { return mastodon.Public("", opts...).Stream() },
	} {
		t.Run(name, func(t *testing.T) {
			ann.t = t
			defer ann.removeAll() // so that nothing is taken for the next list's
			tag := "kit" + strings.Map(letters, name)
			h := sourcetest.Harness{
				New: func() source.Source { return open(tag) }, Want: ann.publish(tag, 9), Publish: func() []string { return ann.publish(tag, 2) },
				Stream: strings.Contains(name, "streamed"), Secrets: []string{ann.token}, Network: network,
			}
			h.Edit = func() string { return ann.edit(h.Want[7]) }
			tryAll(t, h, !h.Stream || streams)
			// Apart, as what is deleted is no longer held.
			h.Delete = func() string { return ann.remove(h.Want[8]) }
			try(t, h, "delete")
		})
	}
}

// tryAll tries the kit. A server that sends no posts on its streams leaves it
// to the next poll to find what is published meanwhile, after minutes.
func tryAll(t *testing.T, h sourcetest.Harness, streams bool) {
	for _, check := range sourcetest.Checks() {
		if check.Applies(h) && (streams || check.Name != "publish while reading") {
			try(t, h, check.Name)
		}
	}
}

func try(t *testing.T, h sourcetest.Harness, name string) {
	for _, check := range sourcetest.Checks() {
		if check.Name == name {
			t.Run(name, func(t *testing.T) { assert.NoError(t, check.Try(t.Context(), h), check.Rule) })
			return
		}
	}
	t.Errorf("the kit has no check %q", name)
}

func letters(r rune) rune {
	if r >= 'a' && r <= 'z' {
		return r
	}
	return -1
}

// person is somebody on a real server.
type person struct {
	t       *testing.T
	address string
	token   string
	posts   []string
}

func (p *person) ask(method, path string, form url.Values) (id string) {
	r, err := http.NewRequest(method, p.address+path, strings.NewReader(form.Encode()))
	require.NoError(p.t, err)
	r.Close = true // so that no connection looks like a leak of the source's
	r.Header.Set("Authorization", "Bearer "+p.token)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := http.DefaultClient.Do(r)
	require.NoError(p.t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	require.NoError(p.t, err)
	var status struct {
		ID string `json:"id"`
	}
	if resp.StatusCode == http.StatusOK {
		require.NoError(p.t, json.Unmarshal(body, &status))
	}
	return status.ID
}

func (p *person) publish(tag string, n int) (ids []string) {
	for i := range n {
		id := p.ask(http.MethodPost, "/api/v1/statuses", url.Values{
			"status": {fmt.Sprintf("Acme kettle %d is <fine> #%s", i, tag)}, "visibility": {"public"}, "language": {"en"},
		})
		require.NotEmpty(p.t, id)
		ids = append(ids, id)
	}
	p.posts = append(p.posts, ids...)
	return ids
}

// streams reports whether the server sends what is posted on a public stream.
func (p *person) streams() bool {
	ctx, cancel := context.WithTimeout(p.t.Context(), 3*time.Second)
	defer cancel()
	ws, _, err := websocket.Dial(ctx, p.address+"/api/v1/streaming?stream=public", &websocket.DialOptions{
		HTTPHeader: http.Header{"Authorization": {"Bearer " + p.token}},
	})
	require.NoError(p.t, err)
	defer ws.CloseNow()
	p.publish("kit", 1)
	defer p.removeAll()
	_, message, err := ws.Read(ctx)
	return err == nil && strings.Contains(string(message), `"update"`)
}

func (p *person) edit(id string) string {
	return p.ask(http.MethodPut, "/api/v1/statuses/"+id, url.Values{"status": {"an edited kettle"}, "language": {"en"}})
}

// remove returns when the server has done it, which it does a moment later.
func (p *person) remove(id string) string {
	p.ask(http.MethodDelete, "/api/v1/statuses/"+id, nil)
	require.Eventually(p.t, func() bool { return p.ask(http.MethodGet, "/api/v1/statuses/"+id, nil) == "" }, 5*time.Second, 50*time.Millisecond)
	return id
}

// sweep removes what an earlier run has left.
func (p *person) sweep() {
	for {
		r, err := http.NewRequest(http.MethodGet, p.address+"/api/v1/timelines/public?local=true&limit=40", nil)
		require.NoError(p.t, err)
		r.Close = true
		r.Header.Set("Authorization", "Bearer "+p.token)
		resp, err := http.DefaultClient.Do(r)
		require.NoError(p.t, err)
		var left []struct {
			ID string `json:"id"`
		}
		err = json.NewDecoder(resp.Body).Decode(&left)
		resp.Body.Close()
		require.NoError(p.t, err)
		if len(left) == 0 {
			return
		}
		for _, status := range left {
			p.remove(status.ID)
		}
	}
}

func (p *person) removeAll() {
	for _, id := range p.posts {
		p.ask(http.MethodDelete, "/api/v1/statuses/"+id, nil)
	}
	p.posts = nil
}

package bluesky_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/bluesky"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

// TestLive runs the kit against a real Jetstream, whose address
// EARSHOT_JETSTREAM gives, and lets a new account of a real data server behind
// it, EARSHOT_PDS, post, edit and delete. .ci/servers/bluesky starts both.
func TestLive(t *testing.T) {
	address := os.Getenv("EARSHOT_JETSTREAM")
	if address == "" {
		t.Skip("EARSHOT_JETSTREAM names no server")
	}
	server, err := url.Parse(address)
	require.NoError(t, err)
	network := sourcetest.Serve(httputil.NewSingleHostReverseProxy(server)) // through which faults come in
	defer network.Close()
	ann := join(t)
	want := ann.publish(30)
	time.Sleep(time.Second) // until Jetstream has heard of them
	sourcetest.Run(t, sourcetest.Harness{
		New:     func() source.Source { return bluesky.Jetstream(web.Base(network.URL), web.AllowPrivate()) },
		Stream:  true,
		From:    source.Cursor(fmt.Sprintf(`{"kind":"bluesky/1","at":{"time":%d}}`, ann.since.UnixMicro())),
		Want:    want,
		Publish: func() []string { return ann.publish(3) },
		Edit:    func() string { return ann.write("putRecord", want[4], "edited") },
		Delete:  func() string { return ann.write("deleteRecord", want[5], "") },
		Network: network,
	})
}

// account is one of a real data server.
type account struct {
	t     *testing.T
	since time.Time
	did   string
	token string
}

func join(t *testing.T) *account {
	a := &account{t: t, since: time.Now()}
	name := fmt.Sprint("kit", a.since.UnixMilli())
	answer := a.ask("com.atproto.server.createAccount", map[string]any{
		"handle": name + ".test", "email": name + "@example.test", "password": "of-the-" + name,
	})
	a.did, a.token = answer["did"].(string), answer["accessJwt"].(string)
	return a
}

func (a *account) ask(method string, body map[string]any) (answer map[string]any) {
	raw, err := json.Marshal(body)
	require.NoError(a.t, err)
	r, err := http.NewRequest(http.MethodPost, os.Getenv("EARSHOT_PDS")+"/xrpc/"+method, bytes.NewReader(raw))
	require.NoError(a.t, err)
	r.Close = true // so that no connection looks like a leak of the source's
	r.Header.Set("Content-Type", "application/json")
	if a.token != "" {
		r.Header.Set("Authorization", "Bearer "+a.token)
	}
	resp, err := http.DefaultClient.Do(r)
	require.NoError(a.t, err)
	defer resp.Body.Close()
	require.Equal(a.t, http.StatusOK, resp.StatusCode, method)
	require.NoError(a.t, json.NewDecoder(resp.Body).Decode(&answer))
	return answer
}

const posts = "app.bsky.feed.post"

func record(text string) map[string]any {
	return map[string]any{"$type": posts, "text": text, "langs": []string{"en"}, "createdAt": time.Now().UTC().Format(time.RFC3339Nano)}
}

func (a *account) publish(n int) (ids []string) {
	for i := range n {
		answer := a.ask("com.atproto.repo.createRecord", map[string]any{"repo": a.did, "collection": posts, "record": record(fmt.Sprint("Acme kettle ", i))})
		ids = append(ids, answer["uri"].(string))
	}
	return ids
}

// write changes or withdraws a post.
func (a *account) write(method, id, text string) string {
	body := map[string]any{"repo": a.did, "collection": posts, "rkey": id[len("at://"+a.did+"/"+posts+"/"):]}
	if text != "" {
		body["record"] = record(text)
	}
	a.ask("com.atproto.repo."+method, body)
	return id
}

package mastodon_test

import (
	"crypto/sha1"
	"encoding/base64"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/source/mastodon"
	"github.com/earshot-go/earshot/source/web"
)

// mute is a server whose public stream tells of deletions and of nothing else,
// as GoToSocial's does.
type mute struct{ posted func() bool }

func (m mute) RoundTrip(r *http.Request) (*http.Response, error) {
	resp := &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Request: r}
	switch {
	case r.URL.Path == "/api/v1/streaming":
		sum := sha1.Sum([]byte(r.Header.Get("Sec-Websocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
		resp.StatusCode = http.StatusSwitchingProtocols
		resp.Header = http.Header{"Connection": {"Upgrade"}, "Upgrade": {"websocket"}, "Sec-Websocket-Accept": {base64.StdEncoding.EncodeToString(sum[:])}}
		in, peer := net.Pipe()
		go deletions(peer)
		resp.Body = in
	case m.posted() && r.URL.Query().Get("min_id") < "7":
		resp.Body = io.NopCloser(strings.NewReader(`[{"id":"7","content":"<p>Acme</p>","visibility":"public","created_at":"2000-01-01T00:04:00Z"}]`))
	default:
		resp.Body = io.NopCloser(strings.NewReader("[]"))
	}
	return resp, nil
}

// deletions sends one every twenty seconds until nobody listens.
func deletions(peer net.Conn) {
	const event = `{"event":"delete","payload":"5"}`
	left := make(chan struct{})
	go func() {
		io.Copy(io.Discard, peer)
		close(left)
	}()
	for {
		select {
		case <-time.After(20 * time.Second):
			peer.Write(append([]byte{0x81, byte(len(event))}, event...))
		case <-left:
			peer.Close()
			return
		}
	}
}

func TestAStreamWithoutPostsIsPolled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		server := mute{func() bool { return time.Since(begun) > 4*time.Minute }}
		s := mastodon.Public("", web.Base("https://social.example"), web.Transport(server), web.Token(token)).Stream()
		for b, err := range s.Read(t.Context(), nil) {
			require.NoError(t, err)
			if len(b.Posts) > 0 && !b.Posts[0].Deleted {
				assert.Equal(t, "Acme", b.Posts[0].Text)
				assert.Equal(t, 5*time.Minute, time.Since(begun).Round(time.Second))
				return
			}
			require.Less(t, time.Since(begun), 10*time.Minute, "the post did not come")
		}
		t.Fatal("the stream ended")
	})
}

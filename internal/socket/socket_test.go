package socket

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
	"golang.org/x/net/websocket"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/source"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// wire is a connection whose peer has said all it says, and keeps what is
// written to it.
type wire struct {
	io.Reader
	bytes.Buffer
	closed chan struct{}
}

func (w *wire) Read(p []byte) (int, error) { return w.Reader.Read(p) }

func (w *wire) Close() error {
	select {
	case <-w.closed:
	default:
		close(w.closed)
	}
	return nil
}

func open(r io.Reader) (*Conn, *wire) {
	w := &wire{Reader: r, closed: make(chan struct{})}
	c := &Conn{body: w, r: bufio.NewReader(w), stop: func() bool { return true }}
	c.watch()
	return c, w
}

func frame(head byte, payload string) string {
	switch n := len(payload); {
	case n < 126:
		return string([]byte{head, byte(n)}) + payload
	case n < 1<<16:
		return string(binary.BigEndian.AppendUint16([]byte{head, 126}, uint16(n))) + payload
	default:
		return string(binary.BigEndian.AppendUint64([]byte{head, 127}, uint64(n))) + payload
	}
}

func TestMessages(t *testing.T) {
	long := strings.Repeat("x", 70_000)
	for name, tc := range map[string]struct {
		in   string
		want []string
		err  string
	}{
		"text":                  {frame(0x81, "a") + frame(0x82, long) + frame(0x81, strings.Repeat("y", 300)), []string{"a", long, strings.Repeat("y", 300)}, "connection broke"},
		"fragments":             {frame(0x01, "a") + frame(0x89, "ping") + frame(0x00, "b") + frame(0x80, "c"), []string{"abc"}, "connection broke"},
		"good end":              {frame(0x88, "\x03\xe8bye"), nil, "EOF"},
		"end without a reason":  {frame(0x88, ""), nil, "EOF"},
		"bad end":               {frame(0x88, "\x03\xf0too slow"), nil, "1008 too slow"},
		"cut off":               {"\x81\x05ab", nil, "connection broke"},
		"masked by the server":  {"\x81\x85abcdefghi", nil, "breaks the websocket protocol"},
		"reserved bits":         {frame(0xC1, "a"), nil, "breaks the websocket protocol"},
		"unknown kind":          {frame(0x83, "a"), nil, "breaks the websocket protocol"},
		"continues nothing":     {frame(0x80, "a"), nil, "breaks the websocket protocol"},
		"begins twice":          {frame(0x01, "a") + frame(0x81, "b"), nil, "breaks the websocket protocol"},
		"long control frame":    {frame(0x89, strings.Repeat("x", 126)), nil, "breaks the websocket protocol"},
		"fragmented control":    {frame(0x09, "x"), nil, "breaks the websocket protocol"},
		"too long":              {"\x81\x7f\x00\x00\x00\x00\x00\x20\x00\x00", nil, "longer than"},
		"too long in fragments": {strings.Repeat(frame(0x01, ""), 1) + strings.Repeat(frame(0x00, long), 16), nil, "longer than"},
		"endless":               {"\x81\x7f\xff\xff\xff\xff\xff\xff\xff\xff", nil, "longer than"},
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := open(strings.NewReader(tc.in))
			defer c.Close()
			var got []string
			for {
				message, err := c.Next()
				if err != nil {
					assert.ErrorContains(t, err, tc.err)
					break
				}
				got = append(got, string(message))
			}
			assert.Equal(t, tc.want, got)
		})
	}
}

func TestPingsAreAnswered(t *testing.T) {
	c, w := open(strings.NewReader(frame(0x89, "are you there") + frame(0x81, "x")))
	defer c.Close()
	_, err := c.Next()
	require.NoError(t, err)
	answer := w.Bytes()
	require.Len(t, answer, 6+len("are you there"))
	assert.Equal(t, byte(0x8A), answer[0])
	assert.Equal(t, byte(0x80|len("are you there")), answer[1], "what clients send is masked")
	for i := range answer[6:] {
		answer[6+i] ^= answer[2+i%4]
	}
	assert.Equal(t, "are you there", string(answer[6:]))
}

func TestASilentServerIsAskedOnceAndGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, peer := io.Pipe()
		c, w := open(r)
		go func() { <-w.closed; peer.CloseWithError(errors.New("closed")) }()
		begun := time.Now()
		_, err := c.Next()
		assert.ErrorIs(t, err, errSilent)
		assert.Equal(t, 2*quiet, time.Since(begun))
		assert.Equal(t, byte(0x89), w.Bytes()[0])
	})
}

func TestARefusalIsTheErrorOfItsStatus(t *testing.T) {
	for status, want := range map[int]error{401: source.ErrUnauthorized, 410: source.ErrGone, 200: errHandshake, 500: nil} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
		client := fetch.New(fetch.Config{AllowPrivate: true, Socket: true})
		_, err := Dial(t.Context(), client, fetch.Request{URL: server.URL + "?token=sesame"})
		require.Error(t, err)
		if want != nil {
			assert.ErrorIs(t, err, want)
		}
		assert.NotContains(t, err.Error(), "sesame")
		client.Close()
		server.Close()
	}
}

func TestDialAgainstAnotherImplementation(t *testing.T) {
	server := httptest.NewServer(websocket.Server{Handler: func(ws *websocket.Conn) {
		websocket.Message.Send(ws, "hello")
		websocket.Message.Send(ws, strings.Repeat("x", 100_000))
		var s string
		websocket.Message.Receive(ws, &s)
	}})
	defer server.Close()
	client := fetch.New(fetch.Config{AllowPrivate: true, Socket: true})
	defer client.Close()
	ctx, cancel := context.WithCancel(t.Context())
	c, err := Dial(ctx, client, fetch.Request{URL: server.URL})
	require.NoError(t, err)
	defer c.Close()
	message, err := c.Next()
	require.NoError(t, err)
	assert.Equal(t, "hello", string(message))
	message, err = c.Next()
	require.NoError(t, err)
	assert.Len(t, message, 100_000)
	cancel()
	_, err = c.Next()
	assert.ErrorIs(t, err, context.Canceled)
}

func FuzzNext(f *testing.F) {
	f.Add([]byte(frame(0x01, "a") + frame(0x80, "b") + frame(0x88, "")))
	f.Add([]byte("\x81\x7e\x01"))
	f.Fuzz(func(t *testing.T, in []byte) {
		c, _ := open(bytes.NewReader(in))
		defer c.Close()
		total := 0
		for {
			message, err := c.Next()
			if err != nil {
				return
			}
			if total += len(message); total > len(in) {
				t.Fatalf("%d bytes of messages in %d", total, len(in))
			}
		}
	})
}

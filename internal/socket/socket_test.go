package socket

import (
	"bytes"
	"context"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"code.dny.dev/ssrf"
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

// agreed is a transport whose server agrees to a websocket on a given wire.
type agreed struct{ wire io.ReadWriteCloser }

func (a agreed) RoundTrip(r *http.Request) (*http.Response, error) {
	sum := sha1.Sum([]byte(r.Header.Get("Sec-Websocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	return &http.Response{
		StatusCode: http.StatusSwitchingProtocols,
		Header:     http.Header{"Connection": {"Upgrade"}, "Upgrade": {"websocket"}, "Sec-Websocket-Accept": {base64.StdEncoding.EncodeToString(sum[:])}},
		Body:       a.wire,
		Request:    r,
	}, nil
}

func open(t *testing.T, r io.Reader) (*Conn, *wire) {
	w := &wire{Reader: r, closed: make(chan struct{})}
	return dial(t, w), w
}

func dial(t *testing.T, wire io.ReadWriteCloser) *Conn {
	c, err := Dial(t.Context(), fetch.New(fetch.Config{Transport: agreed{wire}}), fetch.Request{URL: "https://stream.example"})
	require.NoError(t, err)
	return c
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
	long, largest := strings.Repeat("x", 70_000), strings.Repeat("x", MaxMessage)
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
		"cut off at the start":  {"", nil, "connection broke"},
		"breach of protocol":    {frame(0x83, "a"), nil, "unknown opcode"},
		"reserved bits":         {frame(0xC1, "a"), nil, "rsv bits"},
		"at the bound":          {frame(0x82, largest), []string{largest}, "connection broke"},
		"above the bound":       {frame(0x82, largest+"x"), nil, "longer than"},
		"cut off before it":     {"\x81\x05", nil, "connection broke"},
		"cut off in fragments":  {frame(0x01, "ab"), nil, "connection broke"},
		"cut off at 512 bytes":  {frame(0x81, long)[:10+512], nil, "connection broke"},
		"too long in fragments": {frame(0x01, "") + strings.Repeat(frame(0x00, long), 16), nil, "longer than"},
		"of negative length":    {"\x81\x7f\xff\xff\xff\xff\xff\xff\xff\xff", nil, "length"},
		"endless":               {"\x81\x7f\x7f\xff\xff\xff\xff\xff\xff\xff" + strings.Repeat(largest, 2), nil, "longer than"},
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := open(t, strings.NewReader(tc.in))
			defer c.Close()
			var got []string
			for {
				message, err := c.Next()
				if err != nil {
					assert.ErrorContains(t, err, tc.err)
					assert.Equal(t, tc.err == "EOF", errors.Is(err, io.EOF), "only a good end is io.EOF")
					break
				}
				got = append(got, string(message))
			}
			assert.Equal(t, tc.want, got)
		})
	}
}

func TestPingsAreAnswered(t *testing.T) {
	c, w := open(t, strings.NewReader(frame(0x89, "are you there")+frame(0x81, "x")))
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
		c, w := open(t, r)
		go func() { <-w.closed; peer.CloseWithError(errors.New("closed")) }()
		begun := time.Now()
		_, err := c.Next()
		assert.ErrorIs(t, err, errSilent)
		assert.Equal(t, 2*quiet, time.Since(begun))
		assert.Equal(t, byte(0x89), w.Bytes()[0])
	})
}

func TestAServerThatTakesNothingIsGivenUp(t *testing.T) {
	for name, in := range map[string]string{"a ping": "", "a pong": frame(0x89, "are you there")} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				line, peer := net.Pipe()
				c := dial(t, line)
				defer c.Close()
				io.WriteString(peer, in) // and reads nothing ever
				_, err := c.Next()
				assert.ErrorIs(t, err, errSilent)
				assert.NotErrorIs(t, err, context.DeadlineExceeded, "the caller's time is not up")
			})
		})
	}
}

func TestAServerThatAnswersIsBorneForEver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, peer := io.Pipe()
		c, w := open(t, r)
		defer c.Close()
		go func() {
			for range 5 {
				time.Sleep(quiet + time.Second)
				io.WriteString(peer, frame(0x8A, "1")) // to the first ping; any byte counts
			}
			io.WriteString(peer, frame(0x81, "late"))
			<-w.closed
			peer.CloseWithError(errors.New("closed"))
		}()
		message, err := c.Next()
		require.NoError(t, err)
		assert.Equal(t, "late", string(message))
	})
}

func TestAReaderWhoTakesLongIsNoSilence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := open(t, strings.NewReader(strings.Repeat(frame(0x81, "x"), ahead+5)+frame(0x88, "")))
		defer c.Close()
		for range ahead + 5 {
			time.Sleep(10 * quiet)
			_, err := c.Next()
			require.NoError(t, err)
		}
		_, err := c.Next()
		assert.ErrorIs(t, err, io.EOF)
	})
}

func TestWaitingKnowsOfWhatHasArrived(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := open(t, strings.NewReader(strings.Repeat(frame(0x81, "x"), 3)+frame(0x88, "")))
		defer c.Close()
		for left := 3; left > 0; left-- {
			synctest.Wait()
			assert.True(t, c.Waiting(), left)
			_, err := c.Next()
			require.NoError(t, err)
		}
		synctest.Wait()
		assert.False(t, c.Waiting())
	})
}

func TestWhatComesAheadIsBounded(t *testing.T) {
	for size, want := range map[int]int{1: ahead, slotSize - 1: ahead, slotSize: ahead / 2, MaxMessage: 1} {
		synctest.Test(t, func(t *testing.T) {
			c, _ := open(t, strings.NewReader(strings.Repeat(frame(0x82, strings.Repeat("x", size)), want+2)+frame(0x88, "")))
			defer c.Close()
			synctest.Wait()
			assert.Len(t, c.messages, want)
			for range want + 2 {
				message, err := c.Next()
				require.NoError(t, err)
				assert.Len(t, message, size)
			}
			_, err := c.Next()
			assert.ErrorIs(t, err, io.EOF)
			assert.Empty(t, c.room)
		})
	}
}

func TestCloseEndsAWaitingNext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, peer := io.Pipe()
		c, w := open(t, r)
		go func() { <-w.closed; peer.CloseWithError(errors.New("closed")) }()
		ended := make(chan error)
		go func() { _, err := c.Next(); ended <- err }()
		synctest.Wait()
		c.Close()
		assert.ErrorIs(t, <-ended, io.ErrClosedPipe)
		c.Close() // twice is harmless
	})
}

func TestARefusalIsTheErrorOfItsStatus(t *testing.T) {
	for status, want := range map[int]error{401: source.ErrUnauthorized, 403: source.ErrUnauthorized, 410: source.ErrGone, 200: errHandshake, 500: nil} {
		err := refused(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
		if want != nil {
			assert.ErrorIs(t, err, want)
		}
	}
	for _, status := range []int{429, 503} {
		var limit *source.RateLimitError
		require.ErrorAs(t, refused(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "120")
			w.WriteHeader(status)
		}), &limit)
		assert.WithinDuration(t, time.Now().Add(2*time.Minute), limit.Until, time.Minute)
		assert.Equal(t, "127.0.0.1", limit.Scope)
	}
}

func TestARefusalTellsItsReasonAndNoSecret(t *testing.T) {
	err := refused(t, func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		io.WriteString(w, "no stream for "+r.FormValue("token")+" of "+r.UserAgent())
	})
	assert.ErrorContains(t, err, "no stream for *** of earshot/1")
}

func TestAnotherAnswerToTheKeyIsNoWebsocket(t *testing.T) {
	err := refused(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Connection", "Upgrade, close")
		w.Header().Set("Upgrade", "websocket")
		w.Header().Set("Sec-Websocket-Accept", "sesame")
		w.WriteHeader(http.StatusSwitchingProtocols)
	})
	assert.ErrorIs(t, err, errHandshake)
}

// refused is the error of a dial that the handler does not let through.
func refused(t *testing.T, handler http.HandlerFunc) error {
	t.Helper()
	server := httptest.NewServer(handler)
	defer server.Close()
	client := fetch.New(fetch.Config{AllowPrivate: true, Socket: true})
	defer client.Close()
	_, err := Dial(t.Context(), client, fetch.Request{URL: server.URL + "?token=sesame"})
	require.Error(t, err)
	assert.NotContains(t, err.Error(), "sesame")
	return err
}

func TestPrivateAddressesAreRefused(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	client := fetch.New(fetch.Config{Socket: true})
	defer client.Close()
	for _, address := range []string{server.URL, strings.Replace(server.URL, "127.0.0.1", "localhost", 1)} {
		_, err := Dial(t.Context(), client, fetch.Request{URL: address})
		if !errors.Is(err, ssrf.ErrProhibitedIP) {
			assert.ErrorIs(t, err, ssrf.ErrProhibitedNetwork)
		}
	}
}

func TestAddressesThatCannotBeDialedKeepTheirSecrets(t *testing.T) {
	client := fetch.New(fetch.Config{Socket: true})
	defer client.Close()
	for _, address := range []string{"http://[::1?token=sesame", "ftp://a.example/?token=sesame", "?token=sesame", "https://nowhere.invalid/?token=sesame"} {
		_, err := Dial(t.Context(), client, fetch.Request{URL: address})
		require.Error(t, err, address)
		assert.NotContains(t, err.Error(), "sesame")
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
		c, _ := open(t, bytes.NewReader(in))
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

func TestNextWithinGivesUpAndGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in, peer := net.Pipe()
		c := dial(t, in)
		defer c.Close()
		defer peer.Close()
		begun := time.Now()
		_, err := c.NextWithin(10 * time.Second)
		assert.ErrorIs(t, err, ErrQuiet)
		assert.Equal(t, 10*time.Second, time.Since(begun))
		go peer.Write([]byte(frame(0x81, "a")))
		message, err := c.NextWithin(time.Second)
		assert.NoError(t, err)
		assert.Equal(t, "a", string(message))
	})
}

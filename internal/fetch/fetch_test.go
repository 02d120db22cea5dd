package fetch_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
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

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/source"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func serve(t *testing.T, handler http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.URL
}

func ask(t *testing.T, config fetch.Config, r fetch.Request) (*fetch.Response, error) {
	t.Helper()
	client := fetch.New(config)
	defer client.Close()
	return client.Do(t.Context(), r)
}

var private = fetch.Config{AllowPrivate: true}

func TestPrivateAddressesAreRefused(t *testing.T) {
	local := serve(t, func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "secret") })
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(local, "http://"))
	for _, host := range []string{
		"127.0.0.1", "localhost", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1",
		"[::1]", "[::]", "[::ffff:127.0.0.1]", "[fe80::1]", "[fc00::1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
		"2130706433", "127.1",
	} {
		t.Run(host, func(t *testing.T) {
			_, err := ask(t, fetch.Config{Timeout: 2 * time.Second}, fetch.Request{URL: "http://" + host + ":" + port})
			require.Error(t, err)
			if !errors.Is(err, ssrf.ErrProhibitedIP) && !errors.Is(err, ssrf.ErrProhibitedNetwork) {
				// Not an address at all to this resolver: never dialed either.
				assert.ErrorAs(t, err, new(*net.DNSError))
			}
		})
	}
}

func TestARefusedAddressNamesWhatAllowsIt(t *testing.T) {
	local := serve(t, func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "secret") })
	_, err := ask(t, fetch.Config{}, fetch.Request{URL: local})
	assert.ErrorIs(t, err, fetch.ErrPrivate)
	assert.ErrorIs(t, err, ssrf.ErrProhibitedIP)
	assert.ErrorContains(t, err, "web.AllowPrivate")
	assert.ErrorContains(t, err, "Client.AllowPrivate")
	_, err = ask(t, private, fetch.Request{URL: local})
	assert.NoError(t, err)
}

func TestPrivateAddressesAreRefusedAtEveryHop(t *testing.T) {
	// The first hop is allowed here by a transport that dials the server for
	// one public name only, and leaves the rest to the guard.
	inside := serve(t, func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "secret") })
	outside := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, inside, http.StatusFound) })
	transport := &http.Transport{DisableKeepAlives: true, DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
		if addr == "public.example:80" {
			return new(net.Dialer).DialContext(ctx, network, strings.TrimPrefix(outside, "http://"))
		}
		return (&net.Dialer{Control: ssrf.New(ssrf.WithAnyPort()).Safe}).DialContext(ctx, network, addr)
	}}
	_, err := ask(t, fetch.Config{Transport: transport}, fetch.Request{URL: "http://public.example/"})
	assert.ErrorIs(t, err, ssrf.ErrProhibitedIP)
}

func TestBodyIsBoundedAfterDecompression(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		zip := gzip.NewWriter(w)
		defer zip.Close()
		for range 32 {
			if _, err := zip.Write(make([]byte, 1<<20)); err != nil {
				return
			}
		}
	})
	_, err := ask(t, private, fetch.Request{URL: address})
	assert.ErrorIs(t, err, fetch.ErrTooLarge)
	assert.ErrorContains(t, err, "more than 8388608 bytes")
}

func TestBodyOfExactlyTheBoundIsRead(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, _ *http.Request) { w.Write(make([]byte, 1000)) })
	resp, err := ask(t, fetch.Config{AllowPrivate: true, MaxBytes: 1000}, fetch.Request{URL: address})
	require.NoError(t, err)
	assert.Len(t, resp.Body, 1000)
}

func TestHeadersAreBounded(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Long", strings.Repeat("x", 100<<10))
	})
	_, err := ask(t, private, fetch.Request{URL: address})
	assert.ErrorContains(t, err, "exceeded")
}

func TestSlowAnswersAreCutOff(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			io.WriteString(w, ".")
			w.(http.Flusher).Flush()
			time.Sleep(5 * time.Millisecond)
		}
	})
	_, err := ask(t, fetch.Config{AllowPrivate: true, Timeout: 50 * time.Millisecond}, fetch.Request{URL: address})
	assert.ErrorContains(t, err, "no whole answer within 50ms")
}

func TestCancelledRequestsSaySo(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	client := fetch.New(private)
	defer client.Close()
	_, err := client.Do(ctx, fetch.Request{URL: "http://127.0.0.1:9/"})
	assert.ErrorIs(t, err, context.Canceled)
}

func TestUserAgentIsHonest(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, r.UserAgent()) })
	resp, err := ask(t, private, fetch.Request{URL: address})
	require.NoError(t, err)
	assert.Contains(t, string(resp.Body), "earshot")
	assert.Contains(t, string(resp.Body), "+https://")
	resp, err = ask(t, fetch.Config{AllowPrivate: true, UserAgent: "acme/1 (+https://acme.example)"}, fetch.Request{URL: address})
	require.NoError(t, err)
	assert.Equal(t, "acme/1 (+https://acme.example)", string(resp.Body))
}

func TestOnlyWebAddressesAreAsked(t *testing.T) {
	for _, address := range []string{"file:///etc/passwd", "ftp://example.com", "gopher://x", "//example.com", "example.com", "", "http://", "http://[::1", "javascript:alert(1)"} {
		_, err := ask(t, private, fetch.Request{URL: address})
		assert.Error(t, err, address)
	}
}

func TestAtMostFiveRedirects(t *testing.T) {
	hops := 0
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		hops++
		http.Redirect(w, r, fmt.Sprint("/", hops), http.StatusFound)
	})
	_, err := ask(t, private, fetch.Request{URL: address})
	assert.ErrorContains(t, err, "more than 5 redirects")
	assert.Equal(t, 6, hops)
}

func TestRedirectsLeaveTheWebNever(t *testing.T) {
	for _, target := range []string{"file:///etc/passwd", "ftp://example.com/"} {
		address := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", target)
			w.WriteHeader(http.StatusFound)
		})
		_, err := ask(t, private, fetch.Request{URL: address})
		assert.Error(t, err, target)
	}
}

func TestCredentialsStayAtTheirHost(t *testing.T) {
	var got http.Header
	other := serve(t, func(_ http.ResponseWriter, r *http.Request) { got = r.Header })
	address := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, other, http.StatusFound) })
	_, err := ask(t, private, fetch.Request{
		URL:    address + "/?api_key=sesame-open",
		Header: http.Header{"Authorization": {"Bearer sesame-open"}, "X-Api-Key": {"sesame-open"}, "Cookie": {"a=sesame-open"}, "Accept": {"text/plain"}},
	})
	require.NoError(t, err)
	assert.NotContains(t, fmt.Sprint(got), "sesame-open")
	assert.Equal(t, "text/plain", got.Get("Accept"))
}

func TestNoDowngradeWithCredentials(t *testing.T) {
	plain := serve(t, func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "plain") })
	secure := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, plain, http.StatusFound)
	}))
	defer secure.Close()
	config := fetch.Config{Transport: secure.Client().Transport}
	_, err := ask(t, config, fetch.Request{URL: secure.URL, Header: http.Header{"Authorization": {"Bearer sesame-open"}}})
	assert.ErrorContains(t, err, "redirect from https to http with credentials")
	_, err = ask(t, config, fetch.Request{URL: secure.URL + "?access_token=sesame-open"})
	assert.ErrorContains(t, err, "redirect from https to http with credentials")
	resp, err := ask(t, config, fetch.Request{URL: secure.URL})
	require.NoError(t, err)
	assert.Equal(t, "plain", string(resp.Body))
}

func TestABodyIsNotCarriedOn(t *testing.T) {
	base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
	})
	resp, err := ask(t, private, fetch.Request{Method: http.MethodPost, URL: base, Body: []byte("body")})
	require.NoError(t, err)
	assert.Equal(t, http.StatusTemporaryRedirect, resp.Status)
}

func TestMovedOnlyByPermanentRedirects(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/old":
			http.Redirect(w, r, "/older", http.StatusMovedPermanently)
		case "/older":
			http.Redirect(w, r, "/new", http.StatusPermanentRedirect)
		case "/portal":
			http.Redirect(w, r, "/new", http.StatusFound)
		case "/mixed":
			http.Redirect(w, r, "/portal", http.StatusMovedPermanently)
		}
	})
	for path, want := range map[string]string{"/old": "/new", "/new": "", "/portal": "", "/mixed": ""} {
		resp, err := ask(t, private, fetch.Request{URL: address + path})
		require.NoError(t, err)
		assert.Equal(t, want, strings.TrimPrefix(resp.Moved, address), path)
	}
}

func TestNothingStaysBehind(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "x") })
	for range 20 {
		_, err := ask(t, private, fetch.Request{URL: address})
		require.NoError(t, err)
	}
	// goleak looks at what is left when all tests have run.
}

func TestOneConnectionServesAPass(t *testing.T) {
	connections := 0
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "x") }))
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			connections++
		}
	}
	server.Start()
	defer server.Close()
	client := fetch.New(private)
	defer client.Close()
	for range 10 {
		_, err := client.Do(t.Context(), fetch.Request{URL: server.URL})
		require.NoError(t, err)
	}
	assert.Equal(t, 1, connections)
}

func TestStatusBecomesADecision(t *testing.T) {
	for status, want := range map[int]error{
		401: source.ErrUnauthorized, 403: source.ErrUnauthorized, 410: source.ErrGone,
		400: nil, 404: nil, 408: nil, 500: nil, 502: nil, 504: nil,
	} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			request := fetch.Request{URL: "https://api.example/posts?key=sesame-open"}
			err := request.Check(&fetch.Response{Status: status, Header: http.Header{}, Body: []byte("no such\nthing")})
			require.Error(t, err)
			for _, decision := range []error{source.ErrUnauthorized, source.ErrGone, source.ErrCursor} {
				assert.Equal(t, want == decision, errors.Is(err, decision), "%v is %v", err, decision)
			}
			assert.Contains(t, err.Error(), "no such thing")
			assert.NotContains(t, err.Error(), "sesame")
		})
	}
	for _, status := range []int{200, 204, 304} {
		assert.NoError(t, fetch.Request{}.Check(&fetch.Response{Status: status}))
	}
}

func TestABotChallengeIsReportedAndNeverEvaded(t *testing.T) {
	for name, resp := range map[string]*fetch.Response{
		"header": {Status: 403, Header: http.Header{"Cf-Mitigated": {"challenge"}}},
		"page":   {Status: 503, Header: http.Header{"Retry-After": {"10"}}, Body: []byte(`<html><script src="/cdn-cgi/challenge-platform/x.js">`)},
	} {
		err := fetch.Request{URL: "https://a.example"}.Check(resp)
		assert.ErrorIs(t, err, source.ErrUnauthorized, name)
		assert.NotErrorIs(t, err, source.ErrGone, name)
		assert.ErrorContains(t, err, "wants to see a person", name)
	}
}

func TestAPageOfHTMLIsNoDetail(t *testing.T) {
	err := fetch.Request{URL: "https://a.example"}.Check(&fetch.Response{Status: 502, Body: []byte("<html><h1>Bad Gateway</h1>")})
	assert.EqualError(t, err, "https://a.example: status 502 Bad Gateway")
}

func TestA403WithAnEmptyQuotaIsALimit(t *testing.T) {
	header := http.Header{"X-Ratelimit-Remaining": {"0"}, "X-Ratelimit-Reset": {"30"}}
	err := fetch.Request{URL: "https://API.example:8080/x"}.Check(&fetch.Response{Status: 403, Header: header, Received: now})
	var limit *source.RateLimitError
	require.ErrorAs(t, err, &limit)
	assert.Equal(t, now.Add(30*time.Second), limit.Until)
	assert.Equal(t, "api.example", limit.Scope)
}

var now = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func TestAStreamIsBoundedToItsFirstByteOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		config := fetch.Config{Timeout: 20 * time.Second, Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			reader, writer := io.Pipe()
			go func() {
				time.Sleep(time.Hour)
				io.WriteString(writer, "late")
				writer.Close()
			}()
			return &http.Response{StatusCode: 200, Body: reader, Request: r}, nil
		})}
		client := fetch.New(config)
		resp, err := client.Stream(t.Context(), fetch.Request{URL: "https://stream.example"})
		require.NoError(t, err)
		defer resp.Body.Close()
		var buf bytes.Buffer
		_, err = buf.ReadFrom(resp.Body)
		require.NoError(t, err)
		assert.Equal(t, "late", buf.String())
	})
}

func TestAStreamThatDoesNotBeginFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		config := fetch.Config{Timeout: 20 * time.Second, Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		})}
		_, err := fetch.New(config).Stream(t.Context(), fetch.Request{URL: "https://stream.example"})
		assert.ErrorContains(t, err, "no whole answer within 20s")
	})
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestASecretThatIsCutInHalfIsHidden(t *testing.T) {
	r := fetch.Request{URL: "https://a.example/?key=s3cret-of-ann"}
	for n := range 220 {
		resp := &fetch.Response{Status: 400, Header: http.Header{}, Body: []byte(strings.Repeat("x", n) + "s3cret-of-ann")}
		err := r.Check(resp)
		assert.NotContains(t, err.Error(), "s3c", n)
		var status *fetch.StatusError
		require.ErrorAs(t, err, &status)
		assert.NotContains(t, status.Detail, "s3c", n)
	}
}

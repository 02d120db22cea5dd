package main

import (
	"bufio"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestTheServiceListensAndEndsInOrder(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	out, in := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		err := run(ctx, config{address: "127.0.0.1:0", state: filepath.Join(t.TempDir(), "state")}, in, slog.New(slog.DiscardHandler))
		in.CloseWithError(io.EOF)
		ended <- err
	}()
	var said []string
	for lines := bufio.NewScanner(out); lines.Scan(); {
		said = append(said, lines.Text())
		if _, address, serving := strings.Cut(lines.Text(), "serving at "); serving {
			visit(t, address)
			stop()
		}
	}
	require.NoError(t, <-ended)
	require.Len(t, said, 4)
	assert.Equal(t, "server closed", said[1])
	assert.Regexp(t, "^listening ended after [0-9]+ events$", said[2])
	assert.Equal(t, "state closed", said[3])
}

// visit does what the package comment says.
func visit(t *testing.T, address string) {
	defer http.DefaultClient.CloseIdleConnections()
	resp, err := http.PostForm(address+"feedback", url.Values{"text": {"My Telmira SIM does not work"}, "name": {"Anna"}})
	require.NoError(t, err)
	resp.Body.Close()
	assert.Equal(t, http.StatusAccepted, resp.StatusCode)

	assert.Contains(t, get(t, address), "Tell us")
	assert.Contains(t, get(t, address+"listen/"), "SIM does not work")
	assert.Contains(t, get(t, address+"metrics"), `earshot_mentions_total{brand="Telmira"`)
	require.Eventually(t, func() bool { return strings.Count(get(t, address+"healthz"), `"heard"`) == 5 }, 10*time.Second, 20*time.Millisecond)

	resp, err = http.PostForm(address+"feedback", nil)
	require.NoError(t, err)
	resp.Body.Close()
	assert.Equal(t, http.StatusBadRequest, resp.StatusCode)
}

func get(t *testing.T, address string) string {
	resp, err := http.Get(address)
	require.NoError(t, err)
	defer resp.Body.Close()
	assert.Equal(t, http.StatusOK, resp.StatusCode, address)
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return string(text)
}

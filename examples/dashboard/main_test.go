package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestTheRecordingIsServedAsIfLive(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	out, in := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		err := run(ctx, config{address: "127.0.0.1:0", speed: 1e6, begin: 60 * 3600e9, act: true}, in)
		in.CloseWithError(io.EOF)
		ended <- err
	}()
	var said []string
	var address string
	for lines := bufio.NewScanner(out); lines.Scan(); {
		said = append(said, lines.Text())
		if _, after, serving := strings.Cut(lines.Text(), "serving "); serving {
			address, _, _ = strings.Cut(after, ";")
		}
		if strings.Contains(lines.Text(), "live") {
			assert.Contains(t, look(t, address+"now"), "<mark>")
			assert.Contains(t, look(t, address+"alerts"), "complaint surge")
			assert.Contains(t, look(t, address+"conversations"), "Acknowledge")
			stop()
		}
	}
	require.NoError(t, <-ended)
	assert.Equal(t, "closed", said[len(said)-1])
}

func look(t *testing.T, address string) string {
	resp, err := http.Get(address)
	require.NoError(t, err)
	defer resp.Body.Close()
	defer http.DefaultClient.CloseIdleConnections()
	require.Equal(t, http.StatusOK, resp.StatusCode, address)
	page, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return string(page)
}

package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// quickstart runs the program as from a pipe.
func quickstart(ctx context.Context, args ...string) (status int, out, errs string) {
	var o, e bytes.Buffer
	status = run(ctx, args, console{&o, false, plainWidth}, console{&e, false, plainWidth})
	return status, o.String(), e.String()
}

func TestWrongFlagsAreNamed(t *testing.T) {
	for _, tc := range []struct {
		args string
		want string
	}{
		{"-nosuch", "-nosuch"},
		{"-feed", "-feed"},
		{"posts.jsonl", `"posts.jsonl" is no flag`},
		{"-jsonl posts.jsonl", "-brand is missing"},
		{"-state x", "-state needs a -feed or a -jsonl"},
		{"-brand A -jsonl x -state " + os.TempDir(), os.TempDir()},
		{"-watch", "-watch needs a -feed or a -jsonl"},
		{"-brand = -jsonl x", "the name is missing"},
		{"-brand A -brand A -jsonl x", `"A"`},
		{"-brand A -feed ftp://example.com/x", "example.com/x: is not an http"},
		{"-brand A -jsonl x -jsonl x", "given twice"},
	} {
		status, out, errs := quickstart(t.Context(), strings.Fields(tc.args)...)
		assert.Equal(t, misused, status, tc.args)
		assert.Empty(t, out, tc.args)
		assert.Contains(t, errs, tc.want, tc.args)
		for line := range strings.Lines(errs) {
			assert.True(t, strings.HasPrefix(line, "quickstart: "), "%s: %q", tc.args, line)
		}
	}
}

func TestHelp(t *testing.T) {
	status, out, errs := quickstart(t.Context(), "-h")
	assert.Equal(t, fine, status)
	assert.Empty(t, out)
	for _, want := range []string{"-feed URL", "-jsonl FILE", "-brand NAME", "-watch", "-all", "-why", "-state FILE", "exit"} {
		assert.Contains(t, errs, want)
	}
}

func TestFileWithBrokenLines(t *testing.T) {
	path := write(t, "posts.jsonl",
		`{"id":"1","time":"2026-05-04T08:00:00Z","text":"Acme is wonderful, thank you"}`,
		`{"id":"2","time":`,
		`{"id":"3","time":"2026-05-04T09:00:00Z","text":"terrible service from acme"}`)
	status, out, errs := quickstart(t.Context(), "-brand", "Acme", "-jsonl", path)
	assert.Equal(t, fine, status)
	assert.Contains(t, out, "[Acme] is wonderful")
	assert.Contains(t, out, "service from [acme]")
	assert.Contains(t, errs, path)
	assert.Contains(t, errs, "line 2")
	assert.Equal(t, 1, strings.Count(errs, "\n"), errs)
}

func TestWhyNamesTheWords(t *testing.T) {
	path := write(t, "posts.jsonl", `{"id":"1","time":"2026-05-04T08:00:00Z","language":"en","text":"Acme is wonderful, thank you"}`)
	_, out, _ := quickstart(t.Context(), "-brand", "Acme", "-jsonl", path, "-why")
	assert.Regexp(t, `because of .*"wonderful" \+`, out)
	_, out, _ = quickstart(t.Context(), "-brand", "Acme", "-jsonl", path)
	assert.NotContains(t, out, "because of")
}

func TestStateGoesOn(t *testing.T) {
	path := write(t, "posts.jsonl", `{"id":"1","time":"2026-05-04T08:00:00Z","text":"Acme is wonderful"}`)
	args := []string{"-brand", "Acme", "-jsonl", path, "-state", filepath.Join(t.TempDir(), "state.db")}
	_, out, errs := quickstart(t.Context(), args...)
	assert.Empty(t, errs)
	assert.Contains(t, out, "is wonderful")

	file, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	require.NoError(t, err)
	_, err = file.WriteString(`{"id":"2","time":"2026-05-04T09:00:00Z","text":"Acme is slow"}` + "\n")
	require.NoError(t, err)
	require.NoError(t, file.Close())
	_, out, errs = quickstart(t.Context(), args...)
	assert.Empty(t, errs)
	assert.Contains(t, out, "is slow")
	assert.NotContains(t, out, "is wonderful")
}

func TestManyBrokenLinesAreCounted(t *testing.T) {
	status, _, errs := quickstart(t.Context(), "-brand", "Acme", "-jsonl", write(t, "noise.jsonl", strings.Repeat("noise\n", 40)))
	assert.Equal(t, fine, status) // the file could be read, its lines could not
	assert.Equal(t, faultsShown+1, strings.Count(errs, "\n"), errs)
	assert.Contains(t, errs, "35 more faults")
}

const atom = `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><id>f</id><title>News</title><updated>2026-05-04T08:00:00Z</updated>
<entry><id>e1</id><title>Acme opens a shop</title><updated>2026-05-04T08:00:00Z</updated><link href="https://example.com/1"/></entry></feed>`

func TestFailingSourcesAreNamedAndTheOthersGoOn(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/good":
			fmt.Fprint(w, atom)
		case "/page":
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, "<!doctype html><html><body>hello</body></html>")
		case "/broken":
			fmt.Fprint(w, atom[:60])
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	defer http.DefaultClient.CloseIdleConnections()
	closed := httptest.NewServer(nil)
	closed.Close()

	bad := []string{server.URL + "/page", server.URL + "/broken", server.URL + "/missing", closed.URL + "/feed", filepath.Join(t.TempDir(), "nosuch.jsonl")}
	args := []string{"-brand", "Acme", "-jsonl", bad[4]}
	for _, address := range bad[:4] {
		args = append(args, "-feed", address)
	}
	status, out, errs := quickstart(t.Context(), append(args, "-feed", server.URL+"/good")...)
	assert.Equal(t, fine, status)
	assert.Contains(t, out, "[Acme] opens a shop")
	for _, name := range bad {
		assert.Contains(t, errs, name)
	}
	assert.NotContains(t, errs, server.URL+"/good")

	status, _, errs = quickstart(t.Context(), args...)
	assert.Equal(t, nothingRead, status)
	assert.Contains(t, errs, "nothing could be read")
}

func TestWatchPrintsAtOnceAndEndsWithItsContext(t *testing.T) {
	path := write(t, "posts.jsonl", `{"id":"1","time":"2026-05-04T08:00:00Z","text":"Acme is wonderful"}`)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	reader, writer := io.Pipe()
	status := make(chan int)
	go func() {
		s := run(ctx, []string{"-brand", "Acme", "-jsonl", path, "-watch"}, console{writer, false, plainWidth}, console{io.Discard, false, plainWidth})
		writer.Close()
		status <- s
	}()
	var seen bytes.Buffer
	buffer := make([]byte, 512)
	for {
		n, err := reader.Read(buffer)
		seen.Write(buffer[:n])
		if bytes.Contains(seen.Bytes(), []byte("[Acme] is wonderful")) {
			cancel() // as Ctrl-C does
		}
		if err != nil {
			break
		}
	}
	assert.Equal(t, fine, <-status)
	assert.Contains(t, seen.String(), "BRANDS")
}

func write(t *testing.T, name string, lines ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o644))
	return path
}

func TestDoubtfulBrandsAreNoted(t *testing.T) {
	path := write(t, "posts.jsonl", `{"id":"1","time":"2026-05-04T08:00:00Z","text":"at the Target on Main Street"}`)
	status, _, errs := quickstart(t.Context(), "-brand", "Target", "-jsonl", path)
	assert.Equal(t, fine, status)
	assert.Contains(t, errs, `quickstart: note: Target: "Target": common word`)
}

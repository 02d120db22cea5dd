package boltstore_test

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/boltstore"
	"github.com/earshot-go/earshot/source"
)

var kills = flag.Int("kills", 15, "how often TestKill kills the listening process")

// killDir tells a process of this test where to listen.
const killDir = "EARSHOT_KILL_DIR"

const (
	killBatch = 5
	killPause = 2 * time.Millisecond // between batches, so that a process lives for some of them
)

// killPosts is the stream that the killed processes listen to: three ordinary
// weeks with a burst at their end.
func killPosts(n int) []source.Post {
	rng := rand.New(rand.NewPCG(1, 2))
	start := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	posts := make([]source.Post, n)
	for i := range posts {
		when := start.Add(time.Duration(i) * 21 * 24 * time.Hour / time.Duration(n))
		if i > n*9/10 { // the last tenth comes within five hours
			when = start.Add(19*24*time.Hour + time.Duration(i-n*9/10)*5*time.Hour/time.Duration(n/10))
		}
		posts[i] = source.Post{ID: strconv.Itoa(i), Text: "Brewpoint again", Time: when}
		if rng.IntN(4) == 0 {
			posts[i].Text = "nothing to see"
		}
	}
	return posts
}

// pushing yields batches that ask for an answer, so that each is saved.
func pushing(posts []source.Post, pause time.Duration) source.Source {
	return source.Func("stream", func(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
		return func(yield func(source.Batch, error) bool) {
			at, _ := strconv.Atoi(string(from))
			for at < len(posts) && ctx.Err() == nil {
				time.Sleep(pause)
				end := min(at+killBatch, len(posts))
				b := source.Batch{Posts: posts[at:end], Cursor: source.Cursor(strconv.Itoa(end)), Done: func(error) {}}
				if !yield(b, nil) {
					return
				}
				at = end
			}
		}
	})
}

// hear listens in dir to the end and writes down what it hears.
func hear(dir string, posts []source.Post, pause time.Duration) error {
	store, err := boltstore.Open(filepath.Join(dir, "state.db"))
	if err != nil {
		return err
	}
	if d := store.Damaged(); d != nil {
		return d
	}
	out, err := os.OpenFile(filepath.Join(dir, "heard"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	l, err := listen.New([]listen.Brand{{Name: "Brewpoint"}}, []source.Source{pushing(posts, pause)}, &listen.Options{Once: true, Store: store})
	if err != nil {
		return err
	}
	for e, err := range l.Events(context.Background()) {
		if err != nil {
			return err
		}
		switch e := e.(type) {
		case *listen.Mention:
			fmt.Fprintln(out, "mention", e.Post.ID)
		case *listen.Alert:
			fmt.Fprintln(out, "alert", e.ID, e.State, e.Value)
		}
	}
	stats, err := json.Marshal(l.Stats())
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "stats"), stats, 0o600)
}

// modes are what a process of these tests does instead of testing, where the
// environment says in which folder.
var modes = map[string]func(dir string) error{
	killDir: func(dir string) error {
		n, err := strconv.Atoi(os.Getenv(killDir + "_POSTS"))
		if err != nil {
			return err
		}
		return hear(dir, killPosts(n), killPause)
	},
}

func TestMain(m *testing.M) {
	for name, run := range modes {
		dir := os.Getenv(name)
		if dir == "" {
			continue
		}
		if err := run(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// TestKill kills the listening process at random moments, again and again.
// Every post must be heard at least once and counted exactly once, and the
// alerts must be those of a process that was left alone.
func TestKill(t *testing.T) {
	if testing.Short() {
		*kills = min(*kills, 5)
	}
	n := *kills * 100
	posts := killPosts(n)
	calm := t.TempDir()
	require.NoError(t, hear(calm, posts, 0))

	dir := t.TempDir()
	rng := rand.New(rand.NewPCG(3, 4))
	killed := 0
	for finished := false; !finished; {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), killDir+"="+dir, killDir+"_POSTS="+strconv.Itoa(n))
		cmd.Stderr = os.Stderr
		require.NoError(t, cmd.Start())
		if killed < *kills {
			time.Sleep(time.Duration(20+rng.IntN(100)) * time.Millisecond)
			if cmd.Process.Kill() == nil {
				killed++
			}
		}
		err := cmd.Wait()
		if exit, ok := err.(*exec.ExitError); ok {
			require.Equal(t, -1, exit.ExitCode(), "the process failed by itself")
		}
		finished = err == nil
	}
	t.Logf("%d processes killed", killed)
	assert.Equal(t, heard(t, calm), heard(t, dir), "the same posts and the same alerts, however often they were told")

	var want, got listen.Stats
	require.NoError(t, json.Unmarshal(read(t, calm, "stats"), &want))
	require.NoError(t, json.Unmarshal(read(t, dir, "stats"), &got))
	assert.Equal(t, want.Mentions, got.Mentions, "counted once each")
	assert.Equal(t, want.Dropped[listen.NoBrand], got.Dropped[listen.NoBrand])
}

func heard(t *testing.T, dir string) map[string]bool {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "heard"))
	require.NoError(t, err)
	defer f.Close()
	lines := map[string]bool{}
	for s := bufio.NewScanner(f); s.Scan(); {
		lines[s.Text()] = true
	}
	return lines
}

func read(t *testing.T, dir, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	require.NoError(t, err)
	return data
}

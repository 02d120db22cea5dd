//go:build unix

package boltstore_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/boltstore"
	"github.com/earshot-go/earshot/source"
)

// fullDir tells a process of this test where to listen with little room.
const fullDir = "EARSHOT_FULL_DIR"

func init() { modes[fullDir] = hearUntilFull }

// room is the size that no file of that process may exceed: to it, the disk is
// full then.
const room = 256 << 10

// hearUntilFull listens in dir until the disk has been full for a while.
func hearUntilFull(dir string) error {
	signal.Ignore(syscall.SIGXFSZ) // the write fails instead
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: room, Max: room}); err != nil {
		return err
	}
	store, err := boltstore.Open(filepath.Join(dir, "state.db"))
	if err != nil {
		return err
	}
	l, err := listen.New([]listen.Brand{{Name: "Brewpoint"}}, []source.Source{pushing(killPosts(6000), 0)}, &listen.Options{Once: true, Store: store})
	if err != nil {
		return err
	}
	mentions, full := 0, 0
	for e, err := range l.Events(context.Background()) {
		var failed *listen.StoreError
		switch {
		case errors.As(err, &failed) && strings.Contains(err.Error(), "too large"):
			full++
		case err != nil:
			return err
		}
		if _, ok := e.(*listen.Mention); ok {
			mentions++
		}
	}
	fmt.Println(mentions, full > 0)
	return nil
}

func TestAFullDiskIsToldAndListeningGoesOn(t *testing.T) {
	dir := t.TempDir()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), fullDir+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	require.NoError(t, err)
	var mentions int
	var full bool
	_, err = fmt.Sscan(string(out), &mentions, &full)
	require.NoError(t, err)
	assert.True(t, full, "the error is told, and says what it was")
	assert.Greater(t, mentions, 4000, "all posts were heard")

	s := open(t, filepath.Join(dir, "state.db"))
	assert.Nil(t, s.Damaged(), "what was saved before is sound")
	l, err := listen.New([]listen.Brand{{Name: "Brewpoint"}}, nil, &listen.Options{Store: s})
	require.NoError(t, err)
	assert.Positive(t, l.Stats().Posts)
	require.NoError(t, s.Close())
}

package socket

import (
	"io"
	"sync/atomic"
	"time"
)

// A line is the connection under a websocket. It knows how long a read has
// waited; while nobody reads, nobody can tell whether the peer is silent.
type line struct {
	io.ReadWriteCloser
	timer *time.Timer
	heard atomic.Int64 // how many reads have ended
}

// watch lets ask be called whenever a read has waited for long. It is not for
// a line that is being read.
func (l *line) watch(ask func()) {
	l.timer = time.AfterFunc(quiet, ask)
	l.timer.Stop()
}

// Read never returns io.EOF: only a close frame is a good end, and the library
// takes an io.EOF in the middle of a message for the end of that message.
func (l *line) Read(p []byte) (int, error) {
	if l.timer != nil {
		l.timer.Reset(quiet)
		defer l.timer.Stop()
	}
	n, err := l.ReadWriteCloser.Read(p)
	l.heard.Add(1)
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

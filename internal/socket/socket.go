// Package socket is the reading half of a websocket over the client of package
// fetch, so that a stream has the same guard, bounds and errors as any other
// request. The protocol is that of github.com/coder/websocket; the manners are
// ours: how much is read, how long a silent server is borne, and what an end
// is called.
package socket

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"

	"github.com/coder/websocket"

	"github.com/earshot-go/earshot/internal/fetch"
)

const (
	// MaxMessage bounds one message, of one frame or many.
	MaxMessage = 1 << 20
	// quiet is after how long without a byte the peer is asked whether it
	// is still there, and after how long more it is taken to be gone.
	quiet = 30 * time.Second
	// ahead is how many slots of slotSize bytes there are for messages that
	// come ahead of Next: as many small ones as a reader gathers at a time,
	// or one large one.
	ahead    = 256
	slotSize = MaxMessage / ahead
)

var (
	errTooLong = fmt.Errorf("message is longer than %d bytes", MaxMessage)
	errSilent  = errors.New("the server has gone silent")
)

// A Conn is an open websocket. Next and Waiting are for one goroutine; Close
// is for any.
type Conn struct {
	ws   *websocket.Conn
	stop context.CancelCauseFunc
	// messages holds what came ahead of Next, and is closed after the last
	// one, when reason is set; room has one entry for each slot in use.
	messages chan []byte
	room     chan struct{}
	reason   error
}

// Dial opens a websocket at an http or https address. It is closed when ctx
// ends. A refusal is the error that [fetch.Request.Check] makes of it.
func Dial(ctx context.Context, client *fetch.Client, r fetch.Request) (*Conn, error) {
	ctx, stop := context.WithCancelCause(ctx)
	ws, line, err := shake(ctx, client, r)
	if err != nil {
		stop(nil)
		return nil, err
	}
	ws.SetReadLimit(MaxMessage)
	c := &Conn{ws: ws, stop: stop, messages: make(chan []byte, ahead), room: make(chan struct{}, ahead)}
	line.watch(func() { c.ask(ctx, line) })
	go c.receive(ctx)
	return c, nil
}

// ask pings a silent peer and gives it up when nothing at all comes back. The
// ping does not end with the first byte that comes: a context that ends while
// a frame is written takes the connection with it.
func (c *Conn) ask(ctx context.Context, l *line) {
	before := l.heard.Load()
	patience, cancel := context.WithTimeout(ctx, quiet)
	defer cancel()
	if err := c.ws.Ping(patience); err != nil && l.heard.Load() == before {
		c.stop(errSilent)
	}
}

// receive reads ahead of Next, so that Waiting knows of what has arrived.
func (c *Conn) receive(ctx context.Context) {
	defer close(c.messages)
	for {
		_, message, err := c.ws.Read(ctx)
		if err != nil {
			c.reason = explain(ctx, err)
			return
		}
		for range slots(message) {
			select {
			case c.room <- struct{}{}:
			case <-ctx.Done():
				c.reason = context.Cause(ctx)
				return
			}
		}
		c.messages <- message // never waits: each has a slot at least
	}
}

func slots(message []byte) int { return min(1+len(message)/slotSize, ahead) }

// explain names an end: 1000, 1001 and a close without a code are good ones,
// a connection that ends without a close is not.
func explain(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	var closed websocket.CloseError
	switch {
	case errors.As(err, &closed):
		return closing(closed)
	case errors.Is(err, websocket.ErrMessageTooBig):
		return errTooLong
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("connection broke: %w", io.ErrUnexpectedEOF)
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, net.ErrClosed):
		return errSilent // the deadline was for a ping or a pong, and the library gave up
	}
	return err
}

func closing(end websocket.CloseError) error {
	switch end.Code {
	case websocket.StatusNormalClosure, websocket.StatusGoingAway, websocket.StatusNoStatusRcvd:
		return io.EOF
	}
	return fmt.Errorf("the server closed the connection: %d %.120s", end.Code, strings.ToValidUTF8(end.Reason, ""))
}

// Next returns the next message. io.EOF means that the server has closed the
// connection in good order.
func (c *Conn) Next() ([]byte, error) {
	message, ok := <-c.messages
	return c.took(message, ok)
}

// ErrQuiet means that nothing came in time; the connection is as good as
// before.
var ErrQuiet = errors.New("no message in time")

// NextWithin is Next for a reader who has something else to do after d; it
// returns ErrQuiet then.
func (c *Conn) NextWithin(d time.Duration) ([]byte, error) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case message, ok := <-c.messages:
		return c.took(message, ok)
	case <-timer.C:
		return nil, ErrQuiet
	}
}

func (c *Conn) took(message []byte, ok bool) ([]byte, error) {
	if !ok {
		return nil, c.reason
	}
	for range slots(message) {
		<-c.room
	}
	return message, nil
}

// Waiting reports whether more has arrived already, so that a reader who
// gathers messages knows when to hand them on.
func (c *Conn) Waiting() bool { return len(c.messages) > 0 }

// Close ends the connection and all that watches over it.
func (c *Conn) Close() error {
	c.stop(io.ErrClosedPipe)
	c.ws.CloseNow() // fails only where it was closed before
	for range c.messages {
		// until nobody reads ahead any more
	}
	return nil
}

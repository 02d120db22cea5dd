// Package socket is the reading half of a websocket (RFC 6455) over the client
// of package fetch, so that a stream has the same guard, bounds and errors as
// any other request. It speaks only what a listener needs: it receives
// messages and answers pings.
package socket

import (
	"bufio"
	"context"
	"crypto/rand"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/earshot-go/earshot/internal/fetch"
)

const (
	// MaxMessage bounds one message, of one frame or many.
	MaxMessage = 1 << 20
	// quiet is after how long without a frame the peer is asked whether it
	// is still there, and after how long more it is taken to be gone.
	quiet = 30 * time.Second

	opContinuation = 0x0
	opText         = 0x1
	opBinary       = 0x2
	opClose        = 0x8
	opPing         = 0x9
	opPong         = 0xA
)

var (
	errHandshake = errors.New("the server does not speak websocket")
	errTooLong   = fmt.Errorf("message is longer than %d bytes", MaxMessage)
	errProtocol  = errors.New("frame breaks the websocket protocol")
	errSilent    = errors.New("the server has gone silent")
)

// A Conn is an open websocket. Next is for one goroutine; Close is for any.
type Conn struct {
	body io.ReadWriteCloser
	r    *bufio.Reader
	stop func() bool // of the watch over the context

	mu     sync.Mutex // guards writing and what follows
	timer  *time.Timer
	asked  bool // the peer was asked and has not answered
	reason error
}

// Dial opens a websocket at an http or https address. It is closed when ctx
// ends. A refusal is the error that [fetch.Request.Check] makes of it.
func Dial(ctx context.Context, client *fetch.Client, r fetch.Request) (*Conn, error) {
	nonce := make([]byte, 16)
	rand.Read(nonce)
	key := base64.StdEncoding.EncodeToString(nonce)
	header := http.Header{"Connection": {"Upgrade"}, "Upgrade": {"websocket"}, "Sec-Websocket-Version": {"13"}, "Sec-Websocket-Key": {key}}
	for name, values := range r.Header {
		header[name] = values
	}
	r.Header = header
	resp, err := client.Stream(ctx, r)
	if err != nil {
		return nil, err
	}
	body, ok := resp.Body.(io.ReadWriteCloser)
	if resp.StatusCode != http.StatusSwitchingProtocols || !ok || resp.Header.Get("Sec-Websocket-Accept") != accept(key) {
		return nil, refusal(client, r, resp)
	}
	c := &Conn{body: body, r: bufio.NewReaderSize(body, 64<<10)}
	c.watch()
	c.stop = context.AfterFunc(ctx, func() { c.fail(context.Cause(ctx)) })
	return c, nil
}

// accept is what a server answers to a key (RFC 6455, section 4.2.2).
func accept(key string) string {
	sum := sha1.Sum([]byte(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	return base64.StdEncoding.EncodeToString(sum[:])
}

func refusal(client *fetch.Client, r fetch.Request, resp *http.Response) error {
	defer resp.Body.Close()
	var body []byte
	if resp.StatusCode != http.StatusSwitchingProtocols {
		body, _ = io.ReadAll(io.LimitReader(resp.Body, 512))
	}
	answer := &fetch.Response{Status: resp.StatusCode, Header: resp.Header, Body: body, URL: resp.Request.URL, Received: client.Now()}
	if resp.StatusCode >= 400 {
		return r.Check(answer)
	}
	return fmt.Errorf("%s: status %d: %w", fetch.Hide(r.URL), resp.StatusCode, errHandshake)
}

// Close ends the connection and all that watches over it.
func (c *Conn) Close() error {
	c.stop()
	c.fail(io.ErrClosedPipe)
	return nil
}

// fail closes the connection for a reason, which Next returns.
func (c *Conn) fail(reason error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.reason == nil {
		c.reason = reason
		c.timer.Stop()
		c.body.Close()
	}
}

// ask pings a silent peer once, and gives it up the second time.
func (c *Conn) ask() {
	c.mu.Lock()
	gone := c.asked
	c.asked = true
	c.mu.Unlock()
	if gone {
		c.fail(errSilent)
		return
	}
	if err := c.write(opPing, nil); err != nil {
		c.fail(err)
		return
	}
	c.watch()
}

// watch lets the peer be asked when it has been silent for long.
func (c *Conn) watch() {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.reason != nil:
	case c.timer == nil:
		c.timer = time.AfterFunc(quiet, c.ask)
	default:
		c.timer.Reset(quiet)
	}
}

func (c *Conn) heard() {
	c.mu.Lock()
	c.asked = false
	c.mu.Unlock()
	c.watch()
}

// Next returns the next message, valid until the next call. io.EOF means that
// the server has closed the connection in good order.
func (c *Conn) Next() ([]byte, error) {
	message, err := c.message()
	if err != nil {
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.reason != nil {
			err = c.reason
		}
		if err == io.ErrUnexpectedEOF {
			err = fmt.Errorf("connection broke: %w", err)
		}
	}
	return message, err
}

func (c *Conn) message() ([]byte, error) {
	var message []byte
	begun := false
	for {
		final, op, payload, err := c.frame(MaxMessage - len(message))
		if err != nil {
			return nil, err
		}
		c.heard()
		switch op {
		case opPing:
			if err := c.write(opPong, payload); err != nil {
				return nil, err
			}
			continue
		case opPong:
			continue
		case opClose:
			c.write(opClose, payload[:min(len(payload), 2)])
			return nil, closing(payload)
		case opText, opBinary:
			if begun {
				return nil, errProtocol
			}
		case opContinuation:
			if !begun {
				return nil, errProtocol
			}
		default:
			return nil, errProtocol
		}
		begun = true
		message = append(message, payload...)
		if final {
			return message, nil
		}
	}
}

// closing returns what a close frame says: 1000 and 1001 are a good end.
func closing(payload []byte) error {
	if len(payload) < 2 {
		return io.EOF
	}
	code := binary.BigEndian.Uint16(payload)
	if code == 1000 || code == 1001 {
		return io.EOF
	}
	reason := strings.ToValidUTF8(string(payload[2:]), "")
	return fmt.Errorf("the server closed the connection: %d %.120s", code, reason)
}

// frame reads one frame whose payload has at most limit bytes.
func (c *Conn) frame(limit int) (final bool, op byte, payload []byte, err error) {
	var head [2]byte
	if _, err := io.ReadFull(c.r, head[:]); err != nil {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF // no close frame came
		}
		return false, 0, nil, err
	}
	final, op = head[0]&0x80 != 0, head[0]&0x0F
	size := uint64(head[1] & 0x7F)
	control := op >= opClose
	if head[0]&0x70 != 0 || head[1]&0x80 != 0 || control && (size > 125 || !final) {
		return false, 0, nil, errProtocol
	}
	switch size {
	case 126:
		size, err = c.number(2)
	case 127:
		size, err = c.number(8)
	}
	if err != nil {
		return false, 0, nil, err
	}
	if size > uint64(limit) && !control {
		return false, 0, nil, errTooLong
	}
	payload = make([]byte, size)
	_, err = io.ReadFull(c.r, payload)
	return final, op, payload, err
}

func (c *Conn) number(size int) (uint64, error) {
	var b [8]byte
	_, err := io.ReadFull(c.r, b[8-size:])
	return binary.BigEndian.Uint64(b[:]), err
}

// write sends a control frame, masked as those of clients must be.
func (c *Conn) write(op byte, payload []byte) error {
	frame := make([]byte, 0, 6+len(payload))
	frame = append(frame, 0x80|op, 0x80|byte(len(payload)))
	var mask [4]byte
	rand.Read(mask[:])
	frame = append(frame, mask[:]...)
	for i, b := range payload {
		frame = append(frame, b^mask[i%4])
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.reason != nil {
		return c.reason
	}
	_, err := c.body.Write(frame)
	return err
}

// Waiting reports whether more has arrived already, so that a reader who
// gathers messages knows when to hand them on.
func (c *Conn) Waiting() bool { return c.r.Buffered() > 0 }

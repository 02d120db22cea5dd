package socket

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/coder/websocket"

	"github.com/earshot-go/earshot/internal/fetch"
)

var errHandshake = errors.New("the server does not speak websocket")

// peer is all that the websocket library learns of an address, so that none of
// its errors can tell a secret.
const peer = "http://peer.invalid"

// shake asks a server to speak websocket from now on.
func shake(ctx context.Context, client *fetch.Client, r fetch.Request) (*websocket.Conn, *line, error) {
	d := &door{client: client, request: r}
	ws, resp, err := websocket.Dial(ctx, peer, &websocket.DialOptions{
		HTTPClient: &http.Client{Transport: d},
		HTTPHeader: r.Header,
	})
	switch {
	case d.err != nil:
		return nil, nil, d.err
	case resp == nil:
		return nil, nil, err
	case err != nil:
		return nil, nil, refusal(client, r, resp)
	}
	return ws, d.line, nil
}

// refusal is what an answer that opens no websocket means.
func refusal(client *fetch.Client, r fetch.Request, resp *http.Response) error {
	if resp.StatusCode < 400 {
		return fmt.Errorf("%s: status %d: %w", fetch.Hide(r.URL), resp.StatusCode, errHandshake)
	}
	body, _ := io.ReadAll(resp.Body) // 1 KiB at most, kept by the library
	return r.Check(&fetch.Response{Status: resp.StatusCode, Header: resp.Header, Body: body, URL: resp.Request.URL, Received: client.Now()})
}

// A door lets the websocket library ask one request through the client of
// package fetch, with its guard, its redirects and its name.
type door struct {
	client  *fetch.Client
	request fetch.Request
	line    *line // when the server has agreed
	err     error // when there is no answer
}

// RoundTrip asks what the door was made for, with the headers of the library.
func (d *door) RoundTrip(req *http.Request) (*http.Response, error) {
	r := d.request
	r.Header = req.Header
	resp, err := d.client.Stream(req.Context(), r)
	if err != nil {
		d.err = err
		return nil, err
	}
	if body, ok := resp.Body.(io.ReadWriteCloser); ok {
		d.line = &line{ReadWriteCloser: body}
		resp.Body = d.line
	}
	return resp, nil
}

package fetch

import (
	"context"
	"net/url"
	"strings"
	"time"

	"github.com/earshot-go/earshot/internal/manners"
)

// pauseAll keeps those who wait for their turn from a host that has enough, for
// a minute where it does not say for how long.
func (resp *Response) pauseAll(ctx context.Context, r Request) {
	if !resp.limited() {
		return
	}
	until := ComeBack(resp.Header, resp.Received)
	if until.IsZero() {
		until = resp.Received.Add(time.Minute)
	}
	manners.From(ctx).Pause(hostOf(r.URL), until)
}

// Hold waits for the turn at the host of an address, as Do does by itself, and
// keeps it beyond the next answer, until leave is called or what was read of the
// answer is taken over: for an answer that takes much memory. Do then asks with
// the context held.
func Hold(ctx context.Context, address string, apart time.Duration) (held context.Context, leave func(), err error) {
	leave, err = manners.Hold(ctx, hostOf(address), apart)
	if err != nil {
		return nil, nil, explain(ctx, Request{URL: address}, err)
	}
	return manners.Held(ctx), leave, nil
}

// Pace waits, for whoever holds the turn at a host and asks for more, until the
// host may be asked again.
func Pace(ctx context.Context, address string, apart time.Duration) error {
	return manners.From(ctx).Pace(ctx, hostOf(address), apart)
}

// hostOf returns the host of an address with its port.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}

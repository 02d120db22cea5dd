package feed

import (
	"bytes"
	"context"
	"net/http"
	"net/url"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/source"
)

const accept = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, " +
	"application/xml;q=0.9, application/json;q=0.8, */*;q=0.5"

// request asks for a page of the feed. The token goes to where the user wanted
// it to go, not to where a page or a redirect points.
func (s *Source) request(address string) fetch.Request {
	r := fetch.Request{URL: address, Header: http.Header{"Accept": {accept}}}
	if s.config.Token != "" && sameSite(address, s.address) {
		r.Header.Set("Authorization", "Bearer "+s.config.Token)
	}
	return r
}

func sameSite(a, b string) bool {
	one, err := url.Parse(a)
	other, failed := url.Parse(b)
	return err == nil && failed == nil && one.Host == other.Host && one.Scheme == other.Scheme
}

// hold waits for the turn at the host, and keeps it until what was read is taken
// over, so that only so many feeds lie in memory at once.
func (p *pass) hold(ctx context.Context, from source.Cursor) (held context.Context, leave func(), err error) {
	if err := p.source.Check(); err != nil {
		return nil, nil, err
	}
	address := p.source.address
	if bytes.Contains(from, []byte(`"moved"`)) { // which is rare, and worth reading the state for
		if s, err := parseState(from); err == nil {
			address = s.address(address)
		}
	}
	return fetch.Hold(ctx, address, p.source.config.Apart)
}

package fetch

import (
	"errors"
	"net"
	"net/http"
	"time"

	"code.dny.dev/ssrf"
)

// maxRedirects is how many hops one request may take.
const maxRedirects = 5

// newTransport makes a transport for one pass: it keeps a connection between
// the pages of a pass, and nothing beyond. The guard looks at each address
// after name resolution, so that a name that points inside is refused too, at
// every hop. There is no proxy, because a proxy would resolve names behind the
// guard's back; who needs one brings a transport.
func newTransport(allowPrivate, http2 bool) *http.Transport {
	dialer := &net.Dialer{Timeout: 10 * time.Second}
	if !allowPrivate {
		dialer.Control = ssrf.New(ssrf.WithAnyPort()).Safe
	}
	return &http.Transport{
		DialContext:            dialer.DialContext,
		Protocols:              protocols(http2),
		MaxConnsPerHost:        2,
		MaxResponseHeaderBytes: maxHeaderBytes,
		TLSHandshakeTimeout:    10 * time.Second,
		IdleConnTimeout:        30 * time.Second,
	}
}

func protocols(http2 bool) *http.Protocols {
	p := new(http.Protocols)
	p.SetHTTP1(true)
	p.SetHTTP2(http2)
	return p
}

var (
	errTooManyHops = errors.New("more than 5 redirects")
	errDowngrade   = errors.New("redirect from https to http with credentials")
	errScheme      = errors.New("redirect to something that is neither http nor https")
)

// checkRedirect bounds hops and keeps credentials at the host they were meant
// for.
func checkRedirect(req *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return errTooManyHops
	}
	if req.URL.Scheme != "http" && req.URL.Scheme != "https" {
		return errScheme
	}
	first := via[0]
	if first.Method != "" && first.Method != http.MethodGet && first.Method != http.MethodHead {
		return http.ErrUseLastResponse // a body is for the address asked, and a POST must not turn into a GET
	}
	if first.URL.Scheme == "https" && req.URL.Scheme == "http" && hasCredentials(first) {
		return errDowngrade
	}
	// The address asked before may hold secrets.
	req.Header.Del("Referer")
	if req.URL.Host != first.URL.Host {
		keepOnly(req.Header, "User-Agent", "Accept", "Accept-Language")
	}
	return nil
}

func hasCredentials(req *http.Request) bool {
	if req.URL.User != nil || req.Header.Get("Authorization") != "" {
		return true
	}
	for name := range req.URL.Query() {
		if isSecret(name) {
			return true
		}
	}
	return false
}

func keepOnly(h http.Header, names ...string) {
	kept := http.Header{}
	for _, name := range names {
		if values, ok := h[name]; ok {
			kept[name] = values
		}
	}
	clear(h)
	for name, values := range kept {
		h[name] = values
	}
}

// moved returns the address that the permanent redirects at the start of the
// chain lead to, and "" where there was none or a passing one came between.
func moved(resp *http.Response) string {
	target := ""
	for resp := resp.Request.Response; resp != nil; resp = resp.Request.Response {
		if resp.StatusCode != http.StatusMovedPermanently && resp.StatusCode != http.StatusPermanentRedirect {
			return ""
		}
		if target == "" {
			if location, err := resp.Location(); err == nil {
				target = location.String()
			}
		}
	}
	return target
}

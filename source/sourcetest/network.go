package sourcetest

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
)

// A Network is a double of a network: a server on loopback that answers as the
// real one does, and into which faults can be let.
type Network struct {
	// URL is the server's address, without a slash at its end.
	URL string

	server *httptest.Server
	real   http.Handler
	mu     sync.Mutex
	fault  Fault
	asked  []http.Request
}

// A Fault answers a request in place of the network, which is real.
type Fault func(w http.ResponseWriter, r *http.Request, real http.Handler)

// Serve starts a double that answers with handler. Close it at the end.
func Serve(handler http.Handler) *Network {
	n := &Network{real: handler}
	n.server = httptest.NewServer(http.HandlerFunc(n.serve))
	n.URL = n.server.URL
	return n
}

// Close ends the double and all that is connected to it.
func (n *Network) Close() {
	n.server.CloseClientConnections()
	n.server.Close()
}

// Let lets a fault in; nil ends it.
func (n *Network) Let(fault Fault) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.fault = fault
}

// Asked returns the requests that came since it was last called, without their
// bodies.
func (n *Network) Asked() []http.Request {
	n.mu.Lock()
	defer n.mu.Unlock()
	asked := n.asked
	n.asked = nil
	return asked
}

// maxAsked bounds what is kept of requests in a long run.
const maxAsked = 10000

func (n *Network) serve(w http.ResponseWriter, r *http.Request) {
	n.mu.Lock()
	fault := n.fault
	if len(n.asked) < maxAsked {
		n.asked = append(n.asked, http.Request{Method: r.Method, URL: r.URL, Header: r.Header, Host: r.Host})
	}
	n.mu.Unlock()
	// A server notices that its client has left only once the body is read.
	if body, err := io.ReadAll(r.Body); err == nil {
		r.Body = io.NopCloser(bytes.NewReader(body))
	}
	if fault == nil {
		n.real.ServeHTTP(w, r)
		return
	}
	fault(w, r, n.real)
}

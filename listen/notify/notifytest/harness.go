package notifytest

import (
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"time"

	"github.com/earshot-go/earshot/listen/notify"
)

// Secret is what a notifier under test has for a credential. It must not show
// in an error.
const Secret = "s3cr3t-0123456789abcdef0123"

// Pause is what a Busy network asks for.
const Pause = 7 * time.Second

// A Mood is how a network answers.
type Mood int

// The moods.
const (
	Accepts Mood = iota // takes the message
	Refuses             // will never take it: a bad request, a wrong credential
	Fails               // is broken for the moment
	Busy                // asks to come back after Pause
	Hangs               // takes the connection and says nothing
)

// A Network is a double of what a notifier sends to, in one mood.
type Network struct {
	Notifier notify.Notifier
	// Received returns every message that came, as it came: a body, a mail.
	Received func() []string
	Close    func()
}

// A Harness opens networks.
type Harness struct {
	Open func(mood Mood) Network
	// NoPause tells that the network has no way to ask for a pause.
	NoPause bool
}

// HTTP is a Harness for a notifier that posts to an address. Accepted writes
// what the network answers when all is well; nil is an empty answer of status
// 200.
func HTTP(open func(address string) notify.Notifier, accepted http.HandlerFunc) Harness {
	return Harness{Open: func(mood Mood) Network {
		n := &network{mood: mood, accepted: accepted, leave: make(chan struct{})}
		server := httptest.NewServer(n)
		return Network{
			Notifier: open(server.URL), Received: n.received,
			Close: func() { close(n.leave); server.Close() },
		}
	}}
}

type network struct {
	mood     Mood
	accepted http.HandlerFunc
	leave    chan struct{}

	mu     sync.Mutex
	bodies []string
}

func (n *network) received() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return append([]string(nil), n.bodies...)
}

func (n *network) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, 64<<20))
	if err != nil {
		return
	}
	n.mu.Lock()
	n.bodies = append(n.bodies, string(body))
	n.mu.Unlock()
	switch n.mood {
	case Accepts:
		if n.accepted != nil {
			n.accepted(w, r)
		}
	case Refuses:
		http.Error(w, "no", http.StatusBadRequest)
	case Fails:
		http.Error(w, "broken", http.StatusInternalServerError)
	case Busy:
		w.Header().Set("Retry-After", "7")
		http.Error(w, "slow down", http.StatusTooManyRequests)
	case Hangs:
		select {
		case <-n.leave:
		case <-r.Context().Done():
		}
	}
}

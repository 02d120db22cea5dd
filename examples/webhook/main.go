// Command webhook carries alerts to another program, and loses none, though the
// receiver is broken for the first three attempts.
//
//	go run ./examples/webhook
//
// It listens to the recording that all examples share. Sender and receiver are
// one program here and talk over a loopback address.
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/earshot-go/earshot/examples/internal/recording"
	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/notify"
)

const secret = "shared between both programs"

func main() {
	log.SetFlags(0)
	log.SetPrefix("webhook: ")
	if err := run(os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(out io.Writer) error {
	receiver, address, err := serve(&desk{out: out, broken: 3, known: make(map[string]bool)})
	if err != nil {
		return err
	}
	defer receiver.Close()

	ctx := context.Background()
	box, err := notify.NewOutbox(ctx, []notify.Destination{{
		Name: "desk", Least: 5,
		To: &notify.Webhook{URL: address, Secret: secret, Client: notify.Client{AllowPrivate: true}},
	}}, nil)
	if err != nil {
		return err
	}
	if err := listenAndPut(ctx, box); err != nil {
		return err
	}
	return deliver(ctx, box, out)
}

// listenAndPut hands every alert of the recording to the outbox.
func listenAndPut(ctx context.Context, box *notify.Outbox) error {
	l, err := listen.New(recording.Brands(), recording.Sources(), &listen.Options{Once: true})
	if err != nil {
		return err
	}
	for event := range l.Events(ctx) {
		if alert, ok := event.(*listen.Alert); ok {
			if err := box.Put(ctx, notify.FromAlert(alert)); err != nil {
				return err
			}
		}
	}
	return nil
}

// deliver runs the outbox until it is empty, as a service does for as long as
// it lives.
func deliver(ctx context.Context, box *notify.Outbox, out io.Writer) error {
	waiting := len(box.Waiting())
	fmt.Fprintf(out, "%d messages wait\n", waiting)
	for len(box.Waiting()) > 0 {
		if err := box.Deliver(ctx); err != nil {
			fmt.Fprintf(out, "not taken: %d messages wait on\n", len(box.Waiting()))
		}
		if next := soonest(box.Waiting()); !next.IsZero() {
			time.Sleep(time.Until(next))
		}
	}
	fmt.Fprintln(out, "all are delivered")
	return nil
}

func soonest(letters []notify.Letter) (next time.Time) {
	for _, l := range letters {
		if next.IsZero() || l.Next.Before(next) {
			next = l.Next
		}
	}
	return next
}

// A desk is the program at the other end.
type desk struct {
	out    io.Writer
	broken int // this many requests fail
	known  map[string]bool
}

func (d *desk) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if d.broken > 0 {
		d.broken--
		http.Error(w, "the desk is not awake yet", http.StatusInternalServerError)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
	if err != nil {
		return
	}
	m, err := notify.Verify(secret, r.Header, body, time.Now())
	if err != nil {
		http.Error(w, "not signed by us", http.StatusUnauthorized)
		return
	}
	if !d.known[m.Key] {
		d.known[m.Key] = true
		fmt.Fprintf(d.out, "desk: %s, severity %d\n", m.Title, m.Severity)
	}
}

func serve(h http.Handler) (*http.Server, string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, "", err
	}
	s := &http.Server{Handler: h, ReadHeaderTimeout: 5 * time.Second}
	go s.Serve(l)
	return s, "http://" + l.Addr().String(), nil
}

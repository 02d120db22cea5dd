// Command service is an HTTP service as many have one, to which a listener was
// added: it takes what customers write in its own form, listens to sources
// beside, shows both on a board, counts for Prometheus, says whether it is well
// and shuts down in order.
//
//	go run ./examples/service
//	curl -d 'text=My Telmira SIM does not work' http://localhost:8080/feedback
//
// Then look at
//
//	http://localhost:8080/listen/    the board
//	http://localhost:8080/metrics    for Prometheus
//	http://localhost:8080/healthz    for whoever restarts what is not well
//
// It listens to the recording of all examples, dated to end now, and to the
// feeds that -feed names. -state keeps what was learned in a file.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"syscall"
	"time"
)

type config struct {
	address string
	state   string
	feeds   []string
	lasts   time.Duration
}

func main() {
	// Both signals: SIGTERM is how a service is asked to end.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var c config
	flag.StringVar(&c.address, "addr", "localhost:8080", "where to serve")
	flag.StringVar(&c.state, "state", "", "a file that keeps the state; without it, all is learned anew")
	flag.Func("feed", "the address of a feed to listen to; may be repeated", func(address string) error {
		c.feeds = append(c.feeds, address)
		return nil
	})
	flag.DurationVar(&c.lasts, "for", 0, "end after this time; 0 is when asked to")
	flag.Parse()
	if err := run(ctx, c, os.Stdout, slog.New(slog.NewTextHandler(os.Stderr, nil))); err != nil {
		log.Fatal(err)
	}
}

// run starts from the inside out, and ends in the opposite order: first nobody
// is let in any more, then listening ends, then the state is closed.
func run(ctx context.Context, c config, out io.Writer, logger *slog.Logger) (err error) {
	if c.lasts > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, c.lasts)
		defer cancel()
	}
	e, err := newEar(c, logger)
	if err != nil {
		return err
	}
	defer func() { err = join(err, e.close()); fmt.Fprintln(out, "state closed") }()

	socket, err := net.Listen("tcp", c.address)
	if err != nil {
		return err
	}
	server := newServer(e)
	served := make(chan error, 1)
	go func() { served <- server.Serve(socket) }()
	fmt.Fprintf(out, "serving at http://%s/\n", socket.Addr())

	listening, deaf := context.WithCancel(context.Background()) // not ctx: requests that are under way may still be heard
	defer deaf()
	heard := make(chan int, 1)
	go func() { heard <- e.listen(listening) }()

	select {
	case <-ctx.Done():
	case err := <-served:
		return err // it ended by itself
	}
	if err := shutDown(server); err != nil {
		return err
	}
	fmt.Fprintln(out, "server closed")
	deaf()
	fmt.Fprintf(out, "listening ended after %d events\n", <-heard)
	return nil
}

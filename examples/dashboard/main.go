// Command dashboard serves a board over a recording, as if it were heard now.
//
//	go run ./examples/dashboard
//
// serves http://localhost:8080/listen/ with three weeks of posts about a mobile
// network, its sister and their rival: all but the last days at once, so that
// there is something to see, and the rest an hour in every half minute. It
// needs no network, and ends with Ctrl-C. In the middle of an outage it begins
// with
//
//	go run ./examples/dashboard -begin 129h30m -act
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"time"

	"github.com/earshot-go/earshot/examples/internal/recording"
	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/dashboard"
	"github.com/earshot-go/earshot/listen/insight"
)

type config struct {
	address string
	speed   float64
	begin   time.Duration
	lasts   time.Duration
	act     bool
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var c config
	flag.StringVar(&c.address, "addr", "localhost:8080", "where to serve")
	flag.Float64Var(&c.speed, "speed", 120, "how many times faster than it happened")
	flag.DurationVar(&c.begin, "begin", 5*24*time.Hour, "how long before its end the recording begins to be live")
	flag.DurationVar(&c.lasts, "for", 0, "end after this time; 0 is with Ctrl-C")
	flag.BoolVar(&c.act, "act", false, "let viewers assign and answer conversations")
	flag.Parse()
	if err := run(ctx, c, os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, c config, out io.Writer) error {
	if c.lasts > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, c.lasts)
		defer cancel()
	}
	l, board, err := listener(c, out)
	if err != nil {
		return err
	}
	address, stop, err := serve(c.address, board)
	if err != nil {
		return err
	}
	live := recording.End.Add(-c.begin)
	fmt.Fprintf(out, "serving http://%s/listen/; the recording until %s is read\n", address, live.Format("2 Jan 2006 15:04"))
	told := false
	for event, err := range board.Follow(l.Replay(ctx, paced(ctx, live, c.speed))) {
		if err != nil {
			return errors.Join(err, stop())
		}
		if !told && event.When().After(live) {
			told = true
			fmt.Fprintf(out, "%d posts so far; from here on it is live, %g times as fast\n", l.Stats().Posts, c.speed)
		}
	}
	<-ctx.Done()
	if err := stop(); err != nil {
		return err
	}
	fmt.Fprintln(out, "closed")
	return nil
}

// listener returns a listener for the recording's brands, with a board.
func listener(c config, out io.Writer) (*listen.Listener, *dashboard.Board, error) {
	var board *dashboard.Board
	l, err := listen.New(recording.Brands(), nil, &listen.Options{
		Hooks: listen.Hooks{Judged: func(w *listen.Window) { board.Judge(w) }},
	})
	if err != nil {
		return nil, nil, err
	}
	talks, err := insight.NewConversations(&insight.ConversationOptions{
		Selection: insight.Selection{Brands: []string{recording.Telmira, recording.Linnet}},
		Hours:     insight.Weekdays("", 8*time.Hour, 20*time.Hour), Target: 4 * time.Hour,
	})
	if err != nil {
		return nil, nil, err
	}
	options := &dashboard.Options{Title: "Telmira listens", Conversations: talks}
	if c.act {
		options.Act = func(_ *http.Request, a dashboard.Action) error {
			_, err := fmt.Fprintf(out, "%s %s %s\n", a.Verb, a.Conversation.Post, a.To)
			return err
		}
	}
	board = dashboard.New(l, options)
	return l, board, nil
}

// serve mounts the board, and returns where it is and how to end it.
func serve(address string, board *dashboard.Board) (at net.Addr, stop func() error, err error) {
	mux := http.NewServeMux()
	mux.Handle("/listen/", board)
	mux.Handle("/{$}", http.RedirectHandler("/listen/", http.StatusFound))
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	server.RegisterOnShutdown(board.Close) // or Shutdown would wait for those who watch
	socket, err := net.Listen("tcp", address)
	if err != nil {
		return nil, nil, err
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(socket) }()
	return socket.Addr(), func() error {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if err := server.Shutdown(ctx); err != nil {
			return err
		}
		if err := <-served; !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	}, nil
}

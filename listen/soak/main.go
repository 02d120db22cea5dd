// Command soak lets one process listen to many feeds and a stream on loopback,
// and says what it takes, and whether any host was asked more often than its
// manners allow.
//
//	go run ./listen/soak -feeds 10000 -rate 700 -for 20m
//
// The hosts are addresses of 127.0.0.0/8 served by a second process, so that
// clients, connections and limits are those of real hosts. One feed in twenty is
// each of: limiting, busy, missing, a web page, slow, cut off, with a ttl, with a
// max-age; one in a hundred is large, and one never answers. A third process
// fetches the same feeds once in a plain loop with gofeed, for comparison. It
// needs Linux, where every address that begins with 127 is the machine itself.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/earshot-go/earshot/listen"
)

// brands are what is listened for.
var brands = func() (all []listen.Brand) {
	for _, name := range strings.Fields("Brewpoint Telmira Kettlewise Northpan Ovalis Quintafont Rushlake Sundermill Tavoline Umbrafix Vantrello Wexcombe Yellowmere Zephyrine Arborell Brockwise Candlemore Dunhollow Elverton Fernaby") {
		all = append(all, listen.Brand{Name: name})
	}
	return all
}()

type flags struct {
	mode     string
	feeds    int
	hosts    int
	rate     int
	duration time.Duration
	port     string
}

func main() {
	var f flags
	flag.StringVar(&f.mode, "mode", "", "serve, listen or plain; empty is all three, each in a process of its own")
	flag.IntVar(&f.feeds, "feeds", 10000, "number of feeds")
	flag.IntVar(&f.hosts, "hosts", 3000, "number of hosts that they are on")
	flag.IntVar(&f.rate, "rate", 700, "posts a second in the stream")
	flag.DurationVar(&f.duration, "for", 20*time.Minute, "how long to listen")
	flag.StringVar(&f.port, "port", "", "port of the server, for a single mode")
	flag.Parse()
	if err := f.run(); err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1)
	}
}

func (f flags) run() error {
	switch f.mode {
	case "serve":
		return f.serve()
	case "listen":
		return f.listen()
	case "plain":
		return f.plain()
	}
	return f.all()
}

// address is that of a feed. The first of twenty feeds are all on one host,
// as those of a large network are.
func (f flags) address(n int) string {
	host := 1
	if n >= f.feeds/20 {
		host = 2 + n%f.hosts
	}
	return fmt.Sprintf("http://127.%d.%d.%d:%s/feed/%d", 1+host>>16, host>>8&255, host&255, f.port, n)
}

// serve prints its port, and serves until its input ends.
func (f flags) serve() error {
	l, err := net.Listen("tcp4", "0.0.0.0:0")
	if err != nil {
		return err
	}
	v := newVillage(f.feeds)
	mux := http.NewServeMux()
	mux.Handle("/feed/", v)
	mux.Handle("/subscribe", stream(f.rate))
	mux.HandleFunc("/report", func(w http.ResponseWriter, _ *http.Request) {
		asked, broken, rude := v.report()
		json.NewEncoder(w).Encode(report{asked, broken, rude})
	})
	mux.HandleFunc("/forget", func(http.ResponseWriter, *http.Request) { v.forget() })
	server := &http.Server{Handler: local(mux)}
	go server.Serve(l)
	fmt.Println(l.Addr().(*net.TCPAddr).Port)
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
	}
	return server.Close()
}

// local refuses whoever is not on this machine.
func local(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if host, _, err := net.SplitHostPort(r.RemoteAddr); err != nil || !net.ParseIP(host).IsLoopback() {
			http.Error(w, "only for this machine", http.StatusForbidden)
			return
		}
		h.ServeHTTP(w, r)
	})
}

type report struct {
	Asked, Broken int
	Rude          []string
}

func (f flags) report() (r report, err error) {
	resp, err := http.Get("http://127.0.0.1:" + f.port + "/report")
	if err != nil {
		return r, err
	}
	defer resp.Body.Close()
	return r, json.NewDecoder(resp.Body).Decode(&r)
}

// all runs the modes in processes of their own, so that each is measured
// alone.
func (f flags) all() error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	server := f.process(ctx, "serve")
	in, err := server.StdinPipe()
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := server.StdoutPipe()
	if err != nil {
		return err
	}
	if err := server.Start(); err != nil {
		return err
	}
	if _, err := fmt.Fscan(out, &f.port); err != nil {
		return err
	}
	for _, mode := range []string{"plain", "listen"} {
		p := f.process(ctx, mode)
		p.Stdout = os.Stdout
		if err := p.Run(); err != nil {
			return fmt.Errorf("%s: %w", mode, err)
		}
	}
	return nil
}

func (f flags) process(ctx context.Context, mode string) *exec.Cmd {
	c := exec.CommandContext(ctx, os.Args[0], "-mode", mode, "-port", f.port, "-for", f.duration.String(),
		"-feeds", fmt.Sprint(f.feeds), "-hosts", fmt.Sprint(f.hosts), "-rate", fmt.Sprint(f.rate))
	c.Stderr = os.Stderr
	return c
}

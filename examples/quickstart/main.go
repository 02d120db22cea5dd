// Command quickstart listens for brands and prints what it heard: who said
// what and in which tone, how the brands compare, and what was out of the
// ordinary, with the reasons.
//
// Without arguments it listens to a recording that is part of the program, and
// needs no network:
//
//	go run ./examples/quickstart
//
// The same program listens to real posts:
//
//	go run ./examples/quickstart -brand "Acme=Acme Corp,#acmefail" -feed https://example.com/alerts.xml -jsonl posts.jsonl
package main

//go:generate sh -c "CLICOLOR_FORCE=1 go run . | go run ../internal/picture >../../docs/quickstart.svg"

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
)

// Exit statuses.
const (
	fine        = 0
	nothingRead = 1 // every source failed
	misused     = 2 // wrong flags
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	status := run(ctx, os.Args[1:], newConsole(os.Stdout), newConsole(os.Stderr))
	stop()
	os.Exit(status)
}

// run is the program; all it says goes to out, all that went wrong to errs.
func run(ctx context.Context, args []string, out, errs console) int {
	c, err := parse(args, errs)
	if errors.Is(err, flag.ErrHelp) {
		return fine
	}
	faults := newFaults(errs)
	if err != nil {
		faults.tell(err)
		return misused
	}
	memory, err := open(c.state, faults)
	if err != nil {
		faults.tell(err)
		return misused
	}
	defer memory.close()
	bar := newProgress(c, errs)
	l, sources, err := c.listener(memory, bar)
	if err != nil {
		faults.tell(err)
		return misused
	}

	faults.warn(l.Warnings())
	report := newReport(out, c, l.Cues)
	report.begin()
	for event, err := range l.Events(ctx) {
		if err != nil {
			bar.clear()
			faults.add(err)
			continue
		}
		report.add(event)
	}
	bar.clear()
	faults.close()
	report.end(l.Stats())
	if len(faults.failed) == sources && l.Stats().Posts == 0 {
		fmt.Fprintln(errs, "quickstart: nothing could be read")
		return nothingRead
	}
	return fine
}

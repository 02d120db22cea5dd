// Command report writes what happened to two mobile networks in a week of the
// recording: a page with its charts inside, the same in Markdown, and as JSON.
//
//	go run ./examples/report                     # Markdown, to read here
//	go run ./examples/report -html week.html -json week.json
//	go run ./examples/report -from 2026-03-18 -days 1
//	go run ./examples/report -worst -html worst.html   # the most severe incident alone
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"time"

	"github.com/earshot-go/earshot/examples/internal/recording"
	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/report"
)

const zone = "Europe/Amsterdam"

func main() {
	log.SetFlags(0)
	log.SetPrefix("report: ")
	from := flag.String("from", "2026-03-14", "the first `day`")
	days := flag.Int("days", 7, "how many days")
	worst := flag.Bool("worst", false, "write about the most severe incident instead")
	page := flag.String("html", "", "write a page to this `file`")
	data := flag.String("json", "", "write JSON to this `file`")
	flag.Parse()

	options, err := period(*from, *days)
	if err == nil && *worst {
		options, err = incident()
	}
	if err != nil {
		log.Fatal(err)
	}
	r, err := write(options)
	if err != nil {
		log.Fatal(err)
	}
	if err := errors.Join(save(*page, r.WriteHTML), save(*data, r.WriteJSON), r.WriteMarkdown(os.Stdout)); err != nil {
		log.Fatal(err)
	}
}

// period is the report's time: whole days where the desk is.
func period(from string, days int) (*report.Options, error) {
	at, err := time.LoadLocation(zone)
	if err != nil {
		return nil, err
	}
	first, err := time.ParseInLocation(time.DateOnly, from, at)
	if err != nil {
		return nil, fmt.Errorf("-from: %w", err)
	}
	return &report.Options{From: first, To: first.AddDate(0, 0, days), Zone: zone}, nil
}

// incident finds the most severe alert of the recording.
func incident() (*report.Options, error) {
	var worst *listen.Alert
	err := hear(listen.Hooks{}, func(_ *listen.Listener, event listen.Event) {
		if a, ok := event.(*listen.Alert); ok && a.State == listen.Firing && (worst == nil || a.Severity > worst.Severity) {
			worst = a
		}
	})
	if err != nil {
		return nil, err
	}
	if worst == nil {
		return nil, errors.New("there was no alert")
	}
	return report.Incident(worst, zone), nil
}

// write listens to the recording and writes the report.
func write(options *report.Options) (*report.Report, error) {
	collector, err := report.New(options)
	if err != nil {
		return nil, err
	}
	var listener *listen.Listener
	err = hear(listen.Hooks{Judged: collector.Judged}, func(l *listen.Listener, event listen.Event) {
		listener = l
		collector.Add(event)
	})
	if err != nil {
		return nil, err
	}
	return collector.Report(listener.Coverage(options.From, options.To))
}

// hear listens to the whole recording.
func hear(hooks listen.Hooks, tell func(*listen.Listener, listen.Event)) error {
	l, err := listen.New(recording.Brands(), recording.Sources(), &listen.Options{Once: true, Hooks: hooks})
	if err != nil {
		return err
	}
	for event, err := range l.Events(context.Background()) {
		if event == nil { // one source was lost for an hour, as planned
			fmt.Fprintln(os.Stderr, err)
			continue
		}
		tell(l, event)
	}
	return nil
}

func save(name string, write func(io.Writer) error) (err error) {
	if name == "" {
		return nil
	}
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return write(file)
}

package listen_test

import (
	"context"
	"fmt"
	"log"
	"strings"

	"github.com/earshot-go/earshot/listen"
)

// Before a changed configuration goes live, a recording tells what it would
// have changed.
func ExampleDiff() {
	recording := `{"source":"s","post":{"id":"1","time":"2026-03-02T09:00:00Z","text":"brunch at Brewpoint"}}
{"source":"s","post":{"id":"2","time":"2026-03-02T09:05:00Z","text":"the brewpoint valve of our kettle leaks"}}
{"source":"s","post":{"id":"3","time":"2026-03-02T09:07:00Z","text":"Brewpt on Main Street is open"}}
`
	before, err := listen.New([]listen.Brand{{Name: "Brewpoint"}}, nil, nil)
	if err != nil {
		log.Fatal(err)
	}
	after, err := listen.New([]listen.Brand{{Name: "Brewpoint", Terms: []string{"Brewpt"}, Not: []string{"brewpoint valve"}}}, nil, nil)
	if err != nil {
		log.Fatal(err)
	}
	d, err := listen.Diff(context.Background(), before, after, listen.Records(strings.NewReader(recording)))
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range d.Gained {
		fmt.Println("gained:", c.Mention.Text)
	}
	for _, c := range d.Lost {
		fmt.Println("lost:", c.Mention.Text)
	}
	// Output:
	// gained: Brewpt on Main Street is open
	// lost: the brewpoint valve of our kettle leaks
}

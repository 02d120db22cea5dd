package boltstore_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/boltstore"
	"github.com/earshot-go/earshot/source"
)

// The second run of a program knows what the first one counted.
func ExampleOpen() {
	dir, err := os.MkdirTemp("", "earshot")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	post := source.Post{ID: "1", Text: "coffee at Brewpoint", Time: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}

	for run := 1; run <= 2; run++ {
		store, err := boltstore.Open(filepath.Join(dir, "earshot.db"))
		if err != nil {
			log.Fatal(err)
		}
		if damaged := store.Damaged(); damaged != nil {
			log.Print(damaged)
		}
		l, err := listen.New([]listen.Brand{{Name: "Brewpoint"}}, nil, &listen.Options{Store: store})
		if err != nil {
			log.Fatal(err)
		}
		heard := 0
		for range l.Feed(context.Background(), "tickets", post) {
			heard++
		}
		if err := l.Save(context.Background()); err != nil {
			log.Fatal(err)
		}
		fmt.Printf("run %d: heard %d, counted %d\n", run, heard, l.Stats().Mentions)
		if err := store.Close(); err != nil {
			log.Fatal(err)
		}
	}
	// Output:
	// run 1: heard 1, counted 1
	// run 2: heard 0, counted 1
}

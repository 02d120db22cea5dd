package jsonl_test

import (
	"os"
	"time"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/jsonl"
)

func ExampleWrite() {
	post := source.Post{
		ID: "42", Text: "Acme is down again", Language: "en",
		Time:   time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC),
		Author: source.Author{Handle: "ann", Followers: source.Known(0)},
	}
	if err := jsonl.Write(os.Stdout, &post); err != nil {
		panic(err)
	}
	// Output: {"id":"42","author":{"handle":"ann","followers":0},"text":"Acme is down again","language":"en","time":"2026-03-02T09:30:00Z"}
}

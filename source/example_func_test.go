package source_test

import (
	"context"
	"fmt"
	"iter"
	"strconv"

	"github.com/earshot-go/earshot/source"
)

// A help desk has numbered tickets; the number of the last one is the cursor.
func ExampleFunc() {
	tickets := []string{"Acme app crashes", "Where is my order?", "Acme is great"}
	desk := source.Func("tickets", func(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
		return func(yield func(source.Batch, error) bool) {
			read := 0
			if from != nil {
				var err error
				if read, err = strconv.Atoi(string(from)); err != nil || read > len(tickets) {
					yield(source.Batch{}, source.ErrCursor)
					return
				}
			}
			for i := read; i < len(tickets); i++ {
				post := source.Post{ID: strconv.Itoa(i), Text: tickets[i]}
				post.Version = post.Fingerprint()
				if !yield(source.Batch{Posts: []source.Post{post}, Cursor: source.Cursor(strconv.Itoa(i + 1))}, nil) {
					return
				}
			}
		}
	})

	for batch, err := range desk.Read(context.Background(), source.Cursor("1")) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(batch.Posts[0].Text, "- go on from", string(batch.Cursor))
	}
	// Output:
	// Where is my order? - go on from 2
	// Acme is great - go on from 3
}

func ExamplePosts() {
	replay := source.Posts("replay", []source.Post{{ID: "1", Text: "Acme is down"}, {ID: "2", Text: "Acme is back"}})
	for batch := range replay.Read(context.Background(), nil) {
		fmt.Println(batch.Posts[0].Text)
		fmt.Println(batch.Posts[1].Text)
	}
	// Output:
	// Acme is down
	// Acme is back
}

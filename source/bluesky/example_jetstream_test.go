package bluesky_test

import (
	"context"
	"fmt"

	"github.com/earshot-go/earshot/source/bluesky"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

func ExampleJetstream() {
	j := newJetstream(true)
	j.publish(2)
	network := sourcetest.Serve(j) // in your program: bluesky.Jetstream(), and nil for the cursor
	defer network.Close()
	defer j.end()

	heard := 0
	for batch, err := range bluesky.Jetstream(web.Base(network.URL), web.AllowPrivate()).Read(context.Background(), before) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		for _, post := range batch.Posts {
			fmt.Println(post.Author.ID, post.Language, post.Text)
		}
		if heard += len(batch.Posts); heard == 2 {
			break // a stream goes on until it is left
		}
	}
	// Output:
	// did:plc:ann en Acme 0
	// did:plc:ann en Acme 1
}

package x_test

import (
	"context"
	"fmt"
	"net/http"

	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
	"github.com/earshot-go/earshot/source/x"
)

func ExampleStream() {
	s := &wire{}
	s.Publish(1)
	network := sourcetest.Serve(s) // in your program, leave out Base and AllowPrivate
	defer network.Close()

	posts, err := x.Stream([]string{"acme -is:retweet"}, 10_000, web.Token("your token"), web.Base(network.URL), web.AllowPrivate())
	if err != nil {
		panic(err)
	}
	for batch, err := range posts.Read(context.Background(), nil) {
		if err != nil {
			fmt.Println(err)
			break
		}
		if len(batch.Posts) > 0 { // the first batch is a place to go on from
			fmt.Println(batch.Posts[0].Author.Handle, batch.Posts[0].Text)
			break
		}
	}
	// Output: ann I <3 Acme 1000
}

// What you stored of X has to go when its author withdraws it.
func ExampleWithdrawn() {
	network := sourcetest.Serve(http.HandlerFunc(shelf)) // in your program, leave out Base and AllowPrivate
	defer network.Close()

	stored := []string{"5", "6", "7"}
	gone, err := x.Withdrawn(context.Background(), stored, web.Token("your token"), web.Base(network.URL), web.AllowPrivate())
	if err != nil {
		panic(err)
	}
	for _, post := range gone {
		fmt.Println("delete", post.ID)
	}
	// Output: delete 7
}

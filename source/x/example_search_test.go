package x_test

import (
	"context"
	"fmt"

	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
	"github.com/earshot-go/earshot/source/x"
)

func ExampleSearch() {
	a := &api{}
	a.Publish(1)
	network := sourcetest.Serve(a) // in your program, leave out Base and AllowPrivate
	defer network.Close()

	posts, err := x.Search("acme -is:retweet", 10_000, web.Token("your token"), web.Base(network.URL), web.AllowPrivate())
	if err != nil {
		panic(err)
	}
	for batch, err := range posts.Read(context.Background(), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(batch.Posts[0].Author.Handle, batch.Posts[0].Text)
	}
	// Output: ann I <3 Acme 1000
}

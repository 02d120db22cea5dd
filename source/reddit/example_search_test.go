package reddit_test

import (
	"context"
	"fmt"

	"github.com/earshot-go/earshot/source/reddit"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

func ExampleSearch() {
	a := &api{}
	a.Publish(1)
	network := sourcetest.Serve(a) // in your program, leave out Base and AllowPrivate
	defer network.Close()

	posts := reddit.Search("acme", web.Token("your token"), web.Base(network.URL), web.AllowPrivate())
	for batch, err := range posts.Read(context.Background(), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(batch.Posts[0].Tags, batch.Posts[0].Author.Handle, batch.Posts[0].Title)
	}
	// Output: [tea] ann Acme
}

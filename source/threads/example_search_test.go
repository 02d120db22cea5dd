package threads_test

import (
	"context"
	"fmt"

	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/threads"
	"github.com/earshot-go/earshot/source/web"
)

func ExampleSearch() {
	a := &api{}
	a.Publish(1)
	network := sourcetest.Serve(a) // in your program, leave out Base and AllowPrivate
	defer network.Close()

	posts := threads.Search("acme", web.Token("your token"), web.Base(network.URL), web.AllowPrivate())
	for batch, err := range posts.Read(context.Background(), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		for _, post := range batch.Posts {
			fmt.Println(post.Author.Handle+":", post.Text)
		}
	}
	// Output: ann: I <3 Acme, Acme
}

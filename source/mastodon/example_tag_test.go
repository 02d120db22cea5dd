package mastodon_test

import (
	"context"
	"fmt"

	"github.com/earshot-go/earshot/source/mastodon"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

func ExampleTag() {
	s := newServer()
	s.publish(1)
	network := sourcetest.Serve(s) // in your program leave out Base and AllowPrivate
	defer network.Close()

	posts := mastodon.Tag("social.example", "coffee", web.Token(token), web.Base(network.URL), web.AllowPrivate())
	for batch, err := range posts.Read(context.Background(), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		for _, post := range batch.Posts {
			fmt.Println(post.Author.Name, post.Tags, post.Text)
		}
	}
	// Output: Ann 😀 [coffee] Acme 1000000 #coffee
}

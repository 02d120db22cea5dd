package instagram_test

import (
	"context"
	"fmt"

	"github.com/earshot-go/earshot/source/instagram"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

func ExampleHashtag() {
	g := &graph{}
	g.Publish(1)
	network := sourcetest.Serve(g) // in your program, leave out Base and AllowPrivate
	defer network.Close()

	tea := instagram.Hashtag("17841400000000000", "acmetea", web.Token("your token"), web.Base(network.URL), web.AllowPrivate())
	for batch, err := range tea.Read(context.Background(), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		for _, post := range batch.Posts {
			fmt.Println(post.Likes, "likes:", post.Text)
		}
	}
	// Output: 3 likes: I <3 Acme, Acme
}

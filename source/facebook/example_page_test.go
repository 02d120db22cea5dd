package facebook_test

import (
	"context"
	"fmt"

	"github.com/earshot-go/earshot/source/facebook"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

func ExamplePage() {
	g := &graph{}
	g.Publish(1)
	g.comments.Publish(1)
	network := sourcetest.Serve(g) // in your program, leave out Base and AllowPrivate
	defer network.Close()

	said := facebook.Page("102030405060", web.Token("the page's token"), web.Base(network.URL), web.AllowPrivate())
	for batch, err := range said.Read(context.Background(), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		for _, post := range batch.Posts {
			fmt.Println(post.Kind, post.Text)
		}
	}
	// Output:
	// post I <3 Acme, Acme
	// reply Me too, Acme
}

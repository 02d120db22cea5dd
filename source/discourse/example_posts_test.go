package discourse_test

import (
	"context"
	"fmt"

	"github.com/earshot-go/earshot/source/discourse"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

func ExamplePosts() {
	f := &forum{}
	f.Publish(2)
	network := sourcetest.Serve(f) // in your program: discourse.Posts("https://forum.acme.example")
	defer network.Close()

	for batch, err := range discourse.Posts(network.URL, web.AllowPrivate()).Read(context.Background(), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		for _, post := range batch.Posts {
			fmt.Println(post.Kind, post.Text)
		}
	}
	// Output:
	// post Acme & tea 1000
	// reply Acme & tea 1001
}

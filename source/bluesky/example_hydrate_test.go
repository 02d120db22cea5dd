package bluesky_test

import (
	"context"
	"fmt"
	"net/http"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/bluesky"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

// A mention is looked up when it matters how many may have seen it.
func ExampleHydrate() {
	network := sourcetest.Serve(http.HandlerFunc(lookup)) // in your program, leave out Base and AllowPrivate
	defer network.Close()

	posts := []source.Post{{ID: "at://did:plc:ann/app.bsky.feed.post/1", Author: source.Author{ID: "did:plc:ann"}}}
	if err := bluesky.Hydrate(context.Background(), posts, web.Base(network.URL), web.AllowPrivate()); err != nil {
		fmt.Println(err)
	}
	fmt.Println(posts[0].Author.Handle, "has", posts[0].Author.Followers, "followers and got", posts[0].Likes, "likes")
	// Output: ann.example has 12 followers and got 3 likes
}

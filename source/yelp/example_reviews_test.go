package yelp_test

import (
	"context"
	"fmt"

	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
	"github.com/earshot-go/earshot/source/yelp"
)

func ExampleReviews() {
	b := &business{}
	b.Publish(1)
	network := sourcetest.Serve(b) // in your program, leave out Base and AllowPrivate
	defer network.Close()

	reviews := yelp.Reviews("acme-tea-house-amsterdam", web.Token("your key"), web.Base(network.URL), web.AllowPrivate())
	for batch, err := range reviews.Read(context.Background(), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		for _, post := range batch.Posts {
			fmt.Println(post.Author.Name, post.Rating.Value, "of", post.Rating.Best)
		}
	}
	// Output: Ann D. 4 of 5
}

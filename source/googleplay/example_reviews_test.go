package googleplay_test

import (
	"context"
	"fmt"

	"github.com/earshot-go/earshot/source/googleplay"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

func ExampleReviews() {
	s := &store{}
	s.Publish(1)
	network := sourcetest.Serve(s) // in your program, leave out Base and AllowPrivate
	defer network.Close()

	reviews := googleplay.Reviews("com.acme.kettle", web.Token("your token"), web.Base(network.URL), web.AllowPrivate())
	for batch, err := range reviews.Read(context.Background(), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		for _, post := range batch.Posts {
			fmt.Println(post.Rating.Value, "of", post.Rating.Best, post.Title)
		}
	}
	// Output: 3 of 5 Tea
}

package trustpilot_test

import (
	"context"
	"fmt"

	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/trustpilot"
	"github.com/earshot-go/earshot/source/web"
)

func ExampleReviews() {
	b := &business{}
	b.Publish(1)
	network := sourcetest.Serve(b) // in your program, leave out Base and AllowPrivate
	defer network.Close()

	reviews := trustpilot.Reviews("46d6a890ffa235a75b00021d", web.Token("your key"), web.Base(network.URL), web.AllowPrivate())
	for batch, err := range reviews.Read(context.Background(), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		for _, post := range batch.Posts {
			fmt.Println(post.Author.Name, post.Rating.Value, "of", post.Rating.Best, post.Title)
		}
	}
	// Output: Ann D. 2 of 5 Cold tea
}

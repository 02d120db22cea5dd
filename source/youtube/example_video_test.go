package youtube_test

import (
	"context"
	"fmt"

	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
	"github.com/earshot-go/earshot/source/youtube"
)

func ExampleVideo() {
	c := &channel{}
	c.Publish(1)
	network := sourcetest.Serve(c) // in your program, leave out Base and AllowPrivate
	defer network.Close()

	comments := youtube.Video("dQw4w9WgXcQ", web.Base(network.URL), web.AllowPrivate(), web.Token("your key"))
	for batch, err := range comments.Read(context.Background(), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(batch.Posts[0].Author.Handle, "likes:", batch.Posts[0].Likes)
	}
	// Output: @ann likes: 0
}

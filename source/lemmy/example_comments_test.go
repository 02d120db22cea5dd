package lemmy_test

import (
	"context"
	"fmt"

	"github.com/earshot-go/earshot/source/lemmy"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

func ExampleComments() {
	s := &server{comments: true}
	s.Publish(1)
	network := sourcetest.Serve(s) // in your program: lemmy.Comments("lemmy.world")
	defer network.Close()

	for batch, err := range lemmy.Comments("", web.Base(network.URL), web.AllowPrivate()).Read(context.Background(), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(batch.Posts[0].Author.Handle, batch.Posts[0].Text)
	}
	// Output: ann Acme & tea 1000
}

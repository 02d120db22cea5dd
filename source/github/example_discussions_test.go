package github_test

import (
	"context"
	"fmt"

	"github.com/earshot-go/earshot/source/github"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

func ExampleDiscussions() {
	f := &forum{}
	f.Publish(1)
	network := sourcetest.Serve(f) // in your program, leave out Base and AllowPrivate
	defer network.Close()

	talk := github.Discussions("acme", web.Token("your token"), web.Base(network.URL), web.AllowPrivate())
	for batch, err := range talk.Read(context.Background(), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(batch.Posts[0].Tags, batch.Posts[0].Title)
	}
	// Output: [Ideas tea] List<Tea>
}

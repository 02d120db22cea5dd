package github_test

import (
	"context"
	"fmt"

	"github.com/earshot-go/earshot/source/github"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

func ExampleSearch() {
	h := &hub{}
	h.Publish(1)
	network := sourcetest.Serve(h) // in your program, leave out Base and AllowPrivate
	defer network.Close()

	issues := github.Search("acme is:issue", web.Base(network.URL), web.AllowPrivate())
	for batch, err := range issues.Read(context.Background(), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(batch.Posts[0].Author.Handle+":", batch.Posts[0].Title)
	}
	// Output: ann: List<Tea> breaks
}

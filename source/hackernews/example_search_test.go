package hackernews_test

import (
	"context"
	"fmt"
	"time"

	"github.com/earshot-go/earshot/source/hackernews"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

func ExampleSearch() {
	a := &algolia{now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC).Unix()}
	a.publish(1)
	network := sourcetest.Serve(a) // in your program, leave out Base and AllowPrivate
	defer network.Close()

	posts := hackernews.Search("acme", web.Base(network.URL), web.AllowPrivate())
	for batch, err := range posts.Read(context.Background(), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		for _, post := range batch.Posts {
			fmt.Println(post.Time.Format(time.DateTime), post.Author.Handle, post.Title)
		}
	}
	// Output: 2026-03-02 09:00:01 ann Acme & kettle
}

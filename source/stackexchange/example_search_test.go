package stackexchange_test

import (
	"context"
	"fmt"

	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/stackexchange"
	"github.com/earshot-go/earshot/source/web"
)

func ExampleSearch() {
	s := &site{}
	s.Publish(1)
	network := sourcetest.Serve(s) // in your program, leave out Base and AllowPrivate
	defer network.Close()

	questions := stackexchange.Search("stackoverflow", `"acme cloud"`, web.Base(network.URL), web.AllowPrivate())
	for batch, err := range questions.Read(context.Background(), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(batch.Posts[0].Title, batch.Posts[0].Tags)
	}
	// Output: Acme & "tea" [acme]
}

package gdelt_test

import (
	"context"
	"fmt"

	"github.com/earshot-go/earshot/source/gdelt"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

func ExampleSearch() {
	a := &archive{}
	a.Publish(1)
	network := sourcetest.Serve(a) // in your program, leave out Base and AllowPrivate
	defer network.Close()

	for batch, err := range gdelt.Search(`"acme tea"`, web.Base(network.URL), web.AllowPrivate()).Read(context.Background(), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(batch.Posts[0].Author.Name, batch.Posts[0].Language, batch.Posts[0].Title)
	}
	// Output: paper.example nl Acme & tea 1000
}

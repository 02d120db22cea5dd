package youtube_test

import (
	"context"
	"fmt"

	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
	"github.com/earshot-go/earshot/source/youtube"
)

func ExampleSearch() {
	l := &library{}
	l.Publish(1)
	network := sourcetest.Serve(l) // in your program, leave out Base and AllowPrivate
	defer network.Close()

	videos := youtube.Search("acme", 50, web.Token("your key"), web.Base(network.URL), web.AllowPrivate())
	for batch, err := range videos.Read(context.Background(), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(batch.Posts[0].Author.Name+":", batch.Posts[0].Title)
	}
	// Output: Ann & tea: Is Acme's tea good?
}

package linkedin_test

import (
	"context"
	"fmt"

	"github.com/earshot-go/earshot/source/linkedin"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

func ExampleOrganization() {
	n := &notices{}
	n.Publish(1)
	network := sourcetest.Serve(n) // in your program, leave out Base and AllowPrivate
	defer network.Close()

	said := linkedin.Organization("12345", web.Token("your token"), web.Base(network.URL), web.AllowPrivate())
	for batch, err := range said.Read(context.Background(), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		for _, post := range batch.Posts {
			fmt.Println(post.Kind, "to", post.Parent+":", post.Text)
		}
	}
	// Output: reply to urn:li:share:66: I <3 Acme, Acme
}

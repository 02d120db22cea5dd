package jsonl_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/earshot-go/earshot/source/jsonl"
)

func ExampleReader() {
	lines := `{"id": "1", "text": "Loving my Acme phone"}
{"id": "2", "text": "Acme is down
{"id": "3", "text": "Acme is back", "likes": 12}
`
	for batch, err := range jsonl.Reader("posts", strings.NewReader(lines)).Read(context.Background(), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		for _, post := range batch.Posts {
			fmt.Println(post.ID, post.Text, "- likes:", post.Likes)
		}
	}
	// Output:
	// 1 Loving my Acme phone - likes: unknown
	// skipped line 2: posts: unexpected end of JSON input
	// 3 Acme is back - likes: 12
}

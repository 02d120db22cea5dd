package sourcetest_test

import (
	"context"
	"fmt"
	"time"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/sourcetest"
)

func ExampleAll() {
	h := sourcetest.Harness{New: func() source.Source {
		return source.Posts("replay", []source.Post{{ID: "1", Text: "Acme", Time: time.Date(2999, 1, 1, 0, 0, 0, 0, time.UTC)}})
	}}
	fmt.Println(sourcetest.All(context.Background(), h))
	// Output: sound: post "1": its time 2999-01-01T00:00:00Z lies in the future
}

package storetest_test

import (
	"context"
	"fmt"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/storetest"
)

// A store of your own is opened as a new process would, again and again.
func ExampleAll() {
	store := new(storetest.Memory)
	err := storetest.All(context.Background(), storetest.Harness{
		Open: func() (listen.Store, func() error, error) {
			return store, func() error { return nil }, nil
		},
	})
	fmt.Println(err)
	// Output: <nil>
}

package jsonl_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/earshot-go/earshot/source/jsonl"
)

func ExampleProgress() {
	dir, err := os.MkdirTemp("", "jsonl")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "posts.jsonl")
	if err := os.WriteFile(path, []byte(strings.Repeat(`{"text":"Acme!"}`+"\n", 400)), 0o600); err != nil {
		panic(err)
	}

	posts := jsonl.File(path, jsonl.Progress(func(read, total int64) {
		fmt.Printf("%d %%\n", 100*read/total)
	}))
	for _, err := range posts.Read(context.Background(), nil) {
		if err != nil {
			panic(err)
		}
	}
	// Output:
	// 64 %
	// 100 %
}

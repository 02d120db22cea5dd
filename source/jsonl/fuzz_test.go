package jsonl_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/jsonl"
)

func FuzzReader(f *testing.F) {
	for _, seed := range []string{
		"", "\n\n", "{}", `{"id":"1","text":"Acme"}` + "\n", "\xef\xbb\xbf{\"text\":\"\xff\"}\r\n{",
		`{"text":"x","likes":-1,"rating":{"value":1e308,"best":1e308},"tags":["a"]}`, `{"time":"9999-12-31T23:59:59+01:00"}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		o := read(jsonl.Reader("fuzz", bytes.NewReader(text)), nil)
		for _, err := range o.errs {
			if !errors.As(err, new(*source.SkipError)) {
				t.Fatalf("a broken line ended the pass: %v", err)
			}
		}
		if lines := bytes.Count(text, []byte("\n")) + 1; len(o.posts)+len(o.errs) > lines {
			t.Fatalf("%d posts and %d errors of %d lines", len(o.posts), len(o.errs), lines)
		}
		for i := range o.posts {
			writeAndReadBack(t, &o.posts[i])
		}
	})
}

func writeAndReadBack(t *testing.T, post *source.Post) {
	if err := post.Check(); err != nil {
		t.Fatalf("a post that breaks the contract: %v", err)
	}
	var buf bytes.Buffer
	if err := jsonl.Write(&buf, post); err != nil {
		t.Fatalf("a post that was read cannot be written: %v", err)
	}
	again := read(jsonl.Reader("fuzz", &buf), nil)
	if len(again.posts) != 1 || again.posts[0].ID != post.ID || again.posts[0].Text != post.Text {
		t.Fatalf("%+v was read back as %+v, %v", post, again.posts, again.errs)
	}
}

func FuzzCursor(f *testing.F) {
	text, _ := lines(0, 20)
	for _, seed := range []string{"", "{}", `{"v":1,"offset":5,"line":1,"print":"x"}`, `{"v":1,"offset":-5}`, `{"v":1,"offset":9223372036854775807}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, cursor []byte) {
		o := read(jsonl.File(write(t, text)), cursor)
		for _, err := range o.errs {
			if cursor != nil && !errors.Is(err, source.ErrCursor) {
				t.Fatalf("cursor %q yielded %v", cursor, err)
			}
		}
	})
}

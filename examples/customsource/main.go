// Command customsource listens to a network that the library does not know: a
// log of support calls, read page by page. A source is a name and a function;
// listen does the waiting, the retrying and the bookkeeping.
//
//	go run ./examples/customsource
package main

import (
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"iter"
	"log"
	"os"
	"strconv"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/sourcetest"
)

// A callLog is what the other system gives: a page of calls after a number.
type callLog []string

var calls = callLog{
	"Customer says the Fernhill app logs her out every day, very annoyed.",
	"Question about opening hours.",
	"Wants to switch from Oakmere to us.",
	"Fernhill delivery arrived early, customer is delighted.",
	"Fernhills new invoice layout confuses people.",
}

const pageSize = 2

// page returns the calls after a number, at most pageSize of them.
func (c callLog) page(after int) []string { return c[min(after, len(c)):min(after+pageSize, len(c))] }

// read yields what came after the cursor, a batch a page. The cursor is the
// number of calls read, and is saved once the listener has dealt with the batch.
func (c callLog) read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	return func(yield func(source.Batch, error) bool) {
		read := 0
		if from != nil {
			n, err := strconv.Atoi(string(from))
			if err != nil || n < 0 || n > len(c) {
				yield(source.Batch{}, fmt.Errorf("%w: %q", source.ErrCursor, from))
				return
			}
			read = n
		}
		for ctx.Err() == nil {
			batch := source.Batch{}
			for _, text := range c.page(read) {
				batch.Posts = append(batch.Posts, call(read, text))
				read++
			}
			if len(batch.Posts) == 0 {
				return
			}
			batch.Cursor = source.Cursor(strconv.Itoa(read))
			if !yield(batch, nil) {
				return
			}
		}
	}
}

// call is a post with an id that stays the same whenever it is read, and a
// version that changes with its words.
func call(number int, text string) source.Post {
	return source.Post{
		ID: "call/" + strconv.Itoa(number), Version: fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte(text))), Text: text,
		Time: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC).Add(time.Duration(number) * time.Minute),
	}
}

func main() {
	log.SetFlags(0)
	if err := run(os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(out io.Writer) error {
	if err := try(out); err != nil {
		return err
	}
	l, err := listen.New([]listen.Brand{{Name: "Fernhill"}, {Name: "Oakmere"}}, []source.Source{source.Func("calls:support", calls.read)}, &listen.Options{Once: true})
	if err != nil {
		return err
	}
	for event, err := range l.Events(context.Background()) {
		if err != nil {
			return err
		}
		if m, ok := event.(*listen.Mention); ok {
			fmt.Fprintf(out, "%s: %s, %s\n", m.Post.ID, m.Brand, m.Sentiment.Label())
		}
	}
	return nil
}

// try runs the conformance kit over the source, as its tests would.
func try(out io.Writer) error {
	err := sourcetest.All(context.Background(), sourcetest.Harness{
		New: func() source.Source { return source.Func("calls:support", calls.read) },
	})
	if err != nil {
		return errors.Join(errors.New("the source breaks a rule"), err)
	}
	fmt.Fprintln(out, "the source keeps every rule of the kit")
	return nil
}

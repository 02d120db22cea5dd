// Command ownposts is a shop that has posts of its own, the reviews under its
// products, and wants to know how they speak of the brands it sells. There is
// no source and no goroutine: the shop hands over a review when it has one.
//
//	go run ./examples/ownposts
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/source"
)

// A review is what the shop's own database has.
type review struct {
	number  int
	written time.Time
	by      string
	stars   int64
	words   string
}

var monday = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

var reviews = []review{
	{1, monday, "Ines", 5, "The Fernhill kettle boils fast and looks great."},
	{2, monday.Add(time.Hour), "Tom", 2, "Fernhil again: the lid broke after a week and nobody answers my mails!"},
	{3, monday.Add(2 * time.Hour), "Noor", 4, "Better than my old Oakmere, which leaked."},
	{4, monday.Add(3 * time.Hour), "Bo", 3, "A kettle. Does Fernhill sell spare lids?"},
}

func main() {
	log.SetFlags(0)
	if err := run(os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(out io.Writer) error {
	l, err := listen.New([]listen.Brand{{Name: "Fernhill"}, {Name: "Oakmere"}}, nil, nil)
	if err != nil {
		return err
	}
	ctx := context.Background()
	for _, r := range reviews {
		for event, err := range l.Feed(ctx, "reviews", post(r)) {
			if err != nil {
				return err
			}
			if m, ok := event.(*listen.Mention); ok {
				h := m.Hit
				fmt.Fprintf(out, "review %s: %q is %s (%s), %s, %s\n", m.Post.ID, m.Text[h.Start:h.End], m.Brand, h.Kind, m.Sentiment.Label(), m.Intent)
			}
		}
	}
	// At the end of the day the hours that are over are judged; with four
	// reviews nothing is odd yet.
	for event, err := range l.Advance(ctx, monday.Add(24*time.Hour)) {
		if err != nil {
			return err
		}
		if a, ok := event.(*listen.Alert); ok {
			fmt.Fprintln(out, a)
		}
	}
	s := l.Stats()
	fmt.Fprintf(out, "%d posts, %d with a mention\n", s.Posts, s.Mentioned)
	return nil
}

// post is a review as a listener takes it.
func post(r review) source.Post {
	return source.Post{
		ID: fmt.Sprint(r.number), Time: r.written, Text: r.words, Language: "en",
		Author: source.Author{Name: r.by}, Kind: source.KindReview,
	}
}

package listentest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/earshot-go/earshot/source"
)

// Posts makes a post of every text, the first at a moment and the next each a
// minute later, by different authors. Ids are made of text and time, so that
// the same call makes the same posts.
func Posts(at time.Time, texts ...string) []source.Post {
	posts := make([]source.Post, len(texts))
	for i, text := range texts {
		posts[i] = post(text, at.Add(time.Duration(i)*time.Minute), i)
	}
	return posts
}

func post(text string, at time.Time, author int) source.Post {
	name := fmt.Sprintf("author%d", author)
	return source.Post{
		ID: fmt.Sprintf("%d/%s", at.UnixNano(), text), Time: at, Text: text,
		Author: source.Author{ID: name, Handle: name},
	}
}

// Repeat spreads n posts evenly over every day, for a number of days, with the
// texts in turn: the past that a baseline learns from. Three such days are
// enough for most alerts; that an hour or a weekday differs is learned in weeks.
func Repeat(from time.Time, days, n int, texts ...string) []source.Post {
	var posts []source.Post
	if n <= 0 || len(texts) == 0 {
		return nil
	}
	for day := range days {
		for i := range n {
			at := from.AddDate(0, 0, day).Add(time.Duration(i) * 24 * time.Hour / time.Duration(n))
			posts = append(posts, post(texts[(day*n+i)%len(texts)], at, i))
		}
	}
	return posts
}

// Together puts posts in the order of their times, as they would have come.
func Together(posts ...[]source.Post) []source.Post {
	all := slices.Concat(posts...)
	slices.SortStableFunc(all, func(a, b source.Post) int { return a.Time.Compare(b.Time) })
	return all
}

// longestLine bounds a line of a file of posts.
const longestLine = 16 << 20

// File reads posts from a file with one a line, in the JSON form of source.Post.
// The test ends where it cannot be read.
func File(tb testing.TB, name string) []source.Post {
	tb.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		tb.Fatalf("listentest: %v", err)
	}
	var posts []source.Post
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, longestLine)
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var p source.Post
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			tb.Fatalf("listentest: %s:%d: %v", name, n, err)
		}
		posts = append(posts, p)
	}
	if err := lines.Err(); err != nil {
		tb.Fatalf("listentest: %s: %v", name, err)
	}
	return posts
}

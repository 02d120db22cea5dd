package feed_test

import (
	"context"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"

	"github.com/earshot-go/earshot/source/feed"
)

// BenchmarkRead sets a whole read, with mending, text out of HTML, ids and
// versions, beside what gofeed alone takes to parse the same bytes.
func BenchmarkRead(b *testing.B) {
	text := newBlog(100, asRSS).String()
	b.Run("feed", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			for _, err := range feed.Reader("bench", strings.NewReader(text)).Read(context.Background(), nil) {
				if err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("gofeed", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := gofeed.NewParser().ParseString(text); err != nil {
				b.Fatal(err)
			}
		}
	})
}

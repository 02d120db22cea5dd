package duplicate_test

import (
	"fmt"
	"testing"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/duplicate"
)

// BenchmarkSee hears posts of 35 words of which one in nine is near to another,
// with a full memory.
func BenchmarkSee(b *testing.B) {
	posts := make([]source.Post, 1<<14)
	for i := range posts {
		posts[i] = post(i, fmt.Sprintf("|%d %s %d|https://x.example/%d", i%9*i, long, i, i))
	}
	finder := duplicate.Finder{Limit: 1 << 13}
	for i := range posts {
		finder.See("x", &posts[i])
	}
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		finder.See("x", &posts[n%len(posts)])
	}
}

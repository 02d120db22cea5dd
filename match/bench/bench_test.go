package bench

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/earshot-go/earshot/match/bench/rival"
)

// words makes n different pronounceable words, the same every time.
func words(n int) []string {
	r := rand.New(rand.NewPCG(1, 2))
	var out []string
	seen := make(map[string]bool)
	for len(out) < n {
		var b strings.Builder
		for range 2 + r.IntN(3) {
			b.WriteByte("bcdfgklmnprstvz"[r.IntN(15)])
			b.WriteByte("aeiou"[r.IntN(5)])
		}
		if w := b.String(); !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	return out
}

// posts makes texts of which one word in thirty is a name.
func posts(names []string, n int) []string {
	r := rand.New(rand.NewPCG(3, 4))
	everyday := words(3000)
	out := make([]string, n)
	for i := range out {
		var b strings.Builder
		for range 15 {
			if r.IntN(30) == 0 {
				b.WriteString(names[r.IntN(len(names))])
			} else {
				b.WriteString(everyday[r.IntN(len(everyday))])
			}
			b.WriteByte(' ')
		}
		out[i] = b.String()
	}
	return out
}

// BenchmarkFind runs every rival over made-up posts with a thousand names. For
// real ones see the command table.
func BenchmarkFind(b *testing.B) {
	names := words(1000)
	texts := posts(names, 500)
	for _, r := range rival.All {
		b.Run(strings.ReplaceAll(r.Name, " ", "-"), func(b *testing.B) {
			find, err := r.Build(names)
			if err != nil {
				b.Fatal(err)
			}
			size := 0
			for i := 0; b.Loop(); i++ {
				text := texts[i%len(texts)]
				size += len(text)
				find(text)
			}
			b.SetBytes(int64(size / b.N))
		})
	}
}

package match

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/earshot-go/earshot/match/internal/fold"
)

// linesOf reads a file of the folder in EARSHOT_DATA, which has stream.txt, a
// post to a line, and names_N.txt, a name to a line.
func linesOf(t testing.TB, name string) []string {
	dir := os.Getenv("EARSHOT_DATA")
	if dir == "" {
		t.Skip("EARSHOT_DATA names no folder")
	}
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimRight(string(data), "\n"), "\n")
}

// BenchmarkCeiling shows what a thousand names cost beside what every search
// of this kind must do: fold a text, cut it into words and hash them.
//
//	EARSHOT_DATA=DIR go test -run X -bench Ceiling ./match
func BenchmarkCeiling(b *testing.B) {
	posts := linesOf(b, "stream.txt")
	var brands []Brand
	for _, n := range linesOf(b, "names_1000.txt") {
		if _, err := Compile(Brand{Name: n}); err == nil {
			brands = append(brands, Brand{Name: n})
		}
	}
	b.Run("words", func(b *testing.B) {
		r, sum := reader{table: fold.Default()}, uint64(0)
		timed(b, posts, func(text string) {
			r.read(text)
			for i := range r.tokens {
				t := &r.tokens[i]
				sum += hashKey(r.buf[t.from:], int(t.to-t.from))
			}
		})
		if sum == 0 {
			b.Fatal("no words")
		}
	})
	for _, exact := range []bool{true, false} {
		m, err := Options{ExactOnly: exact}.Compile(brands...)
		if err != nil {
			b.Fatal(err)
		}
		var hits []Hit
		name := map[bool]string{true: "exact", false: "misspellings"}[exact]
		b.Run(name, func(b *testing.B) { timed(b, posts, func(text string) { hits = m.Append(hits[:0], text) }) })
	}
}

func timed(b *testing.B, posts []string, f func(string)) {
	size := 0
	for i := 0; b.Loop(); i++ {
		text := posts[i%len(posts)]
		size += len(text)
		f(text)
	}
	b.SetBytes(int64(size / b.N))
}

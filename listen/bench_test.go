package listen_test

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/match"
)

// hundred are brands with invented names, for measuring.
func hundred() (brands []listen.Brand, patterns []match.Brand) {
	for i := range 100 {
		name := fmt.Sprintf("%c%clon%c", 'A'+i%26, "aeiou"[i%5], "dtkmr"[i/20])
		name = fmt.Sprint(name, " ", i)
		if i == 0 {
			name = "Brewpoint"
		}
		brands = append(brands, listen.Brand{Name: name})
		patterns = append(patterns, match.Brand{Name: name})
	}
	return brands, patterns
}

// BenchmarkLine compares the whole line, from post to event, with matching
// alone over the same posts: report the ratio of the two.
func BenchmarkLine(b *testing.B) {
	posts := ordinary(1, 2, 600)
	for i := range posts { // one in ten names a brand, as in a stream that is not searched for it
		if i%10 != 0 {
			posts[i].Text = "what a day, the train was late again and it rained all the way home"
		}
	}
	brands, patterns := hundred()
	b.Run("match", func(b *testing.B) {
		m, err := match.Compile(patterns...)
		require.NoError(b, err)
		var hits []match.Hit
		for i := 0; b.Loop(); i++ {
			hits = m.Append(hits[:0], posts[i%len(posts)].Text)
		}
	})
	b.Run("listen", func(b *testing.B) {
		l, err := listen.New(brands, nil, nil)
		require.NoError(b, err)
		span := posts[len(posts)-1].Time.Sub(posts[0].Time).Truncate(24*time.Hour) + 24*time.Hour
		for i := 0; b.Loop(); i++ {
			p, round := posts[i%len(posts)], i/len(posts)
			p.ID = strconv.Itoa(i)
			p.Time = p.Time.Add(time.Duration(round) * span)
			for range l.Feed(b.Context(), "bench", p) {
			}
		}
	})
}

package listen_test

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/match"
	"github.com/earshot-go/earshot/source"
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
// alone over the same posts. The two take turns, a thousand posts each, and
// the time that the process computes is compared, so that whatever else the
// machine does hits both alike: "matching/line" is the share of the speed of
// matching that the line reaches.
func BenchmarkLine(b *testing.B) {
	posts := ordinary(1, 2, 600)
	for i := range posts { // one in ten names a brand, as in a stream that is not searched for it
		if i%10 != 0 {
			posts[i].Text = "what a day, the train was late again and it rained all the way home"
		}
	}
	brands, patterns := hundred()
	m, err := match.Compile(patterns...)
	require.NoError(b, err)
	l, err := listen.New(brands, nil, nil)
	require.NoError(b, err)

	const turn = 1000
	span := posts[len(posts)-1].Time.Sub(posts[0].Time).Truncate(24*time.Hour) + 24*time.Hour
	var hits []match.Hit
	var matching, line time.Duration
	batch := make([]source.Post, turn)
	for n := 0; b.Loop(); n += turn {
		for i := range batch {
			at := n + i
			batch[i] = posts[at%len(posts)]
			batch[i].ID = strconv.Itoa(at)
			batch[i].Time = batch[i].Time.Add(time.Duration(at/len(posts)) * span)
		}
		began := cpuTime()
		for i := range batch {
			hits = m.Append(hits[:0], batch[i].Text)
		}
		between := cpuTime()
		for i := range batch {
			for range l.Feed(b.Context(), "bench", batch[i]) {
			}
		}
		matching += between - began
		line += cpuTime() - between
	}
	taken := float64(b.N) * turn
	b.ReportMetric(float64(matching)/taken, "ns/match")
	b.ReportMetric(float64(line)/taken, "ns/line")
	b.ReportMetric(float64(matching)/float64(line), "matching/line")
	b.ReportMetric(0, "ns/op")
}

package main

import (
	"fmt"
	"io"
	"math"
	"runtime"
	"time"

	"github.com/earshot-go/earshot/sentiment"
	"github.com/jonreiter/govader"
)

const (
	speedRounds  = 40
	speedRepeats = 3 // in a row, so that each finds the processor's cache as it left it
	speedPosts   = 500
)

// printSpeed scores the same posts with govader and with earshot in turn, and prints the best time of each: the two
// share whatever else the machine does, and the best round is the one least disturbed.
func printSpeed(out io.Writer, data string) error {
	printStart(out)
	rows, err := load(data, "en-tweeteval", false)
	if err != nil {
		return err
	}
	rows = rows[:min(speedPosts, len(rows))]
	analyzer := govader.NewSentimentIntensityAnalyzer()
	runs := []struct {
		name  string
		score func(text string)
		best  float64
	}{
		{"govader", func(text string) { analyzer.PolarityScores(text) }, math.Inf(1)},
		{"Score in a known language", func(text string) { sentiment.Default().In("en").Score(text) }, math.Inf(1)},
		{"Score, finding the language", func(text string) { sentiment.Default().Score(text) }, math.Inf(1)},
		{"Toward", func(text string) { sentiment.Default().In("en").Toward(text, 0, min(5, len(text))) }, math.Inf(1)},
		{"Toward with intent", func(text string) { sentiment.Default().In("en").TowardIntent(text, 0, min(5, len(text))) }, math.Inf(1)},
		{"Intent", func(text string) { sentiment.Default().In("en").Intent(text) }, math.Inf(1)},
	}
	for range speedRounds {
		for i := range runs {
			for range speedRepeats {
				start := time.Now()
				for _, r := range rows {
					runs[i].score(r.text)
				}
				runs[i].best = min(runs[i].best, time.Since(start).Seconds()/float64(len(rows)))
			}
		}
	}
	for _, r := range runs {
		fmt.Fprintf(out, "%-30s %8.2f us a post %10.0f posts/s %6.1f x govader\n", r.name, 1e6*r.best, 1/r.best, runs[0].best/r.best)
	}
	return nil
}

// printStart loads every language, as the first post in each would, and prints the time and memory that it takes.
func printStart(out io.Writer) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	for _, language := range sentiment.Languages() {
		sentiment.Default().In(language).Score("ok")
	}
	sentiment.Language("ok")
	took := time.Since(start)
	runtime.GC()
	runtime.ReadMemStats(&after)
	fmt.Fprintf(out, "all languages loaded in %.1f ms, %.1f MB\n", 1e3*took.Seconds(), float64(after.HeapAlloc-before.HeapAlloc)/(1<<20))
}

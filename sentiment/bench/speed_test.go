// Package bench measures earshot's sentiment beside govader, on the same posts in one run.
package bench

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/earshot-go/earshot/sentiment"
	"github.com/jonreiter/govader"
)

// posts returns the texts of a set of EARSHOT_DATA, or a handful of our own without it.
func posts(b *testing.B, set string) []string {
	b.Helper()
	content, err := os.ReadFile(filepath.Join(os.Getenv("EARSHOT_DATA"), set, "dev.tsv"))
	if err != nil {
		return []string{
			"@SkyHop two hours at the gate and nobody from your crew has said a word, this is NOT ok 😡",
			"Just got the new phone and I love it!!! Battery lasts two days, camera is great :) #happy",
			"The store on Main Street opens at nine and closes at six, parking is behind the building",
		}
	}
	var texts []string
	for _, line := range strings.Split(string(content), "\n")[1:] {
		if fields := strings.SplitN(line, "\t", 4); len(fields) == 4 {
			texts = append(texts, fields[3])
		}
	}
	return texts
}

// perPost runs score over the posts in turn and reports posts a second.
func perPost(b *testing.B, set string, score func(string)) {
	texts := posts(b, set)
	score(texts[0])
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		score(texts[i%len(texts)])
		i++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "posts/s")
}

func BenchmarkGovader(b *testing.B) {
	analyzer := govader.NewSentimentIntensityAnalyzer()
	perPost(b, "en-tweeteval", func(text string) { analyzer.PolarityScores(text) })
}

func BenchmarkScore(b *testing.B) {
	scorer := sentiment.Default().In("en")
	perPost(b, "en-tweeteval", func(text string) { scorer.Score(text) })
}

func BenchmarkScoreFindingTheLanguage(b *testing.B) {
	perPost(b, "en-tweeteval", func(text string) { sentiment.Default().Score(text) })
}

func BenchmarkToward(b *testing.B) {
	scorer := sentiment.Default().In("en")
	perPost(b, "en-tweeteval", func(text string) { scorer.Toward(text, 0, min(5, len(text))) })
}

func BenchmarkScorePersian(b *testing.B) {
	scorer := sentiment.Default().In("fa")
	perPost(b, "fa-sentipers", func(text string) { scorer.Score(text) })
}

package scorertest_test

import (
	"math"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"go.uber.org/goleak"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/scorertest"
	"github.com/earshot-go/earshot/sentiment"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestTheBuiltInScorerKeepsTheRules(t *testing.T) { scorertest.Run(t, sentiment.Default()) }

// double misbehaves in one way.
type double func(language, text string, start, end int) (sentiment.Score, sentiment.Intent)

func (d double) Read(language, text string, start, end int) (sentiment.Score, sentiment.Intent) {
	return d(language, text, start, end)
}

// boaster explains what it did not do.
type boaster struct{ listen.Scorer }

func (boaster) Reasons(string, string, int, int) ([]sentiment.Cue, []sentiment.IntentCue) {
	return []sentiment.Cue{{Start: 0, End: 3, Contribution: 5}}, nil
}

// lost explains by places that are none.
type lost struct{ listen.Scorer }

func (lost) Reasons(_, text string, _, _ int) ([]sentiment.Cue, []sentiment.IntentCue) {
	return nil, []sentiment.IntentCue{{Start: 0, End: len(text) + 1}}
}

func says(valence, confidence float64) listen.Scorer {
	return double(func(string, string, int, int) (sentiment.Score, sentiment.Intent) {
		return sentiment.Score{Valence: valence, Confidence: confidence}, 0
	})
}

func TestTheKitFindsFaults(t *testing.T) {
	good := sentiment.Default()
	var calls atomic.Int64
	for name, c := range map[string]struct {
		finds  string
		scorer listen.Scorer
	}{
		"out of bounds":      {"bounds: ", says(2, 1)},
		"no number":          {"bounds: ", says(math.NaN(), 1)},
		"endless confidence": {"bounds: ", says(0, math.Inf(1))},
		"never sure":         {"cannot say: ", says(0.5, 0)},
		"speaks of nothing":  {"nothing: ", says(0.5, 0.5)},
		"moody": {"same again: ", double(func(string, string, int, int) (sentiment.Score, sentiment.Intent) {
			return sentiment.Score{Valence: float64(calls.Add(1)%7) / 10, Confidence: 1}, 0
		})},
		"crowded": {"concurrent use: ", double(func(string, string, int, int) (sentiment.Score, sentiment.Intent) {
			return sentiment.Score{Valence: float64(calls.Add(1)%1000) / 1000, Confidence: 1}, 0
		})},
		"trusts places": {"odd places: ", double(func(language, text string, start, end int) (sentiment.Score, sentiment.Intent) {
			_ = text[start:end]
			return good.Read(language, text, 0, 0)
		})},
		"trusts languages": {"odd languages: ", double(func(language, text string, start, end int) (sentiment.Score, sentiment.Intent) {
			if len(language) > 3 {
				panic("no such language")
			}
			return good.Read(language, text, start, end)
		})},
		"short of breath": {"long text: ", double(func(language, text string, start, end int) (sentiment.Score, sentiment.Intent) {
			if len(text) > 100_000 {
				panic("too long")
			}
			return good.Read(language, text, start, end)
		})},
		"boasts":     {"reasons: ", boaster{good}},
		"loses hold": {"reasons: ", lost{good}},
	} {
		t.Run(name, func(t *testing.T) { assert.ErrorContains(t, scorertest.All(c.scorer), c.finds) })
	}
}

package listen_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/sentiment"
	"github.com/earshot-go/earshot/source"
)

// fixed always answers the same.
type fixed struct{ valence, confidence float64 }

func (f fixed) Read(string, string, int, int) (sentiment.Score, sentiment.Intent) {
	return sentiment.Score{Valence: f.valence, Confidence: f.confidence}, sentiment.Praise
}

func scored(t *testing.T, s listen.Scorer) (*listen.Listener, *listen.Mention) {
	t.Helper()
	l, err := listen.New([]listen.Brand{{Name: "Brewpoint"}}, nil, &listen.Options{Scorer: s})
	require.NoError(t, err)
	for event, err := range l.Feed(t.Context(), "s", source.Post{ID: "1", Text: "Brewpoint is terrible", Time: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}) {
		require.NoError(t, err)
		return l, event.(*listen.Mention)
	}
	t.Fatal("no mention")
	return nil, nil
}

func TestAScorerOfOnesOwn(t *testing.T) {
	l, m := scored(t, fixed{0.7, 0.9})
	assert.Equal(t, 0.7, m.Sentiment.Valence)
	assert.Equal(t, sentiment.Praise, m.Intent)
	assert.Nil(t, l.Cues(m), "it does not say why")
	assert.Nil(t, l.IntentCues(m))

	l, m = scored(t, nil)
	assert.Equal(t, sentiment.Negative, m.Sentiment.Label())
	assert.NotEmpty(t, l.Cues(m))
}

func TestAScoreOutOfBoundsIsNone(t *testing.T) {
	for _, f := range []fixed{{2, 1}, {-1.1, 1}, {math.NaN(), 1}, {0, math.NaN()}, {0, -1}, {0, 1.5}, {math.Inf(1), 1}} {
		_, m := scored(t, f)
		assert.Equal(t, sentiment.Score{}, m.Sentiment, f)
	}
}

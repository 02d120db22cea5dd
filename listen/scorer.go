package listen

import (
	"math"

	"github.com/earshot-go/earshot/sentiment"
)

// A Scorer says how a text speaks of a brand and what its author wants.
// [sentiment.Default] is one, also after it has learned ([sentiment.Scorer.With]);
// write another to ask a model of your own. It is called for every mention, one
// at a time, holds the line up as long as it takes, and must not call the
// listener. Replay repeats what was told only if the same text always gets the
// same answer; which scorer it was is no part of Mention.Config. Package
// [github.com/earshot-go/earshot/listen/scorertest] tries whether it does.
type Scorer interface {
	// Read judges a text toward what it names at its bytes start to end. The
	// language is a BCP 47 tag, empty where it is not known. The zero Score
	// means that it cannot be said; a Valence outside [-1, 1], or a Confidence
	// outside [0, 1], is taken for that.
	Read(language, text string, start, end int) (sentiment.Score, sentiment.Intent)
}

// An Explainer is a Scorer that says why: [Listener.Cues] and
// [Listener.IntentCues] ask it.
type Explainer interface {
	Scorer
	// Reasons returns why Read returns what it does. The contributions of the
	// cues add up to the valence; places are bytes of the text.
	Reasons(language, text string, start, end int) ([]sentiment.Cue, []sentiment.IntentCue)
}

var _ Explainer = (*sentiment.Scorer)(nil)

// score asks the scorer, and believes nothing that is out of bounds.
func (l *Listener) score(m *Mention) {
	m.Sentiment, m.Intent = l.scorer.Read(m.Post.Language, m.Text, m.Hit.Start, m.Hit.End)
	s := m.Sentiment
	if !(math.Abs(s.Valence) <= 1) || !(s.Confidence >= 0 && s.Confidence <= 1) { // also where it is no number
		m.Sentiment = sentiment.Score{}
	}
}

// Cues explains a mention's Sentiment: the places in its Text that speak of the
// brand, and how much each adds to the score. It is nil if the Scorer is no
// [Explainer].
func (l *Listener) Cues(m *Mention) []sentiment.Cue {
	cues, _ := l.explain(m)
	return cues
}

// IntentCues explains a mention's Intent: the places in its Text that tell what
// the author wants. It is nil if the Scorer is no [Explainer].
func (l *Listener) IntentCues(m *Mention) []sentiment.IntentCue {
	_, cues := l.explain(m)
	return cues
}

func (l *Listener) explain(m *Mention) ([]sentiment.Cue, []sentiment.IntentCue) {
	e, ok := l.scorer.(Explainer)
	if !ok {
		return nil, nil
	}
	return e.Reasons(m.Post.Language, m.Text, m.Hit.Start, m.Hit.End)
}

package listen

import "github.com/earshot-go/earshot/sentiment"

// Cues explains a mention's Sentiment: the places in its Text that speak of the
// brand, and how much each adds to the score.
func (l *Listener) Cues(m *Mention) []sentiment.Cue {
	return l.scorer.In(m.Post.Language).ExplainToward(m.Text, m.Hit.Start, m.Hit.End).Cues
}

// IntentCues explains a mention's Intent: the places in its Text that tell what
// the author wants.
func (l *Listener) IntentCues(m *Mention) []sentiment.IntentCue {
	return l.scorer.In(m.Post.Language).ExplainIntentToward(m.Text, m.Hit.Start, m.Hit.End)
}

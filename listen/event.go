package listen

import (
	"fmt"
	"strings"
	"time"

	"github.com/earshot-go/earshot/match"
	"github.com/earshot-go/earshot/sentiment"
	"github.com/earshot-go/earshot/source"
)

// An Event is what a Listener tells: a [*Mention] or an [*Alert].
type Event interface {
	// When is the event's own time: when the post was written, or the end of
	// the window that changed the alert.
	When() time.Time
	event()
}

// A Change tells what became of a mention.
type Change string

// The changes of a mention.
const (
	// Added is a mention seen for the first time.
	Added Change = "added"
	// Edited is a mention in a post that was seen before with other content.
	// It is not counted again.
	Edited Change = "edited"
	// Withdrawn is a mention in a post that was deleted, or whose edit no
	// longer names the brand. What was counted stays counted: it was said.
	// Post is as the source sent it last, so that only Post.ID may be set.
	Withdrawn Change = "withdrawn"
)

// A Mention is one post that speaks of one brand. A post that speaks of two
// brands makes two mentions.
type Mention struct {
	Source     string      `json:"source"`
	Brand      string      `json:"brand"`
	Competitor bool        `json:"competitor,omitzero"`
	Change     Change      `json:"change"`
	Post       source.Post `json:"post"`

	// Text is what was read: the post's title, where it has one, and its
	// text. Offsets in Hits point into it.
	Text string `json:"text,omitzero"`
	// Hit is the surest of Hits, and Hits is every place that names the
	// brand, in the order of the text.
	Hit  match.Hit   `json:"hit,omitzero"`
	Hits []match.Hit `json:"hits,omitempty"`
	// Sentiment is how the post speaks of this brand. Its zero value means
	// that this cannot be said.
	Sentiment sentiment.Score `json:"sentiment,omitzero"`
	// Intent is what the author wants of this brand: a complaint, an answer, to
	// praise, to buy, to leave ...
	Intent sentiment.Intent `json:"intent,omitempty"`

	// AlsoSeen tells where this was said before, nil where it was not, as far
	// as is remembered: the last 65,536 posts that made mentions.
	AlsoSeen *AlsoSeen `json:"alsoSeen,omitzero"`

	// Own marks a post by the brand's own account. It is not counted.
	Own bool `json:"own,omitzero"`
	// Late marks a post that came after its window was judged. It is not
	// counted.
	Late bool `json:"late,omitzero"`
	// Repeat marks a mention that [Options.Duplicates] leaves out. It is not
	// counted.
	Repeat bool `json:"repeat,omitzero"`

	// Config is the hash of the configuration that made this result.
	Config string `json:"config"`
}

// When returns when the post was written.
func (m *Mention) When() time.Time { return m.Post.Time }

func (*Mention) event() {}

// A SourceError is a failure of one source. The others go on, and so does the
// source itself unless the error wraps [source.ErrGone].
type SourceError struct {
	Source string
	Err    error
}

// Error names the source, once: most errors of sources do so by themselves.
func (e *SourceError) Error() string {
	said := e.Err.Error()
	if _, place, found := strings.Cut(e.Source, ":"); found && place != "" && strings.Contains(said, place) {
		return said
	}
	return fmt.Sprintf("source %s: %s", e.Source, said)
}

func (e *SourceError) Unwrap() error { return e.Err }

// A PostError tells why a post could not be used. It is dropped and counted.
type PostError struct {
	Source string
	ID     string
	Reason string
}

func (e *PostError) Error() string {
	return fmt.Sprintf("source %s: post %q: %s", e.Source, e.ID, e.Reason)
}

package insight

import (
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/sentiment"
)

// A ConversationState is how far a conversation has come.
type ConversationState string

// The states of a conversation.
const (
	Open         ConversationState = "open"         // nobody has looked
	Acknowledged ConversationState = "acknowledged" // somebody has taken it on
	Answered     ConversationState = "answered"     // the brand has answered
	Reopened     ConversationState = "reopened"     // and was written to again
	Closed       ConversationState = "closed"       // needs nothing more
)

// A Ref names a conversation: the first post of it that was heard, and the
// brand.
type Ref struct {
	Source string `json:"source"`
	Post   string `json:"post"`
	Brand  string `json:"brand"`
}

// A Conversation is what somebody wants of a brand, and what became of it.
type Conversation struct {
	Ref    Ref               `json:"ref"`
	State  ConversationState `json:"state"`
	Post   Post              `json:"post"` // which opened it
	Intent sentiment.Intent  `json:"intent"`
	Opened time.Time         `json:"opened"`
	Last   time.Time         `json:"last"` // the newest message or action
	// Messages were heard from the public, Replies from the brand.
	Messages int `json:"messages"`
	Replies  int `json:"replies"`

	AcknowledgedAt time.Time `json:"acknowledgedAt,omitzero"`
	Assigned       string    `json:"assigned,omitzero"`
	// Rounds are the waits: from the opening or a reopening to the answer. A
	// zero To is a wait that goes on. The first 16 are kept.
	Rounds []Round `json:"rounds"`

	posts []uint64 // whose answers belong here
}

// A Round is one wait for an answer.
type Round struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to,omitzero"`
}

const (
	maxRounds   = 16
	maxMessages = 64 // whose answers are recognized
)

// waits tells whether somebody waits for the brand.
func (c *Conversation) waits() bool {
	return c.State == Open || c.State == Acknowledged || c.State == Reopened
}

func (c *Conversation) seen(t time.Time) {
	if t.After(c.Last) {
		c.Last = t
	}
}

// hear takes a message by the public. One that answers the brand's answer
// reopens the conversation, unless it only praises.
func (c *Conversation) hear(m *listen.Mention) {
	t := m.Post.Time
	c.seen(t)
	c.Messages++
	c.Intent |= m.Intent
	thanks := m.Intent.Has(sentiment.Praise) && m.Intent&fruitful == 0
	if c.waits() || thanks || t.Before(c.Rounds[len(c.Rounds)-1].To) {
		return
	}
	c.State = Reopened
	if len(c.Rounds) < maxRounds {
		c.Rounds = append(c.Rounds, Round{From: t})
	}
}

// answer ends the wait. An answer dated before the question ends it at once.
func (c *Conversation) answer(t time.Time) {
	c.seen(t)
	c.Replies++
	if !c.waits() {
		return
	}
	c.State = Answered
	if last := &c.Rounds[len(c.Rounds)-1]; last.To.IsZero() {
		last.To = later(t, last.From)
	}
}

func (c *Conversation) acknowledge(t time.Time) {
	c.seen(t)
	if c.AcknowledgedAt.IsZero() {
		c.AcknowledgedAt = later(t, c.Opened)
	}
	if c.State == Open || c.State == Reopened {
		c.State = Acknowledged
	}
}

// first is the wait for the first answer, in staffed time up to now.
func (c *Conversation) first(d *desk, now time.Time) Wait { return c.Rounds[0].wait(d, now) }

func (r Round) wait(d *desk, now time.Time) Wait {
	if r.To.IsZero() {
		return Wait{Long: d.between(r.From, now)}
	}
	return Wait{Long: d.between(r.From, r.To), Over: true}
}

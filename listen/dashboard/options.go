package dashboard

import (
	"net/http"
	"time"

	"golang.org/x/text/language"

	"github.com/earshot-go/earshot/listen/insight"
)

// Options tune a Board. Nil and the zero Options are fine.
type Options struct {
	// Title stands above the pages; empty is "earshot".
	Title string
	// Authorize decides about every request, also those for live mentions and
	// for the style sheet: an error forbids it, and its text is shown. Nil
	// allows all. To send people to a login instead, wrap the Board.
	Authorize func(*http.Request) error
	// Act takes what a viewer does with a conversation. An error is shown to
	// the viewer, and nothing changes. Nil makes the board read-only.
	Act func(*http.Request, Action) error
	// Location is the time zone in which times are shown; nil is UTC.
	Location *time.Location
	// Language says how numbers and dates are written; the zero Tag is what
	// the viewer's browser asks for. The words of the pages are English.
	Language language.Tag
	// History is how many judged windows of each brand are kept; zero is
	// 2,160, which is 90 days of hours. A window costs 80 bytes.
	History int
	// Mentions is how many mentions of all brands are kept, for the figures of
	// Share of voice, People, Topics and Channels; zero is 10,000. One costs
	// about two kilobytes. Apart from them, the last 60 of each brand are kept to be read.
	Mentions int
	// Conversations follows who waits for an answer; nil follows those about
	// brands that are no competitors. It says what wants an answer, when the desk is
	// staffed and how long an answer may take, and belongs to the board from
	// then on.
	Conversations *insight.Conversations
}

// An Action is what a viewer asks for.
type Action struct {
	Verb         Verb
	Conversation insight.Ref
	To           string // who is to answer it; of Assign alone, at most 80 bytes
}

// A Verb says what is to happen to a conversation.
type Verb string

// What a viewer can do.
const (
	Assign      Verb = "assign"
	Acknowledge Verb = "acknowledge"
	Answered    Verb = "answered"
)

const (
	mostHistory  = 20_000
	mostMentions = 1_000_000
	rowsABrand   = 60
)

// withDefaults returns a complete copy. Numbers out of range are drawn into it:
// they bound memory, and mean nothing else.
func (o *Options) withDefaults() Options {
	var c Options
	if o != nil {
		c = *o
	}
	if c.Title == "" {
		c.Title = "earshot"
	}
	if c.Location == nil {
		c.Location = time.UTC
	}
	c.History = within(c.History, 2_160, mostHistory)
	c.Mentions = within(c.Mentions, 10_000, mostMentions)
	return c
}

func within(n, standard, most int) int {
	if n <= 0 {
		return standard
	}
	return min(n, most)
}

package notify

import (
	"context"
	"strings"
)

// Slack posts to a channel through an incoming webhook
// (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks),
// whose address is all it needs, and a secret.
type Slack struct {
	URL    string
	Client Client
}

// Check tells whether the address can be used.
func (s *Slack) Check() error { return checkAddress("slack", "URL", s.URL) }

// What Slack takes in a header, a section and a whole message.
const (
	slackHeader  = 150
	slackSection = 3000
	slackFields  = 10
)

// Send posts m once.
func (s *Slack) Send(ctx context.Context, m Message) error {
	type text struct {
		Type string `json:"type"`
		Text string `json:"text"`
	}
	type block struct {
		Type   string `json:"type"`
		Text   *text  `json:"text,omitempty"`
		Fields []text `json:"fields,omitempty"`
	}
	// Plain text only: what strangers wrote must neither ring a channel nor
	// hide an address.
	plain := func(words string, bytes int) *text { return &text{"plain_text", fit(words, bytes)} }
	blocks := []block{{Type: "header", Text: plain(oneLine(m.Title), slackHeader)}}
	if words := body(m); words != "" {
		blocks = append(blocks, block{Type: "section", Text: plain(words, slackSection)})
	}
	var fields []text
	for _, f := range m.Facts[:min(len(m.Facts), slackFields)] {
		fields = append(fields, *plain(f.Name+": "+f.Value, slackSection/2))
	}
	if len(fields) > 0 {
		blocks = append(blocks, block{Type: "section", Fields: fields})
	}
	_, err := s.Client.postJSON(ctx, parcel{address: s.URL}, map[string]any{
		"text":   slackEscape.Replace(fit(oneLine(m.Title), slackSection)), // for notifications and screen readers
		"blocks": blocks, "unfurl_links": false, "unfurl_media": false,
	})
	return err
}

var slackEscape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// body is the text of a message with its link under it.
func body(m Message) string { return strings.TrimSpace(m.Text + "\n" + m.Link) }

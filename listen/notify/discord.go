package notify

import (
	"context"
	"regexp"
	"time"
)

// Discord posts to a channel through a webhook
// (https://discord.com/developers/docs/resources/webhook#execute-webhook),
// whose address is all it needs, and a secret.
type Discord struct {
	URL    string
	Client Client
}

// Check tells whether the address can be used.
func (d *Discord) Check() error { return checkAddress("discord", "URL", d.URL) }

// What Discord takes in an embed.
const (
	discordTitle  = 256
	discordText   = 4000
	discordFields = 25
	discordValue  = 1000
	discordAll    = 5500 // of the 6,000 that all together may have
)

// Send posts m once.
func (d *Discord) Send(ctx context.Context, m Message) error {
	type field struct {
		Name   string `json:"name"`
		Value  string `json:"value"`
		Inline bool   `json:"inline"`
	}
	// Halves, since every letter may need an escape.
	title, text := discordEscape(fit(oneLine(m.Title), discordTitle/2)), discordEscape(fit(m.Text, discordText/2))
	left := discordAll - len(title) - len(text)
	var fields []field
	for _, f := range m.Facts[:min(len(m.Facts), discordFields)] {
		next := field{discordEscape(fit(f.Name, discordTitle/2)), discordEscape(fit(f.Value, discordValue/2)), true}
		if next.Name == "" || next.Value == "" { // Discord refuses the whole message
			continue
		}
		if left -= len(next.Name) + len(next.Value); left < 0 {
			break
		}
		fields = append(fields, next)
	}
	embed := map[string]any{"title": title, "description": text, "fields": fields}
	if !m.Time.IsZero() {
		embed["timestamp"] = m.Time.UTC().Format(time.RFC3339)
	}
	if checkAddress("", "", m.Link) == nil && len(m.Link) < 2000 {
		embed["url"] = m.Link
	}
	_, err := d.Client.postJSON(ctx, parcel{address: d.URL}, map[string]any{
		"embeds": []any{embed},
		// A post that says @everyone must not ring everyone.
		"allowed_mentions": map[string]any{"parse": []string{}},
	})
	return err
}

var discordMarks = regexp.MustCompile("[\\\\*_~`|<>#\\[\\]()@:-]")

// discordEscape shows marks instead of obeying them.
func discordEscape(text string) string { return discordMarks.ReplaceAllString(text, `\$0`) }

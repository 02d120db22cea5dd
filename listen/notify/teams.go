package notify

import (
	"context"
	"regexp"
)

// Teams posts an Adaptive Card to a channel of Microsoft Teams through a
// webhook of Power Automate ("Post to a channel when a webhook request is
// received"), whose address is all it needs, and a secret.
type Teams struct {
	URL    string
	Client Client
}

// Check tells whether the address can be used.
func (t *Teams) Check() error { return checkAddress("teams", "URL", t.URL) }

// teamsText keeps a card below the 28 KiB that Teams takes, also where every
// second letter had to be escaped.
const teamsText = 6000

// Send posts m once.
func (t *Teams) Send(ctx context.Context, m Message) error {
	block := func(words string, bytes int) map[string]any {
		return map[string]any{"type": "TextBlock", "wrap": true, "text": cardEscape(fit(words, bytes))}
	}
	title := block(oneLine(m.Title), 300)
	title["weight"], title["size"] = "bolder", "medium"
	parts := []any{title}
	if m.Text != "" {
		parts = append(parts, block(m.Text, teamsText))
	}
	var facts []map[string]string
	for _, f := range m.Facts[:min(len(m.Facts), slackFields)] {
		facts = append(facts, map[string]string{"title": cardEscape(fit(f.Name, 100)), "value": cardEscape(fit(f.Value, 300))})
	}
	if len(facts) > 0 {
		parts = append(parts, map[string]any{"type": "FactSet", "facts": facts})
	}
	card := map[string]any{
		"$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard", "version": "1.4", "body": parts,
	}
	if checkAddress("", "", m.Link) == nil && len(m.Link) < 2000 {
		card["actions"] = []any{map[string]string{"type": "Action.OpenUrl", "title": "Open", "url": m.Link}}
	}
	_, err := t.Client.postJSON(ctx, parcel{address: t.URL}, map[string]any{
		"type": "message",
		"attachments": []any{map[string]any{
			"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": nil, "content": card,
		}},
	})
	return err
}

// The part of Markdown that cards obey, and the tags that mention people.
var cardMarks = regexp.MustCompile("[\\\\*_~`\\[\\]<>]")

func cardEscape(text string) string { return cardMarks.ReplaceAllString(text, `\$0`) }

package notify

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
)

// digest makes one message of many, the oldest first, with all of them in
// Parts.
func digest(parts []Message) Message {
	last := parts[len(parts)-1]
	m := Message{
		Key: digestKey(parts), Time: last.Time, Parts: parts,
		Title: fmt.Sprintf("%d messages: %s", len(parts), brands(parts)),
	}
	m.Thread = m.Key
	var text strings.Builder
	for _, p := range parts {
		fmt.Fprintf(&text, "%s\n", p.Title)
		m.Severity = max(m.Severity, p.Severity)
	}
	m.Text = strings.TrimSuffix(text.String(), "\n")
	return m
}

// brands names them in the order in which they come up.
func brands(parts []Message) string {
	const most = 3
	var names []string
	seen := make(map[string]bool)
	for _, p := range parts {
		if name := p.Brand; name != "" && !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	switch {
	case len(names) == 0:
		return parts[0].Title
	case len(names) > most:
		return strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more", len(names)-most)
	}
	return strings.Join(names, ", ")
}

// digestKey is the same for the same parts.
func digestKey(parts []Message) string {
	h := sha256.New()
	for _, p := range parts {
		io.WriteString(h, p.Key)
		io.WriteString(h, "\n")
	}
	return "digest/" + hex.EncodeToString(h.Sum(nil)[:12])
}

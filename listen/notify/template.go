package notify

import (
	"errors"
	"fmt"
	"strings"
	"text/template"

	"github.com/earshot-go/earshot/listen"
)

// A Writer chooses the words of messages by templates of [text/template]. What
// comes out is plain text; every notifier escapes it as its network needs.
type Writer struct{ title, text *template.Template }

// maxWords bounds what a template may write.
const maxWords = 64 << 10

// NewWriter parses two templates. They are given a [*listen.Alert] or a
// [*listen.Mention], whichever is told. An empty one means the words of
// [FromAlert] and [FromMention]. All errors are joined.
func NewWriter(title, text string) (*Writer, error) {
	var w Writer
	var errTitle, errText error
	w.title, errTitle = parse("title", title)
	w.text, errText = parse("text", text)
	if err := errors.Join(errTitle, errText); err != nil {
		return nil, err
	}
	return &w, nil
}

func parse(name, words string) (*template.Template, error) {
	if words == "" {
		return nil, nil
	}
	t, err := template.New(name).Parse(words)
	if err != nil {
		return nil, &FieldError{"template", name, err.Error()}
	}
	return t, nil
}

// Alert is [FromAlert] in the writer's words. An error comes from a template
// that asks for what an alert does not have; the message has the plain words
// then.
func (w *Writer) Alert(a *listen.Alert) (Message, error) { return w.reword(FromAlert(a), a) }

// Mention is [FromMention] in the writer's words, with errors as of
// [Writer.Alert].
func (w *Writer) Mention(m *listen.Mention) (Message, error) { return w.reword(FromMention(m), m) }

func (w *Writer) reword(m Message, of any) (Message, error) {
	title, errTitle := say(w.title, of, m.Title)
	text, errText := say(w.text, of, m.Text)
	if err := errors.Join(errTitle, errText); err != nil {
		return m, err
	}
	m.Title, m.Text = oneLine(title), text
	return m, nil
}

func say(t *template.Template, of any, plain string) (string, error) {
	if t == nil {
		return plain, nil
	}
	var b bounded
	if err := t.Execute(&b, of); err != nil {
		return "", fmt.Errorf("notify: template %s: %w", t.Name(), err)
	}
	return b.String(), nil
}

// bounded ends a template that would write for ever.
type bounded struct{ strings.Builder }

func (b *bounded) Write(p []byte) (int, error) {
	if b.Len()+len(p) > maxWords {
		return 0, fmt.Errorf("writes more than %d bytes", maxWords)
	}
	return b.Builder.Write(p)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

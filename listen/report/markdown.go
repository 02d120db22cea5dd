package report

import (
	"embed"
	"fmt"
	"io"
	"strings"
	"text/template"
	"time"
)

//go:embed report.md.tmpl report.html.tmpl report.css
var files embed.FS

var markdown = template.Must(template.New("report.md.tmpl").Funcs(template.FuncMap{
	"md": escapeMarkdown, "link": linkMarkdown, "time": stamp, "long": long, "period": period,
}).ParseFS(files, "report.md.tmpl"))

// WriteMarkdown writes the report as Markdown, without its charts. What
// strangers wrote is escaped, so that it shows as it was written and does
// nothing.
func (r *Report) WriteMarkdown(w io.Writer) error {
	if err := markdown.Execute(w, view{Report: r, words: r.words()}); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return nil
}

// markdownMarks mean something in Markdown, or in the HTML that it may hold.
var markdownMarks = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "|", `\|`, "~", `\~`, "<", "&lt;", ">", "&gt;", "&", "&amp;",
)

// escapeMarkdown is text on one line in which no mark means anything.
func escapeMarkdown(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	text = markdownMarks.Replace(strings.Join(strings.Fields(text), " "))
	if text != "" && strings.ContainsAny(text[:1], "#+-=0123456789") { // would begin a heading or a list
		text = escapeFirst(text)
	}
	return text
}

// linkMarkdown is an address as a link. Between these brackets no mark means
// anything, and a backslash before one would be taken for a part of the address.
func linkMarkdown(address string) string {
	address = strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0x7F {
			return -1
		}
		return r
	}, strings.ToValidUTF8(address, ""))
	return "<" + linkMarks.Replace(address) + ">"
}

var linkMarks = strings.NewReplacer("<", "%3C", ">", "%3E", `\`, "%5C", "&", "&amp;")

// escapeFirst escapes the mark that makes a heading or a list of a line.
func escapeFirst(text string) string {
	digits := strings.TrimLeft(text, "0123456789")
	switch at := len(text) - len(digits); {
	case at == 0:
		return `\` + text
	case digits != "" && (digits[0] == '.' || digits[0] == ')'):
		return text[:at] + `\` + digits
	}
	return text
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return t.Format("2006-01-02 15:04")
}

// long writes a duration in its two largest units.
func long(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d < time.Hour:
		return fmt.Sprintf("%d min", d/time.Minute)
	case d < day:
		return fmt.Sprintf("%d h %d min", d/time.Hour, d%time.Hour/time.Minute)
	}
	return fmt.Sprintf("%d d %d h", d/day, d%day/time.Hour)
}

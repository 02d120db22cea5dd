// Command picture draws what a program prints on a terminal, colors included,
// as an SVG image:
//
//	CLICOLOR_FORCE=1 go run ./examples/quickstart | go run ./examples/internal/picture >docs/quickstart.svg
package main

import (
	"bufio"
	"fmt"
	"html"
	"io"
	"os"
	"regexp"
	"strings"
	"unicode/utf8"
)

func main() {
	text, err := io.ReadAll(os.Stdin)
	if err == nil {
		err = draw(os.Stdout, strings.Trim(string(text), "\n"))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "picture:", err)
		os.Exit(1)
	}
}

// The size of a letter, and of the space around all of them, in pixels.
const (
	letterWidth = 8
	lineHeight  = 17
	margin      = 16
)

// draw writes an image of a text with escape sequences.
func draw(w io.Writer, text string) error {
	lines := strings.Split(text, "\n")
	columns := 0
	for _, line := range lines {
		columns = max(columns, utf8.RuneCountInString(escape.ReplaceAllString(line, "")))
	}
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="13.3" fill="#d8dee9">`+"\n",
		columns*letterWidth+2*margin, len(lines)*lineHeight+2*margin)
	fmt.Fprintln(out, `<rect width="100%" height="100%" rx="8" fill="#1e222a"/>`)
	for i, line := range lines {
		if line != "" {
			fmt.Fprintf(out, `<text x="%d" y="%d" xml:space="preserve">%s</text>`+"\n", margin, margin+(i+1)*lineHeight-4, spans(line))
		}
	}
	fmt.Fprintln(out, "</svg>")
	return out.Flush()
}

var escape = regexp.MustCompile("\x1b\\[([0-9;]*)m")

// styles are the colors that the examples use, by their escape sequence.
var styles = map[string]string{
	"1":       `font-weight="bold" fill="#ffffff"`,
	"2":       `fill="#7f8899"`,
	"31":      `fill="#ff7b72"`,
	"32":      `fill="#7ee787"`,
	"1;30;43": `font-weight="bold" fill="#f2cc60"`,
}

// spans turns the escape sequences of a line into elements.
func spans(line string) string {
	var b strings.Builder
	style := ""
	for line != "" {
		at := escape.FindStringSubmatchIndex(line)
		if at == nil {
			at = []int{len(line), len(line), len(line), len(line)}
		}
		b.WriteString(span(line[:at[0]], style))
		style = styles[line[at[2]:at[3]]]
		line = line[at[1]:]
	}
	return b.String()
}

func span(text, style string) string {
	if text == "" || style == "" {
		return html.EscapeString(text)
	}
	return "<tspan " + style + ">" + html.EscapeString(text) + "</tspan>"
}

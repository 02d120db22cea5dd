package main

import (
	"io"
	"os"
	"strings"
	"unicode"

	"golang.org/x/term"
)

// A console is where something is printed. Colors are for people: a file or a
// pipe gets plain text.
type console struct {
	io.Writer
	terminal bool
	width    int // in columns
}

const plainWidth = 120

func newConsole(f *os.File) console {
	c := console{f, term.IsTerminal(int(f.Fd())), plainWidth}
	if c.terminal {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil {
			c.width = max(width, 80)
		}
	}
	c.terminal = c.terminal && os.Getenv("TERM") != "dumb" && os.Getenv("NO_COLOR") == "" || os.Getenv("CLICOLOR_FORCE") == "1"
	return c
}

type ink string

const (
	bold  ink = "1"
	dim   ink = "2"
	red   ink = "31"
	green ink = "32"
	mark  ink = "1;30;43" // black on yellow
)

func (c console) paint(i ink, text string) string {
	if !c.terminal || text == "" || i == "" {
		return text
	}
	return "\x1b[" + string(i) + "m" + text + "\x1b[0m"
}

// clean makes a text from outside fit to be printed: on one line, and without
// the characters that steer a terminal or turn the direction of its lines.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		if harmless(r) {
			return r
		}
		return ' '
	}, text)
}

func harmless(r rune) bool {
	switch {
	case unicode.IsControl(r), r == unicode.ReplacementChar, r == '\u2028', r == '\u2029':
		return false
	case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
		return false
	}
	return true
}

// wrap breaks a text into lines of at most width columns at its spaces.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len([]rune(line))+1+len([]rune(word)) > width {
			lines, line = append(lines, line), ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

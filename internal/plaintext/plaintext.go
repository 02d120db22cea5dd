// Package plaintext turns what a network sends into text that a reader would
// see: no markup, valid UTF-8, one normal form, nothing invisible, bounded.
package plaintext

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Cut returns the longest prefix of s of at most limit bytes that does not
// split a character.
func Cut(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit]
}

// Clean returns s, which holds no markup, in normal form C without control
// and invisible characters, cut to limit bytes. Lines are kept and trimmed, a
// run of blanks becomes one, and more than one empty line becomes one.
func Clean(s string, limit int) string {
	// Normalization may shorten, so that the bound on the input is wide; it
	// only keeps the work bounded.
	s = strings.ToValidUTF8(Cut(s, 4*limit+utf8.UTFMax), "\uFFFD")
	// In this order, because what goes may have stood between a letter and
	// its accent.
	s = norm.NFC.String(collapse(s))
	return strings.TrimSpace(Cut(s, limit))
}

// Line is Clean for what has one line: a title, a name.
func Line(s string, limit int) string {
	return oneLine(Clean(s, limit))
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func collapse(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	breaks, blank := 0, false
	for _, r := range s {
		switch {
		case r == '\n' || r == '\u2028' || r == '\u2029' || r == '\u0085':
			breaks++
		case unicode.IsSpace(r):
			blank = true
		case invisible(r):
		default:
			if b.Len() > 0 && breaks > 0 {
				b.WriteString("\n\n"[:min(breaks, 2)])
			} else if b.Len() > 0 && blank {
				b.WriteByte(' ')
			}
			breaks, blank = 0, false
			b.WriteRune(r)
		}
	}
	return b.String()
}

// invisible tells characters that no reader sees but that keep a matcher from
// finding a word: controls, zero-width spaces and bidirectional marks. The
// zero-width joiners stay, because Persian words and emoji are spelled with
// them, and so do variation selectors.
func invisible(r rune) bool {
	switch r {
	case '\u200c', '\u200d':
		return false
	case '\u00ad', '\u034f', '\u061c', '\u180e', '\u200b', '\u200e', '\u200f', '\ufeff':
		return true
	}
	return unicode.IsControl(r) || r >= '\u202a' && r <= '\u202e' || r >= '\u2060' && r <= '\u206f'
}

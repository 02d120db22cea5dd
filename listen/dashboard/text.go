package dashboard

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/earshot-go/earshot/match"
)

// maxRowText is how many bytes of a post are shown, around the brand.
const maxRowText = 700

// cut returns at most maxRowText bytes of text around the surest hit, and the
// hits that lie in them.
func cut(text string, hits []match.Hit, best match.Hit) (string, []match.Hit) {
	if len(text) <= maxRowText {
		return text, hits
	}
	from := max(0, min(best.Start-maxRowText/3, len(text)-maxRowText))
	to := from + maxRowText
	for from > 0 && from < to && !utf8.RuneStart(text[from]) {
		from++
	}
	for to < len(text) && to > from && !utf8.RuneStart(text[to]) {
		to--
	}
	const more = "…"
	before, behind := "", ""
	if from > 0 {
		before = more
	}
	if to < len(text) {
		behind = more
	}
	var within []match.Hit
	for _, h := range hits {
		if h.Start >= from && h.End <= to {
			h.Start, h.End = h.Start-from+len(before), h.End-from+len(before)
			within = append(within, h)
		}
	}
	return before + text[from:to] + behind, within
}

// A piece is a stretch of text, marked where it names the brand.
type piece struct {
	Text   string
	Marked bool
}

// pieces parts the text at its hits.
func pieces(text string, hits []match.Hit) []piece {
	var out []piece
	add := func(s string, marked bool) {
		if s != "" {
			out = append(out, piece{clean(s), marked})
		}
	}
	done := 0
	for _, h := range hits {
		if h.Start < done || h.End > len(text) || h.End <= h.Start {
			continue // overlaps the one before
		}
		add(text[done:h.Start], false)
		add(text[h.Start:h.End], true)
		done = h.End
	}
	add(text[done:], false)
	return out
}

// clean returns s as valid UTF-8 without control characters but for line ends.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// clip returns the first n runes or fewer of s, cleaned.
func clip(s string, n int) string {
	s = clean(s[:min(len(s), 4*n+4)])
	for i := range s {
		if n--; n < 0 {
			return s[:i] + "…"
		}
	}
	return s
}

// webAddress returns an address that a reader may be sent to, or "".
func webAddress(raw string) string {
	if len(raw) > 2048 {
		return ""
	}
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	return u.String()
}

// network is the part of a source's name that says what it is.
func network(src string) string {
	name, _, _ := strings.Cut(src, ":")
	return clip(name, 30)
}

package query

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// hasLink tells whether text holds an address that a clause asks for.
func (s *state) hasLink(c *clause, text string) bool {
	for text != "" {
		at := linkAt(text)
		if at < 0 {
			return false
		}
		address := upToSpace(text[at:])
		text = text[at+len(address):]
		if c.any || s.has(c, strings.TrimRight(address, ".,;:!?)]'")) {
			return true
		}
	}
	return false
}

// linkAt finds the next address: one with a scheme, or one that begins with
// www at the beginning of a word.
func linkAt(text string) int {
	for from := 0; ; {
		i := strings.IndexAny(text[from:], "hHwW")
		if i < 0 {
			return -1
		}
		i += from
		if startsLink(text[i:]) && !wordEndsAt(text, i) {
			return i
		}
		from = i + 1
	}
}

func startsLink(s string) bool {
	for _, start := range []string{"https://", "http://", "www."} {
		if len(s) > len(start) && strings.EqualFold(s[:len(start)], start) && s[len(start)] > ' ' {
			return true
		}
	}
	return false
}

// wordEndsAt tells whether byte i goes on with a word.
func wordEndsAt(text string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	return i > 0 && wordRune(before)
}

// pointsTo tells whether an address lies on a host or below it, or begins as
// the value does if that has a path.
func pointsTo(address []byte, value string) bool {
	host, path, deep := strings.Cut(value, "/")
	if !endsAtSeam(hostOf(address), host) {
		return false
	}
	if !deep || path == "" {
		return true
	}
	_, rest, _ := bytes.Cut(address, []byte("/"))
	return beginsAtSeam(rest, path, "/?#&=")
}

// standsWithin tells whether value stands in an address, and no word goes on
// at either of its ends.
func standsWithin(address []byte, value string) bool {
	for i := 0; i+len(value) <= len(address); i++ {
		end := i + len(value)
		if string(address[i:end]) == value && seamIn(address, i) && seamIn(address, end) {
			return true
		}
	}
	return false
}

// seamIn is seam for bytes.
func seamIn(text []byte, i int) bool {
	before, _ := utf8.DecodeLastRune(text[:i])
	after, _ := utf8.DecodeRune(text[i:])
	return !wordRune(before) || !wordRune(after)
}

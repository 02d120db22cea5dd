package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// findLiteral looks for a string byte by byte. Where it begins or ends with a
// letter or digit, a word must begin or end there.
func (s *state) findLiteral(t *term, one bool) {
	before := len(s.spans)
	if t.scope != onlyText {
		s.literalIn(InTitle, t.literal, 0, one)
	}
	if t.scope != onlyTitle && !(one && len(s.spans) > before) {
		s.literalIn(InText, t.literal, s.textFrom, one)
	}
}

func (s *state) literalIn(p Part, literal string, next int, one bool) {
	text := s.part(p)
	_, step := utf8.DecodeRuneInString(literal)
	for from := 0; ; {
		at := strings.Index(text[from:], literal)
		if at < 0 {
			return
		}
		at += from
		from = at + step
		end := at + len(literal)
		if !seam(text, at) || !seam(text, end) {
			continue
		}
		var v span
		v, next = s.around(p, at, end, next)
		s.spans = append(s.spans, v)
		if one {
			return
		}
	}
}

// seam tells whether no word goes on over byte i.
func seam(text string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i:])
	return !wordRune(before) || !wordRune(after)
}

func wordRune(c rune) bool {
	return unicode.IsLetter(c) && scriptOf(c) != ideographic || unicode.IsDigit(c)
}

// around finds the words that the bytes from start to end touch, beginning at
// word next. A literal without words stands between two: its last word lies
// before its first.
func (s *state) around(p Part, start, end, next int) (span, int) {
	words, limit := s.reader.words, len(s.reader.words)
	if p == InTitle {
		limit = s.textFrom
	}
	for next < limit && int(words[next].end) <= start {
		next++
	}
	last := next
	for last < limit && int(words[last].start) < end {
		last++
	}
	first := int32(next)
	if p == InText {
		first += wall - int32(s.textFrom)
	}
	return span{first, first, first + int32(last-next) - 1, int32(start), int32(end)}, next
}

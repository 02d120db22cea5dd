package query

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/earshot-go/earshot/match/internal/fold"
)

// A word is a run of letters and digits of a document or of a query. Its
// folded form is buf[from:to] of the reader it came from; neighbours lie side
// by side there, so that several words run together are one slice.
type word struct {
	start, end int32 // bytes of the part it stands in
	from, to   int32 // bytes of the folded text
	gap        uint8 // what parts it from the word before
	sign       byte  // '#', '@' or '$' right before it
	inside     bool  // goes on with the tag or account name of the word before
}

// Gaps. Over the first two, words are one to a reader: coca_cola, McDonald's,
// and the zero width non-joiner of Persian.
const (
	gapJoiner = iota + 1
	gapApos
	gapSoft // a space, a hyphen, a dot or slash between letters
	gapDot
	gapHard
)

// A reader cuts text into folded words. It keeps its memory from text to text.
type reader struct {
	table *fold.Table
	wild  bool // * and ? are letters: for patterns
	buf   []byte
	words []word

	gap  uint8 // since the last word; 0 is nothing
	sign byte
}

func (r *reader) reset() {
	r.buf, r.words = r.buf[:0], r.words[:0]
}

// read appends the words of text.
func (r *reader) read(text string) {
	r.gap, r.sign = gapHard, 0
	for i := 0; i < len(text); {
		c, n := rune(text[i]), 1
		if c >= utf8.RuneSelf {
			c, n = utf8.DecodeRuneInString(text[i:])
		} else if c == ' ' && r.gap == 0 {
			r.gap = gapSoft
			i++
			continue
		}
		switch kind := r.classify(c); kind {
		case classWord:
			i = r.word(text, i)
		case classNothing:
			i += n
		case classSign:
			i = r.signAt(text, i, n)
		case classAmpersand:
			i = r.ampersand(text, i)
		default:
			r.part(kind)
			i += n
		}
	}
}

// Classes of runes; those up to gapHard are gaps.
const (
	classWord = iota + gapHard + 1
	classNothing
	classSign
	classAmpersand
)

var asciiClass = func() (t [utf8.RuneSelf]uint8) {
	for i := range t {
		switch c := byte(i); {
		case 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9':
			t[i] = classWord
		case c == '_':
			t[i] = gapJoiner
		case c == '\'' || c == '`':
			t[i] = gapApos
		case c == ' ' || c == '\t' || c == '-':
			t[i] = gapSoft
		case c == '.' || c == '/':
			t[i] = gapDot
		case c == '#' || c == '@' || c == '$':
			t[i] = classSign
		case c == '&':
			t[i] = classAmpersand
		default:
			t[i] = gapHard
		}
	}
	return t
}()

func (r *reader) classify(c rune) uint8 {
	if c < utf8.RuneSelf {
		if r.wild && (c == '*' || c == '?') {
			return classWord
		}
		return asciiClass[c]
	}
	return r.classifyWide(c)
}

func (r *reader) classifyWide(c rune) uint8 {
	switch c {
	case '’', '‘', 'ʼ', '´', '′', '＇', 'ʹ':
		return gapApos
	case '‐', '‑', '–', '－':
		return gapSoft
	case '·', '．', '・':
		return gapDot
	case '＿':
		return gapJoiner
	case '＃', '＠', '＄':
		return classSign
	case '＆':
		return classAmpersand
	}
	switch code := r.table.Code(c); {
	case code == fold.Drop:
		return classNothing
	case code == fold.Joiner:
		return gapJoiner
	case code != fold.Break:
		return classWord
	case unicode.IsSpace(c) && c != 0x2028 && c != 0x2029 && c != 0x85:
		return gapSoft
	}
	return gapHard
}

// part widens the gap by one more separator.
func (r *reader) part(gap uint8) {
	switch {
	case r.gap == 0:
		r.gap = gap
	case r.gap <= gapSoft && gap <= gapSoft:
		r.gap = gapSoft
	default:
		r.gap = gapHard
	}
	r.sign = 0
}

// signAt takes #, @ or $ as the sign of the word behind it. A letter before a
// dollar makes it a price or a placeholder, and one before @ a mail address,
// whose domain names no brand.
func (r *reader) signAt(text string, i, n int) int {
	glued := r.gap == 0
	r.part(gapHard)
	switch c, _ := utf8.DecodeRuneInString(text[i:]); {
	case c == '#' || c == '＃':
		r.sign = '#'
	case c == '$' || c == '＄':
		if !glued {
			r.sign = '$'
		}
	case glued && isMail(text[i+n:]):
		return i + n + len(upToSpace(text[i+n:]))
	default:
		r.sign = '@'
	}
	return i + n
}

// isMail tells a mail address from an account name that lost its space, by the
// dot in its domain.
func isMail(rest string) bool {
	const longestLabel = 63 // RFC 1035
	return strings.IndexByte(upToSpace(rest[:min(len(rest), longestLabel+1)]), '.') > 0
}

// ampersand reads & as the word "and", so that AT&T is AT and T everywhere.
func (r *reader) ampersand(text string, i int) int {
	_, n := utf8.DecodeRuneInString(text[i:])
	if strings.HasPrefix(text[i:], "&amp;") {
		n = len("&amp;")
	}
	from := len(r.buf)
	r.buf = append(r.buf, "and"...)
	r.sign = 0
	r.add(word{start: int32(i), end: int32(i + n), from: int32(from), to: int32(len(r.buf))})
	return i + n
}

// word reads the word that begins at i and returns where to read on.
func (r *reader) word(text string, i int) int {
	start, from := i, len(r.buf)
	if !r.wild {
		i = r.ascii(text, i)
	}
	if i == start || i < len(text) && text[i] >= utf8.RuneSelf {
		i = r.letters(text, start, i)
	}
	if len(r.buf) == from {
		return i
	}
	r.add(word{start: int32(start), end: int32(i), from: int32(from), to: int32(len(r.buf))})
	if isLink(text[i:], r.buf[from:]) {
		return i + r.dropLink(text[i:])
	}
	return i
}

// ascii reads as far as letters and digits of ASCII go, which is most words.
func (r *reader) ascii(text string, i int) int {
	j := i
	for j < len(text) && text[j] < utf8.RuneSelf && asciiClass[text[j]] == classWord {
		j++
	}
	from := len(r.buf)
	r.buf = append(r.buf, text[i:j]...)
	for k, c := range r.buf[from:] {
		r.buf[from+k] = lower(c)
	}
	return j
}

// letters goes on at i with the word that began at start, in any script.
func (r *reader) letters(text string, start, i int) int {
	script := alphabetic
	for i < len(text) {
		c, n := rune(text[i]), 1
		if c >= utf8.RuneSelf {
			c, n = utf8.DecodeRuneInString(text[i:])
		}
		class := r.classify(c)
		if class == classWord {
			of := scriptOf(c)
			if i == start {
				script = of
			} else if of != script || of == ideographic {
				break
			}
			r.buf = r.appendFolded(r.buf, c)
		} else if class != classNothing {
			break
		}
		i += n
	}
	return i
}

// appendFolded appends the folded form of c.
func (r *reader) appendFolded(dst []byte, c rune) []byte {
	if c < utf8.RuneSelf {
		return append(dst, lower(byte(c)))
	}
	code := r.table.Code(c)
	if long, ok := r.table.Long(code); ok {
		return append(dst, long...)
	}
	return utf8.AppendRune(dst, rune(code))
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// Scripts, as far as they differ in where a word ends.
const (
	alphabetic  = iota
	katakana    // a run is a word
	ideographic // each letter is a word: no space parts them
)

func scriptOf(c rune) int {
	switch {
	case c < 0x0E01:
		return alphabetic
	case fold.IsIdeograph(c):
		return ideographic
	case fold.IsKatakana(c):
		return katakana
	}
	return alphabetic
}

// add keeps a word, with what stands before it.
func (r *reader) add(w word) {
	w.gap, w.sign = r.gap, r.sign
	if w.gap == 0 {
		w.gap = gapSoft
	}
	if n := len(r.words); n > 0 && w.gap == gapJoiner {
		w.inside = r.words[n-1].inside || r.words[n-1].sign != 0
	}
	r.gap, r.sign = 0, 0
	r.words = append(r.words, w)
}

// isLink tells whether the word before rest begins a web address.
func isLink(rest string, folded []byte) bool {
	if len(rest) == 0 || rest[0] != ':' && rest[0] != '.' {
		return false
	}
	switch string(folded) {
	case "http", "https":
		return strings.HasPrefix(rest, "://")
	case "www":
		return strings.HasPrefix(rest, ".")
	}
	return false
}

// dropLink takes back the last word and returns how much of rest belongs to
// its address, which tells where something lies and not what is spoken of.
func (r *reader) dropLink(rest string) int {
	last := len(r.words) - 1
	r.buf, r.words = r.buf[:r.words[last].from], r.words[:last]
	r.gap = gapHard
	return len(upToSpace(rest))
}

func upToSpace(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c <= ' ' || c == '"' || c == '<' || c == '>' || c >= utf8.RuneSelf {
			return s[:i]
		}
	}
	return s
}

// folded is the folded form of the words from i to j, run together.
func (r *reader) folded(i, j int) []byte { return r.buf[r.words[i].from:r.words[j].to] }

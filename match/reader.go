package match

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/earshot-go/earshot/match/internal/fold"
)

// A reader turns a text into tokens. It keeps its memory from text to text.
type reader struct {
	table  *fold.Table
	buf    []byte // folded words, then eight zero bytes so that words can be loaded eight bytes at a time
	tokens []token

	used  int   // of buf
	gap   uint8 // since the last token
	tag   uint8 // '#', '@' or '$' right before the next token
	place bool  // a lone @ before the next token
}

// read takes text apart. Addresses and e-mail domains are left out: they tell
// where something lies, not what is spoken of.
func (r *reader) read(text string) {
	r.reset(len(text))
	for i := 0; i < len(text); {
		c := text[i]
		if asciiWord[c] != 0 {
			i = r.word(text, i)
		} else if c < utf8.RuneSelf {
			i = r.separator(text, i, c)
		} else {
			i = r.wide(text, i)
		}
	}
	clear(r.buf[r.used : r.used+8])
}

// reset makes room: no rune folds to more than twice its own bytes.
func (r *reader) reset(n int) {
	if need := 2*n + 64; cap(r.buf) < need {
		r.buf = make([]byte, need)
	}
	r.buf = r.buf[:cap(r.buf)]
	r.tokens, r.used, r.gap, r.tag, r.place = r.tokens[:0], 0, gapHard, 0, false
}

// word reads the token that begins with the ASCII letter or digit at i.
func (r *reader) word(text string, i int) int {
	start, from, used := i, r.used, r.used
	buf := r.buf
	var flags uint16
	for i < len(text) {
		f := asciiWord[text[i]]
		if f == 0 {
			break
		}
		buf[used] = byte(f)
		flags |= f
		used++
		i++
	}
	r.used = used
	flags >>= 8
	if text[start]-'A' < 26 {
		flags |= isTitle
	}
	if i < len(text) && text[i] >= utf8.RuneSelf {
		i, flags = r.letters(text, i, flags)
	}
	return r.add(text, token{start: int32(start), end: int32(i), from: int32(from), to: int32(r.used), flags: flags})
}

// letters goes on with a word from i on, in any script that parts words.
func (r *reader) letters(text string, i int, flags uint16) (int, uint16) {
	for i < len(text) {
		c, n := rune(text[i]), 1
		switch {
		case c < utf8.RuneSelf:
			if asciiWord[c] == 0 {
				return i, flags
			}
		case c >= 0xC2 && c < 0xE0 && i+1 < len(text) && text[i+1]&0xC0 == 0x80: // most letters outside ASCII take two bytes
			c, n = c&0x1F<<6|rune(text[i+1])&0x3F, 2
			if code := r.table.Code(c); code >= utf8.RuneSelf && code < 0x800 {
				r.buf[r.used], r.buf[r.used+1] = 0xC0|byte(code>>6), 0x80|byte(code)&0xBF
				r.used += 2
				flags |= caseOf(c)
				i += n
				continue
			}
		default:
			c, n = utf8.DecodeRuneInString(text[i:])
		}
		code := r.table.Code(c)
		if code == fold.Break || code == fold.Joiner || fold.IsIdeograph(c) || fold.IsKatakana(c) {
			break
		}
		flags |= r.put(c, code, n)
		i += n
	}
	return i, flags
}

// put appends the folded form of c, which took n bytes, and returns its flags.
func (r *reader) put(c rune, code uint16, n int) uint16 {
	if c < utf8.RuneSelf {
		r.buf[r.used] = byte(code)
		r.used++
		return asciiWord[c] >> 8
	}
	switch {
	case code == fold.Drop:
		return 0
	case code < fold.Multi:
		r.used += utf8.EncodeRune(r.buf[r.used:], rune(code))
	default:
		if s, ok := r.table.Long(code); !ok {
			r.used += utf8.EncodeRune(r.buf[r.used:], rune(code))
		} else if len(s) <= 2*n {
			r.used += copy(r.buf[r.used:], s)
		}
	}
	return caseOf(c)
}

// caseOf returns the flags of a letter outside ASCII.
func caseOf(c rune) uint16 {
	if isUpper(c) {
		return hasWide | hasUpper
	}
	return hasWide | hasLower
}

// isUpper is unicode.IsUpper without the search for the many letters between
// Hebrew and Burmese, whose scripts have no capitals.
func isUpper(c rune) bool { return (c < 0x590 || c >= 0x10A0) && unicode.IsUpper(c) }

// wide reads what begins with the rune outside ASCII at i.
func (r *reader) wide(text string, i int) int {
	c, n := utf8.DecodeRuneInString(text[i:])
	code := r.table.Code(c)
	if sep := wideSep(c); sep != sepHard || code == fold.Break {
		return r.wideSeparator(i+n, c, sep)
	}
	if code == fold.Drop || code == fold.Joiner {
		return i + n
	}
	from, end := r.used, i+n
	flags := r.put(c, code, n)
	if isUpper(c) {
		flags |= isTitle
	}
	switch {
	case fold.IsIdeograph(c):
	case fold.IsKatakana(c):
		end = r.katakana(text, end)
	default:
		end, flags = r.letters(text, end, flags)
	}
	return r.add(text, token{start: int32(i), end: int32(end), from: int32(from), to: int32(r.used), flags: flags})
}

func (r *reader) katakana(text string, i int) int {
	for i < len(text) {
		c, n := utf8.DecodeRuneInString(text[i:])
		if !fold.IsKatakana(c) {
			break
		}
		r.put(c, r.table.Code(c), n)
		i += n
	}
	return i
}

func (r *reader) wideSeparator(next int, c rune, sep uint8) int {
	switch c {
	case '＃':
		r.tag = '#'
	case '＠':
		r.tag = '@'
	default:
		r.widen(sep)
	}
	return next
}

func (r *reader) widen(sep uint8) {
	r.gap = widen[r.gap][sep]
	if r.tag != 0 {
		r.place = r.tag == '@' && sep == sepSpace
		r.tag = 0
	}
}

// separator reads the ASCII byte at i, which is no letter and no digit.
func (r *reader) separator(text string, i int, c byte) int {
	switch c {
	case '#', '$':
		r.tag = c
		return i + 1
	case '@':
		if r.gap == gapNone && len(r.tokens) > 0 && isMail(text[i+1:]) {
			return r.dropLink(text, i)
		}
		r.tag = c
		return i + 1
	case '&':
		return r.ampersand(text, i)
	case '/':
		if r.endsDomain() {
			return r.dropLink(text, i)
		}
	}
	r.widen(asciiSep[c])
	return i + 1
}

// isMail tells a mail address from an account name that lost its space, by
// the dot in the domain.
func isMail(rest string) bool {
	const longestDomain = 64
	for i := 0; i+1 < len(rest) && i < longestDomain; i++ {
		switch c := rest[i]; {
		case c == '.':
			return asciiWord[rest[i+1]] != 0
		case asciiWord[c] == 0 && c != '-':
			return false
		}
	}
	return false
}

// ampersand reads & as the word "and", and what HTML writes for it alike.
func (r *reader) ampersand(text string, i int) int {
	end := i + 1
	switch rest := text[i:min(len(text), i+8)]; {
	case strings.HasPrefix(rest, "&amp;"):
		end = i + 5
	case strings.HasPrefix(rest, "&#39;"), strings.HasPrefix(rest, "&#x27;"):
		r.widen(sepApos)
		return i + strings.IndexByte(rest, ';') + 1
	case strings.HasPrefix(rest, "&quot;"), strings.HasPrefix(rest, "&lt;"), strings.HasPrefix(rest, "&gt;"):
		r.widen(sepHard)
		return i + strings.IndexByte(rest, ';') + 1
	}
	for end < len(text) && text[end] == '&' {
		end++
	}
	from := r.used
	r.used += copy(r.buf[from:], "and")
	r.tag, r.place = 0, false
	return r.add(text, token{start: int32(i), end: int32(end), from: int32(from), to: int32(r.used), flags: isAmp})
}

// add keeps a token, unless an address begins with it, and returns where to
// read on.
func (r *reader) add(text string, t token) int {
	end := int(t.end)
	t.gap = r.gap
	switch {
	case r.tag != 0:
		t.tag = r.tag
	case r.gap <= gapJoiner && len(r.tokens) > 0:
		if last := &r.tokens[len(r.tokens)-1]; last.tag != 0 && t.flags&isAmp == 0 {
			t.tag = last.tag
			t.flags |= isInside
		}
	}
	if r.place {
		t.flags |= isPlace
	}
	r.tag, r.place, r.gap = 0, false, gapNone
	r.tokens = append(r.tokens, t)
	if end < len(text) && (text[end] == ':' || text[end] == '.') && beginsLink(text[end:], r.buf[t.from:t.to]) {
		return r.dropLink(text, end)
	}
	return end
}

func beginsLink(rest string, word []byte) bool {
	switch string(word) {
	case "http", "https":
		return strings.HasPrefix(rest, "://")
	case "www":
		return rest[0] == '.'
	}
	return false
}

// endsDomain tells whether the last tokens read like "example.com".
func (r *reader) endsDomain() bool {
	if r.gap != gapNone || len(r.tokens) < 2 {
		return false
	}
	t := r.tokens[len(r.tokens)-1]
	return t.gap == gapDot && t.flags&(hasUpper|hasDigit|hasWide) == 0 && t.to-t.from >= 2 && t.to-t.from <= 4
}

// dropLink takes back the tokens of the address that reaches over i, and
// returns where it ends.
func (r *reader) dropLink(text string, i int) int {
	k := len(r.tokens) - 1
	for k > 0 && r.tokens[k].gap >= gapHyphen && r.tokens[k].gap <= gapDot {
		k--
	}
	r.used = int(r.tokens[k].from)
	r.tokens = r.tokens[:k]
	r.gap, r.tag = gapHard, 0
	for i < len(text) && text[i] > ' ' && text[i] < utf8.RuneSelf && text[i] != '"' && text[i] != '<' && text[i] != '>' {
		i++
	}
	return i
}

// hasWord tells whether anything but ampersands was read.
func (r *reader) hasWord() bool {
	for i := range r.tokens {
		if r.tokens[i].flags&isAmp == 0 {
			return true
		}
	}
	return false
}

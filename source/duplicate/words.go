package duplicate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// appendWords appends the hash of each word of a text, folded so that case,
// accents, width and punctuation make no difference. Links are left out, for
// networks shorten the same one differently each time, and so is the "RT @name:"
// before what somebody else said.
func appendWords(dst []uint64, text string) []uint64 {
	text = withoutRetweet(text)
	h := offset
	for i := 0; i < len(text); {
		if h == offset && isLink(text[i:]) {
			i += linkLength(text[i:])
			continue
		}
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case apart(r):
			dst = append(ended(dst, h), foldRune(offset, text[i:i+size], r))
			h = offset
		case r < utf8.RuneSelf && isASCIIWord(byte(r)), r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsNumber(r)):
			h = foldRune(h, text[i:i+size], r)
		case joins(r):
		default:
			dst = ended(dst, h)
			h = offset
		}
		i += size
	}
	return ended(dst, h)
}

func ended(dst []uint64, h uint64) []uint64 {
	if h == offset {
		return dst
	}
	return append(dst, h)
}

func isASCIIWord(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// joins tells what stands within a word and is not looked at: "don't" is
// written with several apostrophes and without.
func joins(r rune) bool {
	switch r {
	case '\'', '’', 'ʼ', '\u200c', '\u200d', '\u00ad':
		return true
	}
	return r >= utf8.RuneSelf && unicode.IsMark(r)
}

// apart tells scripts that put no blanks between words; each of their
// characters counts as one.
func apart(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) && !unicode.IsMark(r)
}

// foldRune adds a character to the hash of a word.
func foldRune(h uint64, raw string, r rune) uint64 {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return add(h, uint64(r))
	}
	decomposed := norm.NFKD.PropertiesString(raw).Decomposition()
	if decomposed == nil {
		return add(h, uint64(unicode.ToLower(oneSpelling(r))))
	}
	for len(decomposed) > 0 {
		r, size := utf8.DecodeRune(decomposed)
		if !unicode.IsMark(r) {
			h = add(h, uint64(unicode.ToLower(r)))
		}
		decomposed = decomposed[size:]
	}
	return h
}

// oneSpelling maps the digits and letters of Persian that are typed in two ways
// to one.
func oneSpelling(r rune) rune {
	switch {
	case '٠' <= r && r <= '٩':
		return '0' + r - '٠'
	case '۰' <= r && r <= '۹':
		return '0' + r - '۰'
	case r == 'ك':
		return 'ک'
	case r == 'ي', r == 'ى':
		return 'ی'
	}
	return r
}

func withoutRetweet(text string) string {
	rest, ok := strings.CutPrefix(text, "RT @")
	if !ok {
		return text
	}
	if _, said, ok := strings.Cut(rest[:min(len(rest), 64)], ": "); ok {
		return rest[len(rest[:min(len(rest), 64)])-len(said):]
	}
	return text
}

func isLink(s string) bool {
	switch s[0] {
	case 'h', 'H', 'w', 'W', 'p':
	default:
		return false
	}
	for _, prefix := range []string{"http://", "https://", "www.", "pic.twitter.com/"} {
		if len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix) {
			return true
		}
	}
	return false
}

func linkLength(s string) int {
	if end := strings.IndexAny(s, " \t\r\n\u00a0…"); end >= 0 {
		return end
	}
	return len(s)
}

// Hashes of words are FNV-1a over characters; they must be the same in every
// process, and need not withstand an attack: who wants a post to look like
// another's can copy it.
const (
	offset uint64 = 14695981039346656037
	prime  uint64 = 1099511628211
)

func add(h, value uint64) uint64 { return (h ^ value) * prime }

// mix spreads a hash over all its bits (the end of MurmurHash3).
func mix(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// hashWords returns one hash of words in their order, different for each kind
// of key.
func hashWords(kind uint64, words []uint64) uint64 {
	h := add(offset, kind)
	for _, w := range words {
		h = mix(add(h, w))
	}
	return h | 1 // 0 is none
}

func hashString(kind uint64, parts ...string) uint64 {
	h := add(offset, kind)
	for _, part := range parts {
		for i := range len(part) {
			h = add(h, uint64(part[i]))
		}
		h = add(h, 256)
	}
	return mix(h) | 1
}

// Package fold draws the spellings of a word together: case, diacritics, width,
// the letter forms of Arabic script, and letters that look alike.
package fold

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// What a rune becomes when two spellings are compared. A rune of the basic
// plane costs one load; what unfolds into several runes (ß, ﬁ) is kept in a
// list and named by a code from the private use area, which no text needs.
const (
	Break  = 0 // ends a word
	Drop   = 1 // leaves no trace: combining marks, tatweel, soft hyphen
	Joiner = 2 // parts a word inside: zero width non-joiner
	Multi  = 0xE000
	MultiN = 0x1900
)

// A Table has the folded form of every rune.
type Table struct {
	plane [1 << 16]uint16
	multi []string
	math  [1024]byte // U+1D400 to U+1D7FF, the mathematical alphabets, as ASCII where they have a look-alike
}

// Default is built once, at the first Compile, from the Unicode tables of
// x/text: they are not worth a second copy in the repository.
var Default = sync.OnceValue(build)

func build() *Table {
	t := new(Table)
	for r := rune(0); r < 1<<16; r++ {
		t.plane[r] = t.encode(unfold(r))
	}
	for i := range t.math {
		t.math[i] = mathLatin(rune(0x1D400 + i))
	}
	return t
}

// mathLatin keeps ASCII and draws Greek and others to their Latin look-alike,
// because nobody writes a Greek word in mathematical letters.
func mathLatin(r rune) byte {
	base, _ := utf8.DecodeRuneInString(norm.NFKD.String(string(r)))
	if like := Lookalike(base); like != 0 {
		return like
	}
	if base < utf8.RuneSelf {
		return byte(unicode.ToLower(base))
	}
	return 0
}

func (t *Table) encode(s string) uint16 {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case s == "":
		return Drop
	case n == len(s) && r < 1<<16:
		return uint16(r)
	case len(t.multi) == MultiN:
		return Break
	}
	t.multi = append(t.multi, s)
	return uint16(Multi + len(t.multi) - 1)
}

// unfold returns what r is compared as: "\x00" for a break, "\x02" for a
// joiner, "" for nothing.
func unfold(r rune) string {
	if s, ok := byHand(r); ok {
		return s
	}
	if r >= 0xAC00 && r <= 0xD7A3 || isKana(r) && r < 0xFF00 {
		return string(r) // their decompositions are letters of their own
	}
	var out []rune
	for _, d := range norm.NFKD.String(string(unicode.ToLower(r))) {
		if s, ok := byHand(d); ok {
			out = append(out, []rune(s)...)
		} else if unicode.IsLetter(d) || unicode.IsDigit(d) {
			out = append(out, asciiDigit(unicode.ToLower(d)))
		} else if !unicode.Is(unicode.M, d) {
			return "\x00"
		}
	}
	return string(out)
}

func asciiDigit(r rune) rune {
	switch {
	case r >= '٠' && r <= '٩':
		return r - '٠' + '0'
	case r >= '۰' && r <= '۹':
		return r - '۰' + '0'
	}
	return r
}

// byHand has what Unicode's decompositions leave apart and readers do not.
func byHand(r rune) (string, bool) {
	switch r {
	case 'ي', 'ى', 'ې', 'ئ':
		return "ی", true
	case 'ك', 'ڪ':
		return "ک", true
	case 'ة', 'ۀ', 'ە':
		return "ه", true
	case 'ؤ':
		return "و", true
	case 'أ', 'إ', 'آ', 'ٱ':
		return "ا", true
	case 'ء', 'ـ', 0xAD, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x061C:
		return "", true
	case 0x200C, 0x200B, '™', '®', '©', '℠':
		return "\x02", true
	case 'ß', 'ẞ':
		return "ss", true
	case 'æ', 'Æ':
		return "ae", true
	case 'œ', 'Œ':
		return "oe", true
	case 'ø', 'Ø':
		return "o", true
	case 'đ', 'Đ', 'ð', 'Ð':
		return "d", true
	case 'ł', 'Ł':
		return "l", true
	case 'ı', 'İ':
		return "i", true
	}
	return "", unicode.Is(unicode.Mn, r) && !isKana(r)
}

func isKana(r rune) bool { return r >= 0x3041 && r <= 0x30FF || r >= 0xFF66 && r <= 0xFF9F }

func IsKatakana(r rune) bool { return r >= 0x30A1 && r <= 0x30FF || r >= 0xFF66 && r <= 0xFF9F }

// IsIdeograph tells the letters of scripts that put no space between words:
// each is a word of its own.
func IsIdeograph(r rune) bool {
	return r >= 0x3400 && r <= 0x9FFF || r >= 0x3041 && r <= 0x309F || r >= 0x0E01 && r <= 0x0E3A || r >= 0x20000 && r <= 0x323AF
}

// Code returns what r becomes; what lies beyond the basic plane is looked up slowly.
func (t *Table) Code(r rune) uint16 {
	if r < 1<<16 {
		return t.plane[r]
	}
	if r >= 0x1D400 && r < 0x1D800 {
		return uint16(t.math[r-0x1D400])
	}
	return Break
}

// Long returns the folded form that code stands for, if it is one of the codes
// from Multi on.
func (t *Table) Long(code uint16) (string, bool) {
	if code < Multi || int(code) >= Multi+len(t.multi) {
		return "", false
	}
	return t.multi[code-Multi], true
}

// String folds the letters and digits of s and leaves everything else out.
func (t *Table) String(s string) string {
	var out []rune
	for _, r := range s {
		code := t.Code(r)
		if long, ok := t.Long(code); ok {
			out = append(out, []rune(long)...)
		} else if code > Joiner {
			out = append(out, rune(code))
		}
	}
	return string(out)
}

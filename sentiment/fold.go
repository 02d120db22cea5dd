package sentiment

import (
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// class says what a rune does to the token it stands in.
type class uint8

const (
	classOther  class = iota // ends a token and says nothing
	classLetter              // letters and digits: part of a word
	classMark                // a combining mark: joins the letter before it
	classSkip                // invisible inside words: ZWNJ, soft hyphen, direction marks
	classEmoji
	classPunct // ends a clause or a sentence, or opens and closes a quote
)

// asciiClass spares the ASCII majority of most posts every range test.
var asciiClass = func() (table [128]class) {
	for c := range table {
		switch {
		case c >= '0' && c <= '9', c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z':
			table[c] = classLetter
		}
	}
	for _, c := range ".,!?;:()\"\n" {
		table[c] = classPunct
	}
	return table
}()

func classOf(r rune) class {
	switch {
	case r < 128:
		return asciiClass[r]
	case r >= 0xC0 && r < 0x250:
		if r == '×' || r == '÷' {
			return classOther
		}
		return classLetter
	case r >= 0x600 && r < 0x700:
		return arabicTable[r-0x600].class
	case isEmoji(r):
		return classEmoji
	case isInvisible(r):
		return classSkip
	case r == '…' || r == '—' || r == '–' || r == '“' || r == '”' || r == '«' || r == '»' || r == '„' || r == '¿' || r == '¡':
		return classPunct
	case unicode.Is(unicode.Mn, r):
		return classMark
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return classLetter
	}
	return classOther
}

// arabicTable holds class and folded form of the Arabic block, where whole posts are written.
var arabicTable = func() (table [256]struct {
	class  class
	folded rune
}) {
	for i := range table {
		r := rune(0x600 + i)
		table[i].class, table[i].folded = arabicClass(r), foldArabic(r)
	}
	return table
}()

func arabicClass(r rune) class {
	switch {
	case r == '،' || r == '؛' || r == '؟':
		return classPunct
	case r == 0x640: // tatweel stretches a word and says nothing
		return classSkip
	case r >= 0x64B && r <= 0x65F || r == 0x670 || r >= 0x610 && r <= 0x61A || r >= 0x6D6 && r <= 0x6ED:
		return classSkip // vowel signs are rarely typed, so they never tell two forms apart
	case r >= 0x620:
		return classLetter
	}
	return classOther
}

func isEmoji(r rune) bool {
	switch {
	case r >= 0x1F000 && r <= 0x1FAFF:
		return true
	case r >= 0x2600 && r <= 0x27BF, r >= 0x2B00 && r <= 0x2BFF, r >= 0x2300 && r <= 0x23FF:
		return true
	}
	return r == 0x203C || r == 0x2049 || r == 0x3030 || r >= 0x2190 && r <= 0x21FF
}

func isSkinTone(r rune) bool { return r >= 0x1F3FB && r <= 0x1F3FF }

const (
	zwj                = 0x200D
	variationSelector  = 0xFE0F
	enclosingKeycap    = 0x20E3
	combiningFirst     = 0x300
	combiningLast      = 0x36F
	longestComposition = 0x330 // marks beyond it compose with no letter of the eight languages
)

func isInvisible(r rune) bool {
	return r >= 0x200B && r <= 0x200F || r == 0xAD || r == 0xFEFF || r >= 0x202A && r <= 0x202E ||
		r >= 0x2060 && r <= 0x206F || r == variationSelector || r == enclosingKeycap
}

// isApostrophe accepts every sign that phones and keyboards type for one.
func isApostrophe(r rune) bool {
	switch r {
	case '\'', '’', '‘', 'ʼ', '＇', '`', '´', '′':
		return true
	}
	return false
}

// fold maps a letter to the form that lexicons are keyed by: lower case, Persian letters for Arabic ones.
func fold(r rune) rune {
	switch {
	case r < 128:
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	case r >= 0xC0 && r <= 0xDE:
		return r + 0x20
	case r < 0x100:
		return r
	case r >= 0x600 && r < 0x700:
		return arabicTable[r-0x600].folded
	case r >= 0xFF01 && r <= 0xFF5E: // full width forms
		return fold(r - 0xFEE0)
	}
	return unicode.ToLower(r)
}

func foldArabic(r rune) rune {
	switch r {
	case 'ي', 'ى', 'ئ':
		return 'ی'
	case 'ك':
		return 'ک'
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	case 'ة', 'ۀ', 'ۂ':
		return 'ه'
	case 'ؤ':
		return 'و'
	}
	if r >= '٠' && r <= '٩' {
		return '0' + r - '٠'
	}
	if r >= '۰' && r <= '۹' {
		return '0' + r - '۰'
	}
	return r
}

// compositions holds, for a lower-case letter and a combining mark, the letter that NFC makes of them.
var compositions = sync.OnceValue(func() map[[2]rune]rune {
	table := make(map[[2]rune]rune)
	for letter := rune('a'); letter <= 'z'; letter++ {
		for mark := rune(combiningFirst); mark < longestComposition; mark++ {
			composed := []rune(norm.NFC.String(string([]rune{letter, mark})))
			if len(composed) == 1 {
				table[[2]rune{letter, mark}] = composed[0]
			}
		}
	}
	return table
})

// compose joins a mark to a folded letter; ok is false where NFC has no such letter.
func compose(letter, mark rune) (composed rune, ok bool) {
	composed, ok = compositions()[[2]rune{letter, mark}]
	return composed, ok
}

package match

import "unicode"

// A token is one word of a text: a run of letters and digits. Its folded form
// is buf[from:to] of the reader it came from; the folded words follow each
// other without anything between them, so that any run of words, joined, is
// one slice of buf.
type token struct {
	start, end int32 // bytes of the original text
	from, to   int32 // bytes of the folded text
	flags      uint16
	gap        uint8 // what parts it from the token before
	tag        uint8 // '#', '@' or '$' when it begins or continues such a word
}

const (
	hasUpper uint16 = 1 << iota
	hasLower
	hasDigit
	hasLatin     // an ASCII letter
	hasWide      // a letter outside ASCII, as written
	isTitle      // the first letter is a capital
	isAmp        // an ampersand, read as "and"
	isInside     // continues the tag of the token before
	isTaken      // a name that is written right stands here
	isStart      // a long name may begin here
	isShort      // a short name may stand here
	isSeamed     // or begin here
	endsLikeMany // in s, or in the je of a Dutch diminutive
	isSecond     // a long name may go on here behind its first word
	isPlace      // stands behind a lone @: (@ Target)
)

// Gaps, from the tightest to the widest. A name may spread over any gap up to
// gapSpace; over gapStop only where it is itself written so; never beyond.
const (
	gapNone   = iota
	gapJoiner // zero width non-joiner, underscore, trade mark sign
	gapApos
	gapHyphen
	gapDot // . : / * between letters
	gapSpace
	gapStop // a full stop and a space
	gapHard // other punctuation, line ends, symbols
)

// Separator classes of single bytes and runes.
const (
	sepJoiner = iota + 1
	sepApos
	sepHyphen
	sepDot
	sepSpace
	sepQuote
	sepHard
)

// widen[gap][sep] is the gap after one more separator.
var widen = [8][8]uint8{
	gapNone:   {0, gapJoiner, gapApos, gapHyphen, gapDot, gapSpace, gapSpace, gapHard},
	gapJoiner: {0, gapJoiner, gapApos, gapHyphen, gapDot, gapSpace, gapSpace, gapHard},
	gapApos:   {0, gapApos, gapApos, gapHyphen, gapDot, gapSpace, gapSpace, gapHard},
	gapHyphen: {0, gapHyphen, gapHyphen, gapHard, gapHard, gapHard, gapHard, gapHard},
	gapDot:    {0, gapDot, gapDot, gapHard, gapHard, gapStop, gapStop, gapHard},
	gapSpace:  {0, gapSpace, gapSpace, gapHard, gapHard, gapSpace, gapSpace, gapHard},
	gapStop:   {0, gapStop, gapStop, gapHard, gapHard, gapStop, gapStop, gapHard},
	gapHard:   {0, gapHard, gapHard, gapHard, gapHard, gapHard, gapHard, gapHard},
}

// asciiWord has, for a letter or digit, its folded form in the low byte and
// its flags in the high one; 0 for everything else.
var asciiWord = func() (t [256]uint16) {
	for c := 'a'; c <= 'z'; c++ {
		t[c] = uint16(c) | (hasLower|hasLatin)<<8
		t[c-32] = uint16(c) | (hasUpper|hasLatin)<<8
	}
	for c := '0'; c <= '9'; c++ {
		t[c] = uint16(c) | hasDigit<<8
	}
	return t
}()

var asciiSep = func() (t [128]uint8) {
	for i := range t {
		t[i] = sepHard
	}
	for sep, chars := range map[uint8]string{sepJoiner: "_", sepApos: "'`", sepHyphen: "-", sepDot: ".:/*", sepSpace: " \t", sepQuote: `"`} {
		for _, c := range chars {
			t[c] = sep
		}
	}
	return t
}()

// wideSep classes the separators outside ASCII that people type inside names.
func wideSep(r rune) uint8 {
	switch r {
	case '’', '‘', 'ʼ', '´', '′', '＇', 'ʹ':
		return sepApos
	case '‐', '‑', '–', '－':
		return sepHyphen
	case '.', '·', '．', '・':
		return sepDot
	case '“', '”', '«', '»', '„':
		return sepQuote
	case 0x200C, 0x200B, '™', '®', '©', '℠', '＿':
		return sepJoiner
	}
	if unicode.IsSpace(r) && r != 0x2028 && r != 0x2029 && r != 0x85 {
		return sepSpace
	}
	return sepHard
}

package sentiment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wordCut tells where a hashtag breaks: at a capital after a small letter, and before digits.
func wordCut(previous, r rune) bool {
	return unicode.IsUpper(r) && unicode.IsLower(previous) || isDigit(r) && !isDigit(previous) && previous != 0
}

// scriptCut tells where Arabic letters meet digits or Latin letters: people leave out the space there.
func scriptCut(previous, r rune) bool {
	return previous != 0 && (previous >= 0x620 || r >= 0x620) && isArabicLetter(previous) != isArabicLetter(r)
}

func isArabicLetter(r rune) bool {
	return r >= 0x620 && r < 0x700 && (r < 0x660 || r > 0x669) && (r < 0x6F0 || r > 0x6F9)
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// word reads one word; inside a hashtag it stops where wordCut says.
func (t *tokenizer) word(flags tokenFlags) {
	w := wordReader{tok: token{start: int32(t.pos), low: int32(len(t.s.folded)), cut: -1, flags: flags}, s: t.s, caps: true, digits: true}
	for t.pos < len(t.text) {
		r, size := t.rune(t.pos)
		kind := classOf(r)
		if r < utf8.RuneSelf && kind != classLetter {
			if !t.inside(r, &w) && !t.openPrefix(r, &w) {
				break
			}
		} else if kind == classMark || kind == classSkip {
			w.mark(r)
		} else if kind != classLetter {
			if !isApostrophe(r) || !t.inside('\'', &w) {
				break
			}
		} else if flags&flagHashtag != 0 && wordCut(w.raw, r) || scriptCut(w.raw, r) {
			break
		} else {
			w.letter(r)
		}
		t.pos += size
	}
	w.tok.end = int32(t.pos)
	w.finish()
}

// inside takes an apostrophe, or the stars of a masked swear word, where letters stand on both sides.
func (t *tokenizer) inside(r rune, w *wordReader) bool {
	if isApostrophe(r) {
		_, size := t.rune(t.pos)
		after, _ := t.rune(t.pos + size)
		if classOf(after) != classLetter || w.tok.flags&flagHashtag != 0 {
			return false
		}
		if w.tok.cut < 0 {
			w.tok.cut = int32(len(t.s.folded))
			w.tok.flags |= flagApostrophe
		}
		w.put('\'')
		return true
	}
	if r != '*' {
		return false
	}
	rest := strings.TrimLeft(t.text[t.pos:min(len(t.text), t.pos+4)], "*")
	if rest == "" || asciiClass[rest[0]&127] != classLetter || rest[0] > 127 {
		return false
	}
	w.put('*')
	return true
}

// openPrefix tells whether a space parts a Persian verb from its prefix, "نمی کنم": people type it joined, with a zero width
// non-joiner and with a space, and it is one word.
func (t *tokenizer) openPrefix(r rune, w *wordReader) bool {
	if r != ' ' || w.tok.flags&flagHashtag != 0 {
		return false
	}
	switch string(w.s.folded[w.tok.low:]) {
	case "می", "نمی":
		next, _ := t.rune(t.pos + 1)
		return isArabicLetter(next) && classOf(next) == classLetter
	}
	return false
}

// wordReader folds the letters of one word.
type wordReader struct {
	tok     token
	s       *scratch
	raw     rune // last rune as typed
	last    rune // last folded rune
	run     int  // how often it has come in a row
	letters int
	caps    bool // no small letter so far
	digits  bool // nothing but digits so far
}

func (w *wordReader) put(r rune) {
	if r < utf8.RuneSelf {
		w.s.folded = append(w.s.folded, byte(r))
	} else {
		w.s.folded = utf8.AppendRune(w.s.folded, r)
	}
	w.last = r
}

func (w *wordReader) letter(r rune) {
	w.raw = r
	if r >= 'a' && r <= 'z' || r >= utf8.RuneSelf && !unicode.IsUpper(r) {
		w.caps = false
	}
	w.digits = w.digits && (isDigit(r) || r >= '۰' && r <= '۹')
	w.letters++
	folded := fold(r)
	if folded == w.last && !isDigit(folded) {
		w.run++
		if w.run > 2 {
			w.tok.flags |= flagStretched
			return
		}
		if isArabicLetter(r) {
			w.tok.flags |= flagDoubled
		}
	} else {
		w.run = 1
	}
	w.put(folded)
}

// mark composes a combining mark with the letter before it, so that NFD reads like NFC.
func (w *wordReader) mark(r rune) {
	if r < combiningFirst || r > combiningLast || w.last == 0 {
		return
	}
	composed, ok := compose(w.last, r)
	if !ok {
		return
	}
	w.s.folded = w.s.folded[:len(w.s.folded)-utf8.RuneLen(w.last)]
	w.run = 1
	if before, _ := utf8.DecodeLastRune(w.s.folded[w.tok.low:]); before == composed {
		w.run = 2
	}
	w.put(composed)
}

func (w *wordReader) finish() {
	if len(w.s.folded) == int(w.tok.low) {
		return
	}
	w.tok.high = int32(len(w.s.folded))
	w.tok.hash = hashBytes(w.s.folded[w.tok.low:])
	if w.caps && w.letters > 1 && !w.digits {
		w.tok.flags |= flagUpper
	}
	if w.digits {
		w.tok.kind = kindNumber
	}
	if w.tok.flags&(flagStretched|flagDoubled) != 0 {
		w.squeeze()
	}
	w.s.tokens = append(w.s.tokens, w.tok)
}

// squeeze writes the alternative of a stretched word: "soo" becomes "so", since nobody can tell how many were meant.
func (w *wordReader) squeeze() {
	var last rune
	for i := w.tok.low; i < w.tok.high; {
		r, size := utf8.DecodeRune(w.s.folded[i:w.tok.high])
		if r != last {
			w.s.folded = append(w.s.folded, w.s.folded[i:i+int32(size)]...)
		}
		last = r
		i += int32(size)
	}
	w.tok.altEnd = int32(len(w.s.folded))
}

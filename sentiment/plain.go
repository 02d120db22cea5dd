package sentiment

import "unicode/utf8"

// plainMark takes a mark that stands alone, and passes signs that say nothing; it declines what may be more.
func (t *tokenizer) plainMark(c, next byte) bool {
	if plainBytes[c] != 0 || c == '#' || c == '@' || emoticonPair[c][next] {
		return false
	}
	if asciiClass[c] == classPunct {
		if asciiClass[next] == classPunct {
			return false
		}
		t.take(punctKind(rune(c)), t.pos+1)
		return true
	}
	t.pos++
	return true
}

// plainStart tells whether a byte starts nothing but a word, given the next one: no address ("ht", "ww", "pi") and no
// emoticon ("xD", "o_O").
func plainStart(c, next byte) bool {
	if plainBytes[c] == 0 {
		return false
	}
	if emoticonStart[c] {
		return next == ' ' || next >= 'a' && next <= 'z'
	}
	switch c | 0x20 {
	case 'h':
		return next|0x20 != 't'
	case 'w':
		return next|0x20 != 'w'
	case 'p':
		return next != 'i'
	}
	return true
}

// What a byte is, beside its folded form.
const (
	byteSmall  = 1 << 8
	byteLetter = 1 << 9
)

// plainBytes holds, for every ASCII letter and digit, its folded form and what it is; 0 for all other bytes.
var plainBytes = func() (table [256]uint16) {
	for c := range 128 {
		if asciiClass[c] != classLetter {
			continue
		}
		table[c] = uint16(fold(rune(c)))
		if c >= 'a' {
			table[c] |= byteSmall
		}
		if c > '9' {
			table[c] |= byteLetter
		}
	}
	return table
}()

// plainWord takes a word of ASCII letters, which most are, with at most one apostrophe inside; it declines all others.
// flags is flagHashtag for the words of a hashtag, and 0 otherwise.
func (t *tokenizer) plainWord(flags tokenFlags) bool {
	text, at := t.text, t.pos
	buffer := t.s.folded[:cap(t.s.folded)] // tokenize made it long enough
	low := len(t.s.folded)
	n := low
	cut, seen := -1, uint16(0)
	var last, before byte
	for ; at < len(text); at++ {
		c := text[at]
		info := plainBytes[c]
		f := byte(info)
		if f == 0 {
			if c == '\'' && cut < 0 && flags == 0 && at+1 < len(text) && plainBytes[text[at+1]] != 0 {
				f, cut = c, n
			} else if c >= utf8.RuneSelf || c == '\'' || c == '*' || c == '`' {
				return false
			} else {
				break
			}
		}
		if f == last && f == before && info&byteLetter != 0 {
			return false // stretched
		}
		if flags != 0 && at > t.pos && plainCut(plainBytes[text[at-1]], info) {
			break
		}
		seen |= info
		before, last = last, f
		buffer[n] = f
		n++
	}
	t.s.folded = buffer[:n]
	tok := t.s.addToken()
	tok.start, tok.end, tok.low, tok.high = int32(t.pos), int32(at), int32(low), int32(n)
	tok.hash, tok.cut, tok.altEnd = hashBytes(buffer[low:n]), int32(cut), 0
	tok.kind, tok.flags, tok.count = kindWord, flagPlain|flags, 0
	if cut >= 0 {
		tok.flags |= flagApostrophe
	}
	if seen&byteLetter == 0 {
		tok.kind = kindNumber
	} else if seen&byteSmall == 0 && at-t.pos > 1 {
		tok.flags |= flagUpper
	}
	if flags == 0 && at < len(text) && text[at] == ' ' {
		at++ // most words are followed by one, which the processor learns to expect
	}
	t.pos = at
	return true
}

// plainCut is wordCut for ASCII.
func plainCut(previous, next uint16) bool {
	if next&byteLetter == 0 {
		return previous&byteLetter != 0
	}
	return next&byteSmall == 0 && previous&byteSmall != 0
}

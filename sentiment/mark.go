package sentiment

import (
	"strings"
	"unicode/utf8"
)

// hashtag reads "#NotHappy" as the words in it.
func (t *tokenizer) hashtag() bool {
	next, _ := t.rune(t.pos + 1)
	if classOf(next) != classLetter {
		return false
	}
	t.pos++
	for t.pos < len(t.text) {
		r, size := t.rune(t.pos)
		switch classOf(r) {
		case classLetter:
			if r >= utf8.RuneSelf || !t.plainWord(flagHashtag) {
				t.word(flagHashtag)
			}
			continue
		case classSkip:
		default:
			if r != '_' {
				return true
			}
		}
		t.pos += size
	}
	return true
}

func (t *tokenizer) handle() bool {
	end := t.pos + 1
	for end < len(t.text) && isHandleByte(t.text[end]) {
		end++
	}
	if end == t.pos+1 {
		return false
	}
	t.take(kindHandle, end)
	return true
}

func isHandleByte(c byte) bool {
	return c == '_' || c < 128 && asciiClass[c] == classLetter
}

// url takes an address up to the next space: its words are not the author's.
func (t *tokenizer) url(r rune) bool {
	if r != 'h' && r != 'H' && r != 'w' && r != 'W' && r != 'p' {
		return false
	}
	rest := t.text[t.pos:]
	if !hasPrefixFold(rest, "http://") && !hasPrefixFold(rest, "https://") && !hasPrefixFold(rest, "www.") && !hasPrefixFold(rest, "pic.twitter.com") {
		return false
	}
	end := strings.IndexAny(rest, " \t\r\n\"<>")
	if end < 0 {
		end = len(rest)
	}
	t.take(kindURL, t.pos+end)
	return true
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

func (t *tokenizer) take(kind tokenKind, end int) {
	tok := t.s.addToken()
	*tok = token{start: int32(t.pos), end: int32(end), kind: kind, cut: -1, count: 1}
	t.pos = end
}

// emoji takes one emoji with its skin tone, variation selector and joined parts. The hash leaves out the first two.
func (t *tokenizer) emoji() {
	tok := token{start: int32(t.pos), kind: kindEmoji, hash: hashSeed, cut: -1, count: 1}
	var joined bool
	for t.pos < len(t.text) {
		r, size := t.rune(t.pos)
		if tok.low != 0 && !joined && r != zwj && r != variationSelector && r != enclosingKeycap && !isSkinTone(r) {
			break
		}
		if joined && !isEmoji(r) && r != variationSelector {
			break
		}
		if r != variationSelector && !isSkinTone(r) {
			for _, c := range []byte(t.text[t.pos : t.pos+size]) {
				tok.hash = hashByte(tok.hash, c)
			}
		}
		joined = r == zwj
		t.pos += size
		if tok.low == 0 {
			tok.low = r // for sequences that no table knows
		}
	}
	tok.end = int32(t.pos)
	if n := len(t.s.tokens); n > 0 && t.s.tokens[n-1].kind == kindEmoji && t.s.tokens[n-1].hash == tok.hash && t.s.tokens[n-1].end == tok.start {
		last := &t.s.tokens[n-1]
		last.end, last.count = tok.end, min(last.count, 250)+1
		return
	}
	t.s.tokens = append(t.s.tokens, tok)
}

// punct takes a run of one kind of mark as one token.
func (t *tokenizer) punct(r rune, size int) {
	kind := punctKind(r)
	tok := token{start: int32(t.pos), kind: kind, cut: -1}
	for size > 0 && classOf(r) == classPunct && (punctKind(r) == kind || kind != kindQuote && kind != kindComma && punctKind(r) < kindComma) {
		kind = max(kind, punctKind(r)) // "?!" and "..?" ask
		tok.count = min(tok.count, 250) + 1
		t.pos += size
		r, size = t.rune(t.pos)
	}
	tok.kind, tok.end = kind, int32(t.pos)
	t.s.tokens = append(t.s.tokens, tok)
}

func punctKind(r rune) tokenKind {
	switch r {
	case '.', '…', '\n':
		return kindStop
	case '!', '¡':
		return kindShout
	case '?', '؟', '¿':
		return kindAsk
	case '"', '“', '”', '«', '»', '„':
		return kindQuote
	}
	return kindComma
}

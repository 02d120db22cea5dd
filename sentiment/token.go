package sentiment

import (
	"encoding/binary"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

type tokenKind uint8

const (
	kindWord tokenKind = iota
	kindNumber
	kindEmoji
	kindEmoticon
	kindStop  // . … and line ends: the sentence is over
	kindShout // ! and !!
	kindAsk   // ? and ؟
	kindComma // , ; : – and brackets: the clause may be over
	kindQuote
	kindURL
	kindHandle
)

type tokenFlags uint8

const (
	flagUpper     tokenFlags = 1 << iota // two or more letters, all capitals
	flagStretched                        // "sooo"
	flagHashtag                          // part of a hashtag
	flagApostrophe
	flagDoubled // a letter typed twice in Arabic script, where that is how words are stretched
	flagPlain   // ASCII letters alone
	flagJoins   // "and": what it joins is negated apart
)

// token is a piece of the text: offsets into the original and into the folded copy, and the hash of the folded form.
type token struct {
	start, end int32
	low, high  int32  // folded form; of an emoji, low is its first rune
	altEnd     int32  // end of the form with one letter for every stretch, which follows the folded one
	cut        int32  // folded offset of the first apostrophe
	hash       uint64 // of the folded form
	clause     int32  // set by scratch.read
	language   int8   // index of the language that it is read in, set by scratch.look
	kind       tokenKind
	flags      tokenFlags
	count      uint8 // marks in a row
}

// maxText is how much of a post is read, in bytes. It is what listen lets a post have at most.
const maxText = 64 << 10

const (
	hashSeed  = 0xcbf29ce484222325
	hashPrime = 0x100000001b3
	wordPrime = 0xD6E8FEB86659FD93
)

// hashByte adds a byte to the hash of a symbol.
func hashByte(h uint64, c byte) uint64 { return (h ^ uint64(c)) * hashPrime }

// hashBytes is the hash of a folded word, taken eight bytes at a time.
func hashBytes(b []byte) uint64 {
	h := uint64(len(b)) * wordPrime
	for len(b) >= 8 {
		h = mixHash(h ^ binary.LittleEndian.Uint64(b))
		b = b[8:]
	}
	if cap(b) >= 8 { // the buffer goes on behind the word: read on and leave out what is not its
		return mixHash(h ^ binary.LittleEndian.Uint64(b[:8])&(1<<(8*len(b))-1))
	}
	var tail uint64
	for i, c := range b {
		tail |= uint64(c) << (8 * i)
	}
	return mixHash(h ^ tail)
}

func mixHash(h uint64) uint64 {
	h *= wordPrime
	return (h ^ h>>32) * wordPrime
}

// joinHash makes the key of a phrase from the keys of its words.
func joinHash(h, next uint64) uint64 {
	h ^= next + 0x9E3779B97F4A7C15 + h<<6 + h>>2
	return h * 0xff51afd7ed558ccd
}

// foldedRoom is how many bytes a byte of text may take when folded: no lower-case letter is more than a byte longer, and
// stretched words are written twice.
const foldedRoom = 4

// tokenizer cuts a text into tokens. All memory is the scratch's.
type tokenizer struct {
	text string
	pos  int
	s    *scratch
}

func (s *scratch) tokenize(text string) {
	if need := foldedRoom*len(text) + 16; cap(s.folded) < need {
		s.folded = make([]byte, 0, need)
	}
	s.folded, s.tokens = s.folded[:0], s.tokens[:0]
	t := tokenizer{text: text, s: s}
	for t.pos < len(t.text) {
		c, next := t.text[t.pos], byte(' ')
		if t.pos+1 < len(t.text) {
			next = t.text[t.pos+1]
		}
		if c == ' ' {
			t.pos++
		} else if plainStart(c, next) {
			if !t.plainWord(0) {
				t.next()
			}
		} else if c >= utf8.RuneSelf || next >= utf8.RuneSelf || !t.plainMark(c, next) {
			t.next()
		}
	}
}

// addToken makes room for a token and leaves its fields to the caller: copying whole tokens costs more than reading them.
func (s *scratch) addToken() *token {
	n := len(s.tokens)
	if n == cap(s.tokens) {
		s.tokens = slices.Grow(s.tokens, n+32)
	}
	s.tokens = s.tokens[:n+1]
	return &s.tokens[n]
}

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

func (t *tokenizer) next() {
	r, size := t.rune(t.pos)
	if r < utf8.RuneSelf && (r == '#' && t.hashtag() || r == '@' && t.handle() || t.url(r) || t.emoticon(r)) {
		return
	}
	switch classOf(r) {
	case classLetter:
		t.word(0)
	case classEmoji:
		t.emoji()
	case classPunct:
		t.punct(r, size)
	default:
		t.pos += size
	}
}

func (t *tokenizer) rune(at int) (rune, int) {
	if at >= len(t.text) {
		return 0, 0
	}
	if c := t.text[at]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(t.text[at:])
}

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
			if !t.inside(r, &w) {
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

// plainCut is wordCut for ASCII.
func plainCut(previous, next uint16) bool {
	if next&byteLetter == 0 {
		return previous&byteLetter != 0
	}
	return next&byteSmall == 0 && previous&byteSmall != 0
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

package sentiment

import (
	"slices"
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
	flagElided  // begins with an elided word, "qu" + apostrophe
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
			if !t.quickWord() && !t.plainWord(0) {
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

package sentiment

import (
	"math"
	"unicode/utf8"
)

// The learned part sees a text as a bag of hashed features and a few dense findings of the rules.
const (
	featureBits  = 16
	featureCount = 1 << featureBits
)

// Salts keep the kinds of feature apart.
const (
	saltWord uint64 = iota + 1
	saltPair
	saltPrefix
	saltSuffix
	saltNear
	saltClause
	saltBefore
	saltAfter
	saltBeforePair
	saltAfterPair
	saltClausePair
	saltPattern
	saltPatternNear
)

func bucket(hash, salt uint64) uint16 {
	h := (hash + salt*0x9E3779B97F4A7C15) * 0xD6E8FEB86659FD93
	return uint16((h ^ h>>32) * 0xD6E8FEB86659FD93 >> (64 - featureBits))
}

// feature is a bucket with the token that it comes from.
type feature struct {
	bucket uint16
	token  uint16
}

func (s *scratch) emit(token int, hash, salt uint64) {
	s.features = append(s.features, feature{bucket(hash, salt), uint16(token)})
}

// findings are the dense features, in this order.
type findings [findingCount]float32

const (
	findPositive = iota // the rules' balance where it is above 0
	findNegative        // and below
	findMixed           // how much speaks for the other side
	findSilent          // no cue at all
	findLength          // log of the number of words
	findAsk
	findShout
	findURL
	findHandle
	findHashtag
	findNumber
	findPositiveSymbol
	findNegativeSymbol
	findNegator
	findLastPositive
	findLastNegative
	findingCount
)

// find fills the findings of the text; sums holds its cues.
func (s *scratch) find(sum sums) findings {
	var f findings
	balance := sum.balance()
	f[findPositive] = float32(max(balance, 0))
	f[findNegative] = float32(max(-balance, 0))
	f[findMixed] = float32(min(sum.positive, sum.negative) / (sum.positive + sum.negative + doubt))
	if sum.positive+sum.negative == 0 {
		f[findSilent] = 1
	}
	words := 0
	for i := range s.units {
		u := &s.units[i]
		s.findUnit(&f, u)
		if u.kind <= kindNumber {
			words++
		}
	}
	f[findLength] = float32(math.Log1p(float64(words))) / 4
	for i := range f {
		f[i] = min(f[i], 1.5)
	}
	return f
}

func (s *scratch) findUnit(f *findings, u *unit) {
	switch u.kind {
	case kindAsk:
		f[findAsk] = 1
	case kindShout:
		f[findShout] += 0.5
	case kindURL:
		f[findURL] = 1
	case kindHandle:
		f[findHandle] = 1
	case kindNumber:
		f[findNumber] += 0.3
	}
	if u.flags&flagHashtag != 0 {
		f[findHashtag] += 0.3
	}
	if u.roles&(roleNegBefore|roleNegAfter) != 0 {
		f[findNegator] = 1
	}
	if !u.valued() {
		return
	}
	f[findLastPositive], f[findLastNegative] = 0, 0
	if u.strength() > 0 {
		f[findLastPositive] = 1
	} else {
		f[findLastNegative] = 1
	}
	if u.symbol() && u.valence > 0 {
		f[findPositiveSymbol] = 1
	} else if u.symbol() {
		f[findNegativeSymbol] = 1
	}
}

// hashText fills features with the buckets of the whole text.
func (s *scratch) hashText() {
	s.features = s.features[:0]
	previous := uint64(hashSeed)
	for i := range s.tokens {
		tok := &s.tokens[i]
		if tok.kind == kindComma || tok.kind == kindQuote || tok.kind == kindURL || tok.kind == kindHandle {
			continue
		}
		hash := tokenHash(tok)
		s.emit(i, hash, saltWord)
		s.emit(i, joinHash(previous, hash), saltPair)
		previous = hash
		if tok.kind == kindWord {
			s.hashParts(i)
		}
	}
}

// tokenHash is the identity of a token: its folded form, or its kind for marks and numbers.
func tokenHash(tok *token) uint64 {
	switch tok.kind {
	case kindWord, kindEmoji, kindEmoticon:
		return tok.hash
	}
	return uint64(tok.kind) + 1
}

const (
	prefixLetters = 5
	suffixLetters = 3
)

// hashParts adds the first five and the last three letters of a longer word: inflected forms share what they mean.
func (s *scratch) hashParts(index int) {
	tok := &s.tokens[index]
	word := s.folded[tok.low:tok.high]
	if len(word) <= prefixLetters {
		return
	}
	letters, h := 0, uint64(hashSeed)
	for _, c := range word {
		if utf8.RuneStart(c) {
			letters++
			if letters > prefixLetters {
				s.emit(index, h, saltPrefix)
				s.emit(index, hashBytes(lastLetters(word)), saltSuffix)
				return
			}
		}
		h = hashByte(h, c)
	}
}

func lastLetters(word []byte) []byte {
	at := len(word)
	for range suffixLetters {
		_, size := utf8.DecodeLastRune(word[:at])
		at -= size
	}
	return word[at:]
}

// nearWindow is how many words to each side of a name count as near.
const nearWindow = 4

// hashToward fills features with the buckets of what stands around the span.
func (s *scratch) hashToward(start, end int) {
	s.features = s.features[:0]
	s.hashPatterns(start, end)
	first, last := s.tokenSpan(start, end)
	if first >= len(s.tokens) {
		return
	}
	clause := s.tokens[first].clause
	previous := uint64(hashSeed)
	for i := range s.tokens {
		tok := &s.tokens[i]
		if i >= first && i <= last {
			previous = saltNear
			continue
		}
		hash := tokenHash(tok)
		pair := joinHash(previous, hash)
		previous = hash
		near := i >= first-nearWindow && i <= last+nearWindow
		if near {
			side, sidePair := saltBefore, saltBeforePair
			if i > last {
				side, sidePair = saltAfter, saltAfterPair
			}
			s.emit(i, hash, saltNear)
			s.emit(i, hash, side)
			s.emit(i, pair, sidePair)
		}
		if tok.clause == clause {
			s.emit(i, hash, saltClause)
			s.emit(i, pair, saltClausePair)
		}
	}
}

// hashPatterns adds how each cue stands to the name, whatever its words are: which side, how far, what is in between.
func (s *scratch) hashPatterns(start, end int) {
	at := s.unitOf(start)
	token := 0
	for i := range s.units {
		u := &s.units[i]
		for token < len(s.tokens)-1 && s.tokens[token].end < u.end {
			token++
		}
		if !u.valued() || abs(i-at) > patternWindow || int(u.start) >= start && int(u.end) <= end {
			continue
		}
		sign := uint64(boolInt(u.strength() > 0))
		side := uint64(boolInt(i > at))
		far := uint64(min(abs(i-at), 5))
		code := sign | side<<1 | s.between(min(i, at), max(i, at))<<2
		s.emit(token, code, saltPattern)
		s.emit(token, code|far<<8|uint64(boolInt(s.weights[i] < 0.6))<<16, saltPatternNear)
	}
}

const patternWindow = 10

// between describes what stands between two units: a comma, a contrast, another cue, the end of a sentence.
func (s *scratch) between(from, to int) uint64 {
	var set uint64
	for i := from + 1; i < to; i++ {
		u := &s.units[i]
		switch {
		case u.kind == kindComma:
			set |= 1
		case u.roles&roleContrast != 0:
			set |= 2
		case u.valued():
			set |= 4
		case u.kind == kindStop, u.kind == kindShout, u.kind == kindAsk:
			set |= 8
		}
	}
	return set
}

// tokenSpan returns the first and last token of a span of the text.
func (s *scratch) tokenSpan(start, end int) (first, last int) {
	first = len(s.tokens)
	for i := range s.tokens {
		if int(s.tokens[i].end) > start {
			first = i
			break
		}
	}
	last = first
	for last+1 < len(s.tokens) && int(s.tokens[last+1].start) < end {
		last++
	}
	return first, last
}

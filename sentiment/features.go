package sentiment

import (
	"math"
	"slices"
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

// find fills the findings of the text; sum holds its cues.
func (s *scratch) find(sum sums) findings {
	var f findings
	balance := sum.balance()
	f[findPositive] = float32(max(balance, 0))
	f[findNegative] = float32(max(-balance, 0))
	f[findMixed] = float32(min(sum.positive, sum.negative) / (sum.positive + sum.negative + doubt))
	kinds := &s.have.kinds
	f[findLength] = lengths[min(int(kinds[kindWord])+int(kinds[kindNumber]), len(lengths)-1)]
	f[findAsk] = min(float32(kinds[kindAsk]), 1)
	f[findShout] = min(0.5*float32(kinds[kindShout]), 1.5)
	f[findURL] = min(float32(kinds[kindURL]), 1)
	f[findHandle] = min(float32(kinds[kindHandle]), 1)
	f[findNumber] = min(0.3*float32(kinds[kindNumber]), 1.5)
	f[findHashtag] = min(0.3*float32(s.have.hashtags), 1.5)
	if s.have.roles&(roleNegBefore|roleNegAfter) != 0 {
		f[findNegator] = 1
	}
	if s.have.cues {
		s.findCues(&f)
	} else {
		f[findSilent] = 1
	}
	return f
}

// lengths holds log(1+n)/4 for n words.
var lengths = func() (table [400]float32) {
	for n := range table {
		table[n] = float32(math.Log1p(float64(n))) / 4
	}
	return table
}()

func (s *scratch) findCues(f *findings) {
	for i := range s.units {
		u := &s.units[i]
		if !u.valued() {
			continue
		}
		last, symbol := findLastPositive, findPositiveSymbol
		if u.strength() < 0 {
			last = findLastNegative
		}
		if u.valence < 0 {
			symbol = findNegativeSymbol
		}
		f[findLastPositive], f[findLastNegative] = 0, 0
		f[last] = 1
		if u.symbol() {
			f[symbol] = 1
		}
	}
}

// hashText fills features with the buckets of the whole text.
func (s *scratch) hashText() {
	features := slices.Grow(s.features[:0], 4*len(s.tokens))
	previous := uint64(hashSeed)
	for i := range s.tokens {
		tok := &s.tokens[i]
		if unheard>>tok.kind&1 != 0 {
			continue
		}
		hash := s.tokenHash(tok)
		features = append(features,
			feature{bucket(hash, saltWord), uint16(i)},
			feature{bucket(joinHash(previous, hash), saltPair), uint16(i)})
		previous = hash
		if tok.kind == kindWord && tok.high-tok.low > prefixLetters && s.entries[i].roles == 0 {
			features = s.hashParts(features, i)
		}
	}
	s.features = features
}

// unheard is the set of kinds that say nothing and do not part a pair.
const unheard = 1<<kindComma | 1<<kindQuote | 1<<kindURL | 1<<kindHandle

// tokenHash is the identity of a token: its folded form, or its kind for marks and numbers. Of "l'assistenza" it is what
// stands behind the apostrophe, so that a word is learned with and without its article.
func (s *scratch) tokenHash(tok *token) uint64 {
	switch tok.kind {
	case kindWord, kindEmoji, kindEmoticon:
		if tok.flags&flagApostrophe != 0 && tok.kind == kindWord && tok.high-tok.cut > tok.cut-tok.low+2 {
			return hashBytes(s.folded[tok.cut+1 : tok.high])
		}
		return tok.hash
	}
	return uint64(tok.kind) + 1
}

const (
	prefixLetters = 5
	suffixLetters = 3
)

// hashParts adds the first five and the last three letters of a longer word that the lexicon does not have: its
// inflected forms share what they mean.
func (s *scratch) hashParts(dst []feature, index int) []feature {
	tok := &s.tokens[index]
	word := s.folded[tok.low:tok.high]
	prefix, suffix := prefixLetters, len(word)-suffixLetters
	if tok.flags&flagPlain == 0 && !isPlain(word) {
		prefix, suffix = prefixEnd(word), len(word)-len(lastLetters(word))
	}
	if prefix == len(word) {
		return dst
	}
	return append(dst,
		feature{bucket(hashBytes(word[:prefix]), saltPrefix), uint16(index)},
		feature{bucket(hashBytes(word[suffix:]), saltSuffix), uint16(index)})
}

// prefixEnd returns where the first five letters of a word end.
func prefixEnd(word []byte) int {
	letters := 0
	for i, c := range word {
		if utf8.RuneStart(c) {
			letters++
			if letters > prefixLetters {
				return i
			}
		}
	}
	return len(word)
}

// isPlain tells whether a word has letters of one byte only.
func isPlain(word []byte) bool {
	for _, c := range word {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
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
		hash := s.tokenHash(tok)
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

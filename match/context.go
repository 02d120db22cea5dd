package match

import (
	"fmt"
	"math"
	"strings"
)

// A contextIndex has the words that speak for and against brands, by hash.
type contextIndex struct {
	table   guarded
	phrases []phrase
	longest int    // bytes of the longest phrase
	has     []bool // by brand: whether it has any
}

type phrase struct {
	brand   int32
	against bool
	several bool // words
	key     string
}

// contextBuilder gathers phrases while brands are compiled.
type contextBuilder struct{ phrases []phrase }

func (c *compiler) contexts(b *Brand) {
	for _, list := range []struct {
		field   string
		phrases []string
		against bool
	}{{"Near", b.Near, false}, {"Not", b.Not, true}} {
		for _, text := range list.phrases {
			c.phrase(text, list.field, list.against)
		}
	}
}

func (c *compiler) phrase(text, field string, against bool) {
	if why := badTerm(text); why != "" {
		c.fail(field, text, why)
		return
	}
	r := &c.reader
	r.read(text)
	switch {
	case r.used == 0:
		c.fail(field, text, "has no letters or digits to look for")
	case r.used > 2*maxName:
		c.fail(field, text, fmt.Sprintf("is longer than %d letters", 2*maxName))
	default:
		c.context.phrases = append(c.context.phrases, phrase{brand: int32(c.at), against: against, several: len(r.tokens) > 1, key: strings.Clone(string(r.buf[:r.used]))})
	}
}

func (b *contextBuilder) finish(m *Matcher) contextIndex {
	ix := contextIndex{phrases: b.phrases, table: newGuarded(len(b.phrases)), has: make([]bool, len(m.brands))}
	for i, p := range b.phrases {
		key := append([]byte(p.key), 0, 0, 0, 0, 0, 0, 0, 0)
		ix.table.put(hashKey(key, len(p.key)), i)
		ix.longest = max(ix.longest, len(p.key))
		ix.has[p.brand] = true
	}
	return ix
}

// nearby is what a text says for and against the brands found in it. It is
// gathered once, and only when a hit asks.
type nearby struct {
	ready    bool
	found    []evidence
	capitals bool // some words begin with one
	lower    bool // some words have none
	plain    bool // some that are no function words have none
	trade    bool // a word of trade
	language uint8
	sides    map[int32]sides // by entry, see sidesOf
}

// evidence is a phrase of a brand's Near or Not that stands in the text.
type evidence struct {
	phrase      int32
	first, last int32 // tokens
}

// gather looks every run of words of the text up among the phrases.
func (s *scratch) gather() {
	if s.near.ready {
		return
	}
	s.near.ready, s.near.found = true, s.near.found[:0]
	clear(s.near.sides)
	s.survey()
	ix := &s.m.context
	if len(ix.phrases) == 0 {
		return
	}
	for i := range s.reader.tokens {
		from := int(s.reader.tokens[i].from)
		for j := i; j < len(s.reader.tokens) && j < i+5 && len(s.near.found) < maxEvidence; j++ {
			n := int(s.reader.tokens[j].to) - from
			if n > ix.longest+1 || j > i && s.reader.tokens[j].gap == gapHard {
				break
			}
			s.phraseAt(i, j, n)
			if n > 4 && s.reader.buf[from+n-1] == 's' {
				s.phraseAt(i, j, n-1)
			}
		}
	}
}

// maxEvidence bounds what one text may say: a flood of context words is not
// better evidence than this many.
const maxEvidence = 64

func (s *scratch) phraseAt(i, j, n int) {
	ix := &s.m.context
	from := int(s.reader.tokens[i].from)
	h := hashKey(s.reader.buf[from:], n)
	if !ix.table.bits.has(h) {
		return
	}
	for at, slot := ix.table.next(h, h>>ix.table.shift); at >= 0; at, slot = ix.table.next(h, slot) {
		if ix.phrases[at].key == string(s.reader.buf[from:from+n]) {
			s.near.found = append(s.near.found, evidence{phrase: int32(at), first: int32(i), last: int32(j)})
		}
	}
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

package match

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/earshot-go/earshot/match/internal/fold"
)

// Compile builds a matcher for brands with the default [Options]. The error
// joins one [*BrandError] for every name, term and handle that cannot be used.
// Without brands there is no error, but a matcher that finds nothing: a program
// may begin with an empty list. Who needs at least one checks that beforehand.
func Compile(brands ...Brand) (*Matcher, error) { return Options{}.Compile(brands...) }

// Compile builds a matcher for brands. It keeps a copy of what it is given.
func (o Options) Compile(brands ...Brand) (*Matcher, error) {
	c := newCompiler(o, brands)
	for c.at = range c.brands {
		c.brand(&c.brands[c.at])
	}
	c.checkOptions()
	if len(c.errs) > 0 {
		return nil, errors.Join(c.errs...)
	}
	return c.finish(), nil
}

// A compiler gathers entries until they can be indexed.
type compiler struct {
	opts    Options
	brands  []Brand
	at      int // the brand in hand
	reader  reader
	entries []entry
	keys    []byte
	seen    map[string]int // names
	errs    []error
	context contextBuilder
}

func newCompiler(o Options, brands []Brand) *compiler {
	c := &compiler{opts: o, seen: make(map[string]int, len(brands)), reader: reader{table: fold.Default()}}
	c.opts.Words = slices.Clone(o.Words)
	c.brands = make([]Brand, len(brands))
	for i, b := range brands {
		b.Terms, b.Handles = slices.Clone(b.Terms), slices.Clone(b.Handles)
		b.Near, b.Not = slices.Clone(b.Near), slices.Clone(b.Not)
		c.brands[i] = b
	}
	c.entries = make([]entry, 0, 2*len(brands))
	return c
}

func (c *compiler) checkOptions() {
	if x := c.opts.MinConfidence; math.IsNaN(x) || x < 0 || x > 1 {
		c.errs = append(c.errs, fmt.Errorf("match: Options.MinConfidence %v: is not between 0 and 1", x))
	}
}

func (c *compiler) brand(b *Brand) {
	if first, ok := c.seen[b.Name]; ok {
		c.fail("Name", b.Name, fmt.Sprintf("is the name of brand %d too", first))
		return
	}
	c.seen[b.Name] = c.at
	c.tooMany("Terms", b.Terms)
	c.tooMany("Handles", b.Handles)
	c.tooMany("Near", b.Near)
	c.tooMany("Not", b.Not)
	if len(c.errs) > 0 && len(b.Terms)+len(b.Handles)+len(b.Near)+len(b.Not) > 4*maxTerms {
		return
	}
	c.name(b.Name, 0, "Name")
	for i, t := range b.Terms {
		c.name(t, i+1, "Terms")
	}
	for i, h := range b.Handles {
		c.handle(h, 1+len(b.Terms)+i)
	}
	c.contexts(b)
}

func (c *compiler) tooMany(field string, list []string) {
	if len(list) > maxTerms {
		c.fail(field, list[0], fmt.Sprintf("and %d more: a list holds at most %d", len(list)-1, maxTerms))
	}
}

// name adds a name or term, with the spellings that need no evidence.
func (c *compiler) name(text string, term int, field string) {
	text = strings.TrimSpace(text)
	if why := badTerm(text); why != "" {
		c.fail(field, text, why)
		return
	}
	switch text[0] {
	case '@':
		c.add(text[1:], term, field, fromHandle|onlyHandle)
		return
	case '#':
		c.add(text[1:], term, field, onlyHashtag)
		return
	case '$':
		c.add(text[1:], term, field, onlyCashtag)
		return
	}
	c.add(text, term, field, 0)
}

func (c *compiler) handle(text string, term int) {
	text = strings.TrimSpace(text)
	if why := badTerm(text); why != "" {
		c.fail("Handles", text, why)
		return
	}
	c.add(strings.TrimPrefix(text, "@"), term, "Handles", fromHandle|onlyHandle)
}

func (c *compiler) add(text string, term int, field string, flags uint16) {
	r := &c.reader
	r.read(text)
	switch {
	case !r.hasWord():
		c.fail(field, text, "has no letters or digits to look for; addresses are passed over")
		return
	case r.used > maxName:
		c.fail(field, text, fmt.Sprintf("is longer than %d letters", maxName))
		return
	}
	e := entry{spelling: hashText(text), brand: int32(c.at), term: uint16(term), natural: seams(r, text), apostrophes: apostrophes(r), fixed: fixedPart(r), flags: flags | c.traits()}
	c.push(e, r.buf[:r.used])
	if flags == 0 {
		c.variants(e)
	}
}

// traits are the flags that the spelling itself gives.
func (c *compiler) traits() (flags uint16) {
	if len(c.reader.tokens) > 1 {
		flags |= severalWords
	}
	capitals := true
	for _, t := range c.reader.tokens {
		if t.gap == gapStop || t.gap == gapDot {
			flags |= hasStop
		}
		if t.flags&hasDigit != 0 {
			flags |= hasDigits
		}
		if t.flags&isAmp != 0 {
			flags |= hasAmp
		}
		if t.flags&hasLower != 0 || t.flags&hasUpper == 0 && t.flags&(hasDigit|isAmp) == 0 {
			capitals = false
		}
	}
	if capitals {
		flags |= isCapitals
	}
	return flags
}

func (c *compiler) push(e entry, key []byte) {
	e.key, e.n, e.runes = uint32(len(c.keys)), uint8(len(key)), uint8(utf8.RuneCount(key))
	e.head = [headBytes]byte{}
	copy(e.head[:], key)
	c.keys = append(c.keys, key...)
	c.entries = append(c.entries, e)
}

// variants adds what follows from a term without a guess: the spelling of a
// tag without its "and", the name without its possessive s, and initials,
// which wait for evidence.
func (c *compiler) variants(e entry) {
	r := &c.reader
	var bare, first, owned []byte
	for i, t := range r.tokens {
		word := r.buf[t.from:t.to]
		_, n := utf8.DecodeRune(word)
		first = append(first, word[:n]...)
		if t.flags&isAmp == 0 && string(word) != "and" {
			bare = append(bare, word...)
		}
		if t.gap != gapApos || string(word) != "s" || i == len(r.tokens)-1 {
			owned = append(owned, word...)
		}
	}
	if len(bare) < r.used && len(bare) > 1 {
		c.push(variantOf(e, withoutAnd), bare)
	}
	if len(owned) < r.used && len(owned) >= twoEdits {
		v := variantOf(e, withoutS)
		v.natural = ^uint64(0)
		c.push(v, owned)
	}
	if n := utf8.RuneCount(first); e.term == 0 && n >= 3 && n <= 6 {
		c.push(variantOf(e, initials|isCapitals), first)
	}
}

func variantOf(e entry, flags uint16) entry {
	e.natural, e.spelling = 0, 0
	e.flags = e.flags&(ambiguous|severalWords) | flags
	return e
}

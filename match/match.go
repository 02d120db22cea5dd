package match

import (
	"encoding/binary"
	"iter"
	"slices"
	"sync"

	"github.com/earshot-go/earshot/match/internal/fold"
	"github.com/earshot-go/earshot/match/internal/guard"
	"github.com/earshot-go/earshot/match/internal/sense"
)

// A Matcher finds a fixed set of brands. It never changes once compiled, so
// any number of goroutines may use one, and a service replaces it by storing
// a new one where the old one was.
type Matcher struct {
	opts   Options
	brands []Brand
	names  []string // of the brands, close together
	guard  *guard.Words

	keys    []byte  // the letters of all entries, then eight zero bytes
	entries []entry // sorted by their letters
	longest int     // bytes of the longest key

	exact     table // whole keys, at the first entry that has them
	filter    nameFilter
	acronyms  guarded // generated initials
	skeletons guarded
	fuzzy     *fuzzyIndex
	context   contextIndex
	lessons   []*lesson              // by brand, what was learned
	senses    map[int32]*sense.Sense // by entry, what is known of doubtful names
	languages map[string]uint8       // of function words
	classes   map[string]uint8       // of words beside names

	pool *sync.Pool
}

// All yields the hits in text, in text order.
func (m *Matcher) All(text string) iter.Seq[Hit] {
	return func(yield func(Hit) bool) {
		s := m.pool.Get().(*scratch)
		defer s.release()
		s.find(text)
		for i := range s.found {
			if f := &s.found[i]; f.confidence >= m.opts.threshold() && !yield(m.hit(f)) {
				return
			}
		}
	}
}

// Append adds the hits in text to dst, in text order. It does not allocate
// when dst has room.
func (m *Matcher) Append(dst []Hit, text string) []Hit {
	s := m.pool.Get().(*scratch)
	defer s.release()
	s.find(text)
	for i := range s.found {
		if f := &s.found[i]; f.confidence >= m.opts.threshold() {
			dst = append(dst, m.hit(f))
		}
	}
	return dst
}

// Brands returns a copy of the brands the matcher was compiled from.
func (m *Matcher) Brands() []Brand { return slices.Clone(m.brands) }

func (m *Matcher) hit(f *found) Hit {
	e := &m.entries[f.entry]
	return Hit{
		Brand: m.names[e.brand], Term: m.term(e),
		Start: int(f.start), End: int(f.end),
		Kind: f.kind, Distance: int(f.distance), Confidence: f.confidence,
	}
}

// term returns the name, term or handle that e was made from.
func (m *Matcher) term(e *entry) string {
	if e.term == 0 {
		return m.names[e.brand]
	}
	b := &m.brands[e.brand]
	i := int(e.term)
	switch {
	case i <= len(b.Terms):
		return b.Terms[i-1]
	}
	return b.Handles[i-1-len(b.Terms)]
}

// A found is a hit in the making.
type found struct {
	first, last int32 // tokens
	start, end  int32 // bytes of the original text
	entry       int32
	kind        Kind
	distance    uint8
	cost        float32 // of a misspelling
	next        int32   // one more than the place of another hit with the same words
	glued       bool    // stands inside a longer hashtag
	confidence  float64
}

// A scratch is what one search needs and the next can use again.
type scratch struct {
	m           *Matcher
	reader      reader
	text        string
	found       []found
	candidates  []candidate
	touched     uint32  // see approach
	strange     []int32 // tokens
	rare        []rareWord
	suspects    []suspect
	probes      []probe
	gaps        []gapProbe
	name, other []rune // the two that are measured
	bytes       []byte
	near        nearby
	owner       []int32 // by token: one more than the place of the hit that takes it
}

func newScratch(m *Matcher) *scratch {
	return &scratch{m: m, reader: reader{table: fold.Default()}, bytes: make([]byte, 0, 4*maxName)}
}

// release gives the scratch back, unless a giant text has made it a burden.
func (s *scratch) release() {
	s.text = ""
	if cap(s.reader.buf) <= 1<<18 {
		s.m.pool.Put(s)
	}
}

// find leaves in s.found what text names, sure or not, without overlaps.
func (s *scratch) find(text string) {
	s.collect(text)
	if len(s.found) > 0 {
		s.judge()
		s.resolve()
	}
}

// collect leaves in s.found every place that reads like a name.
func (s *scratch) collect(text string) {
	s.text, s.found, s.near.ready = text, s.found[:0], false
	s.suspects, s.probes, s.gaps = s.suspects[:0], s.probes[:0], s.gaps[:0]
	s.reader.read(text)
	s.sift()
	m, tokens := s.m, s.reader.tokens
	for i := range tokens {
		t := &tokens[i]
		if t.flags&(isStart|isShort|isSeamed|endsLikeMany|hasDigit|hasWide) == 0 && t.tag == 0 {
			continue
		}
		if t.tag != 0 && t.flags&isInside == 0 && s.tagged(i) {
			continue
		}
		if t.flags&isStart != 0 {
			s.windows(i)
		}
		s.short(i)
		if t.flags&(hasDigit|hasWide) != 0 && t.flags&hasLatin != 0 || t.tag == '$' {
			s.disguised(i)
		}
	}
	s.decide()
	if m.fuzzy != nil {
		s.misspellings()
	}
	if m.opts.Initialisms || s.hasLongName() {
		s.acronyms()
	}
}

// sift marks the tokens that a name may begin at. It does nothing else, and
// hardly branches, so that its loads overlap: with many names each of them
// waits for a distant cache.
func (s *scratch) sift() {
	filter := s.m.filter
	buf := s.reader.buf
	for i := range s.reader.tokens {
		t := &s.reader.tokens[i]
		w := binary.LittleEndian.Uint64(buf[t.from:])
		var flags uint16
		first := hash64(w & (1<<(8*prefixBytes) - 1))
		if filter.begins(first) {
			flags = isStart
		}
		if filter.goesOnWith(first) {
			flags |= isSecond
		}
		n := t.to - t.from
		if n < prefixBytes {
			h := hash64(w & (1<<(8*uint(n)) - 1))
			if filter.short.has(h) {
				flags |= isShort
			}
			if filter.short.isMarked(h) {
				flags |= isSeamed
			}
		}
		if c := buf[t.to-1]; c == 's' || c == 'e' && n > 1 && buf[t.to-2] == 'j' {
			flags |= endsLikeMany
		}
		t.flags |= flags
	}
}

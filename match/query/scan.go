package query

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A state is what one evaluation needs. It is kept from document to document,
// so that matching does not allocate.
type state struct {
	q      *Query
	d      *Document
	reader reader
	line   []byte // a folded field value

	read     bool    // the words of d are in reader and hits
	textFrom int     // index of the first word of Text; those before are of Title
	hits     []hit   // in order of the words
	sorted   []hit   // the same, by atom
	from     []int32 // where the hits of each atom begin in sorted
	spans    []span
	marked   []bool // terms whose hits were all appended
}

// A hit is a word of the query found in the document. Positions count words;
// those of Text begin at wall, so that nothing reaches from Title into Text.
type hit struct{ atom, first, last int32 }

const wall = 1 << 24

// A span is where a term or a group of near terms stands.
type span struct {
	head        int32 // position of the first word of the whole group
	first, last int32 // and of the first and last word of its last term
	start, end  int32 // bytes of that term in its part
}

// longestRun is how many words one word may be torn into.
const longestRun = 8

func (s *state) reset(q *Query, d *Document) {
	s.q, s.d, s.read = q, d, false
	s.spans = s.spans[:0]
}

// scan reads the document, once, and looks every word up.
func (s *state) scan() {
	if s.read {
		return
	}
	s.read = true
	s.reader.reset()
	s.hits = s.hits[:0]
	s.reader.read(s.part(InTitle))
	s.textFrom = len(s.reader.words)
	s.reader.read(s.part(InText))
	for i := range s.reader.words {
		s.lookUp(i)
	}
	s.group()
}

// part returns what is read of a part of the document.
func (s *state) part(p Part) string {
	text := s.d.Text
	if p == InTitle {
		text = s.d.Title
	}
	if len(text) > readable {
		text = text[:readable]
	}
	return text
}

// lookUp finds the atoms that begin with word i.
func (s *state) lookUp(i int) {
	v, r := s.q.words, &s.reader
	first := r.buf[r.words[i].from]
	exact := v.starts[first]
	patterns := v.patterns[first]
	if !exact && len(patterns) == 0 && len(v.loose) == 0 {
		return
	}
	glued := true
	for j := i; j < len(r.words) && j < i+longestRun; j++ {
		if j > i {
			gap := r.words[j].gap
			glued = glued && gap <= gapApos
			if !glued && (!v.tearable || gap > gapSoft) {
				return
			}
		}
		folded := r.folded(i, j)
		if exact && len(folded) <= v.longest {
			s.exact(i, j, folded)
		}
		if glued {
			s.patterns(patterns, i, j, folded)
			s.patterns(v.loose, i, j, folded)
		}
		if len(folded) > max(v.longest, longestPatterned) {
			return
		}
	}
}

func (s *state) exact(i, j int, folded []byte) {
	for _, id := range s.q.words.exact[string(folded)] {
		if s.holds(&s.q.words.atoms[id], i, j) {
			s.add(id, i, j)
		}
	}
}

// holds tells whether an atom may be torn apart as the words from i to j are.
func (s *state) holds(a *atom, i, j int) bool {
	words := s.reader.words
	for k := i + 1; k <= j; k++ {
		if words[k].gap > gapApos && !a.bears(int(words[k].from-words[i].from)) {
			return false
		}
	}
	return true
}

func (s *state) patterns(ids []int32, i, j int, folded []byte) {
	for _, id := range ids {
		if s.q.words.atoms[id].matches(folded) {
			s.add(id, i, j)
		}
	}
}

func (s *state) add(id int32, i, j int) {
	s.hits = append(s.hits, hit{id, s.position(i), s.position(j)})
}

func (s *state) position(i int) int32 {
	if i >= s.textFrom {
		return int32(i-s.textFrom) + wall
	}
	return int32(i)
}

// index is the inverse of position.
func (s *state) index(position int32) int {
	if position >= wall {
		return int(position-wall) + s.textFrom
	}
	return int(position)
}

// group sorts the hits by atom, keeping their order (a counting sort).
func (s *state) group() {
	n := len(s.q.words.atoms)
	s.from = slices.Grow(s.from[:0], n+2)[:n+2]
	clear(s.from)
	for _, h := range s.hits {
		s.from[h.atom+2]++
	}
	for i := 2; i < len(s.from); i++ {
		s.from[i] += s.from[i-1]
	}
	s.sorted = slices.Grow(s.sorted[:0], len(s.hits))[:len(s.hits)]
	for _, h := range s.hits {
		s.sorted[s.from[h.atom+1]] = h
		s.from[h.atom+1]++
	}
}

func (s *state) hitsOf(atom int32) []hit { return s.sorted[s.from[atom]:s.from[atom+1]] }

// find appends where a term stands to spans: everywhere, or one place.
func (s *state) find(t *term, one bool) {
	s.scan()
	if t.literal != "" {
		s.findLiteral(t, one)
		return
	}
	for _, h := range s.hitsOf(t.elements[0].id) {
		if !t.scope.has(h.first) {
			continue
		}
		last, ok := s.follow(t, h)
		if !ok {
			continue
		}
		start, end := s.bytes(t, h.first, last)
		s.spans = append(s.spans, span{h.first, h.first, last, start, end})
		if one {
			return
		}
	}
}

func (s scope) has(position int32) bool {
	return s == anywhere || (s == onlyText) == (position >= wall)
}

// follow checks the words of a term from its first hit on.
func (s *state) follow(t *term, h hit) (last int32, ok bool) {
	alone := len(t.elements) == 1
	for k := range t.elements {
		e := &t.elements[k]
		if k > 0 {
			if h, ok = s.hitAt(e.id, h.last+1); !ok {
				return 0, false
			}
		}
		if !alone && h.first != h.last && s.q.words.atoms[e.id].kind != exactWord {
			return 0, false // a pattern that stands for several glued words would leave the next one open
		}
		if !s.written(e, h) {
			return 0, false
		}
	}
	return h.last, true
}

// hitAt finds the hit of an atom that begins at a position.
func (s *state) hitAt(atom, position int32) (hit, bool) {
	hits := s.hitsOf(atom)
	at, ok := slices.BinarySearchFunc(hits, position, func(h hit, p int32) int { return int(h.first - p) })
	if !ok {
		return hit{}, false
	}
	return hits[at], true
}

// written checks what folding has taken away: signs and case.
func (s *state) written(e *element, h hit) bool {
	words := s.reader.words
	i, j := s.index(h.first), s.index(h.last)
	if e.sign != 0 {
		if words[i].sign != e.sign || j+1 < len(words) && words[j+1].inside {
			return false
		}
	}
	if e.cased == "" && e.handle == "" {
		return true
	}
	text := s.part(partOf(h.first))[words[i].start:words[j].end]
	return e.cased != "" && text == e.cased || e.handle != "" && strings.EqualFold(text, e.handle)
}

func partOf(position int32) Part {
	if position >= wall {
		return InText
	}
	return InTitle
}

// bytes returns where the words from first to last stand, the sign that was
// asked for included.
func (s *state) bytes(t *term, first, last int32) (start, end int32) {
	start, end = s.reader.words[s.index(first)].start, s.reader.words[s.index(last)].end
	if t.elements[0].sign != 0 {
		_, n := utf8.DecodeLastRuneInString(s.part(partOf(first))[:start])
		start -= int32(n)
	}
	return start, end
}

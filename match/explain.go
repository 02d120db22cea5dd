package match

import (
	"fmt"
	"strings"
)

// An Explanation tells why a text names a brand, or what kept it from doing so.
type Explanation struct {
	Brand string
	Hits  []Hit    // the hits of this brand, as [Matcher.Append] gives them
	Close []Hit    // what looked like the brand and stayed below the threshold
	Why   []string // one sentence for every hit; without hits, the first condition that failed
}

// String prints the sentences, one to a line.
func (e Explanation) String() string {
	return e.Brand + ":\n  " + strings.Join(e.Why, "\n  ") + "\n"
}

// Explain tells why text names brand, or the first condition that failed. It
// is for reading, not for speed.
func (m *Matcher) Explain(text, brand string) Explanation {
	out := Explanation{Brand: brand}
	id := m.brandNamed(brand)
	if id < 0 {
		out.Why = []string{"the matcher was compiled without this brand"}
		return out
	}
	s := m.pool.Get().(*scratch)
	defer s.release()
	s.find(text)
	for i := range s.found {
		f := &s.found[i]
		if m.entries[f.entry].brand != id {
			continue
		}
		h := m.hit(f)
		if f.confidence >= m.opts.threshold() {
			out.Hits = append(out.Hits, h)
			out.Why = append(out.Why, s.sentence(f))
		} else {
			out.Close = append(out.Close, h)
		}
	}
	if len(out.Hits) == 0 {
		out.Why = s.refusals(id)
	}
	return out
}

func (m *Matcher) brandNamed(name string) int32 {
	for i := range m.brands {
		if m.brands[i].Name == name {
			return int32(i)
		}
	}
	return -1
}

// sentence says what a hit rests on.
func (s *scratch) sentence(f *found) string {
	e := &s.m.entries[f.entry]
	out := fmt.Sprintf("%q at %d: %s of %q", s.text[f.start:f.end], f.start, f.kind, s.m.term(e))
	if f.distance > 0 {
		out += fmt.Sprintf(", %d of %d edits that %d letters may have", f.distance, editsFor(int(e.runes)), e.runes)
	}
	if f.glued {
		out += ", inside a longer hashtag or account name whose other parts read as words"
	}
	if s.doubtful(f, e) {
		out += ", which may mean something else: " + s.evidence(f)
	}
	if first, last, ok := s.holder(f); ok {
		out += fmt.Sprintf(", part of %q, which Not rules out", s.text[s.reader.tokens[first].start:s.reader.tokens[last].end])
	}
	return out + fmt.Sprintf("; confidence %.2f", f.confidence)
}

// evidence lists what was weighed, in log-odds.
func (s *scratch) evidence(f *found) string {
	var parts []string
	v := s.weigh(f)
	for c, x := range v {
		if x != 0 {
			parts = append(parts, fmt.Sprintf("%s %+.1f", cueNames[c], x*weights[c]))
		}
	}
	if x := s.learned(f); x != 0 {
		parts = append(parts, fmt.Sprintf("learned %+.1f", x))
	}
	return strings.Join(parts, ", ")
}

func editsFor(runes int) int {
	switch {
	case runes >= twoEdits:
		return 2
	case runes >= oneEdit:
		return 1
	}
	return 0
}

// refusals finds what came nearest to the brand and says why it is no hit.
func (s *scratch) refusals(id int32) []string {
	for i := range s.found {
		if f := &s.found[i]; s.m.entries[f.entry].brand == id {
			return []string{s.sentence(f) + fmt.Sprintf(", below the threshold of %.2f", s.m.opts.threshold())}
		}
	}
	var why string
	best := 4
	for i := range s.m.entries {
		if e := &s.m.entries[i]; e.brand == id && e.flags&(withoutAnd|initials) == 0 {
			s.nearest(e, &best, &why)
		}
	}
	if why == "" {
		return []string{"no word is near a name of the brand"}
	}
	return []string{why}
}

// nearest compares e with every run of up to four words.
func (s *scratch) nearest(e *entry, best *int, why *string) {
	tokens := s.reader.tokens
	for i := range tokens {
		for j := i; j < len(tokens) && j < i+4 && int(tokens[j].to-tokens[i].from) <= int(e.n)+6; j++ {
			word := s.reader.buf[tokens[i].from:tokens[j].to]
			if d := distance(s.m.keyOf(e), word); d < *best && d*2 <= int(e.runes) {
				*best, *why = d, s.refusal(e, i, j, d)
			}
		}
	}
}

func (s *scratch) refusal(e *entry, i, j, d int) string {
	written := s.text[s.startOf(i):s.reader.tokens[j].end]
	term := s.m.term(e)
	allowed := editsFor(int(e.runes))
	word := s.reader.buf[s.reader.tokens[i].from:s.reader.tokens[j].to]
	switch {
	case d == 0 && e.flags&(onlyHandle|onlyHashtag|onlyCashtag) != 0:
		return fmt.Sprintf("%q counts only with its sign in front, and %q has none", term, written)
	case d == 0:
		return fmt.Sprintf("%q has the letters of %q, but its words are parted where the name is not", written, term)
	case s.m.opts.ExactOnly:
		return fmt.Sprintf("%q is %d edits from %q, and misspellings are turned off", written, d, term)
	case d == 2 && allowed == 1 && e.runes >= twoSlips:
		return fmt.Sprintf("%q is 2 edits from %q, and %d letters may have 1, or 2 that fingers and ears make", written, term, e.runes)
	case d > allowed:
		return fmt.Sprintf("%q is %d edits from %q, and %d letters may have %d", written, d, term, e.runes, allowed)
	case word[0] != s.m.keyOf(e)[0]:
		return fmt.Sprintf("%q begins with another letter than %q", written, term)
	case i == j && s.m.guard.Known(word):
		return fmt.Sprintf("%q is a word of its own, so it is not taken for %q", written, term)
	}
	return fmt.Sprintf("%q is near %q, but a better hit stands there or it has no seam with a word", written, term)
}

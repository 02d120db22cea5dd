package query

import (
	"fmt"
	"strconv"
	"strings"
)

// An Explanation tells why a query is true of a document, or names the first
// clause that kept it from being so.
type Explanation struct {
	Truth  Truth
	Clause string // the clause that decided, in canonical form; the whole query if it is true
	Offset int    // where that clause stands in the expression, in bytes
	Length int
	Why    string // in words
	Spans  []Span // what matched, as [Query.Append] gives it
}

// String prints answer, clause and reason on one line.
func (e Explanation) String() string {
	return e.Truth.String() + ": " + clip(e.Clause) + ": " + e.Why
}

// Explain tells why the query is true of a document, or names the first clause
// that failed. It is for reading, not for speed.
func (q *Query) Explain(d *Document) Explanation {
	if q.empty() {
		return Explanation{Truth: False, Why: "the query was never compiled"}
	}
	s := q.state(d)
	defer q.release(s)
	out := Explanation{Truth: s.truth(q.root)}
	at := q.root
	if out.Truth == True {
		out.Spans = q.Append(nil, s.d)
		out.Why = s.sentence(out.Spans)
	} else {
		at, out.Why = s.failed(q.root, out.Truth)
	}
	out.Clause, out.Offset, out.Length = at.key, at.at, at.end-at.at
	return out
}

// sentence lists what matched.
func (s *state) sentence(spans []Span) string {
	const most = 5
	if len(spans) == 0 {
		return "no word was asked for, and every other condition holds"
	}
	var parts []string
	for _, v := range spans[:min(most, len(spans))] {
		parts = append(parts, fmt.Sprintf("%q in the %s at byte %d", clip(s.part(v.Part)[v.Start:v.End]), v.Part, v.Start))
	}
	if len(spans) > most {
		parts = append(parts, fmt.Sprintf("%d more", len(spans)-most))
	}
	return "found " + strings.Join(parts, ", ")
}

// failed finds the first clause that makes n what it is: False or Unknown.
func (s *state) failed(n *node, t Truth) (*node, string) {
	switch n.op {
	case opAnd:
		for _, k := range n.kids {
			if s.truth(k) == t {
				return s.failed(k, t)
			}
		}
	case opOr:
		return s.noneOf(n, t)
	case opNot:
		return s.excluded(n, t)
	case opField:
		return n, s.fieldReason(n.clause, t)
	case opNear, opChain:
		return s.apart(n)
	}
	return n, s.absent(n.term)
}

func (s *state) noneOf(n *node, t Truth) (*node, string) {
	for _, k := range n.kids {
		if t == Unknown && s.truth(k) == t {
			return s.failed(k, t)
		}
	}
	_, why := s.failed(n.kids[0], False)
	return n, fmt.Sprintf("none of its %d alternatives holds; the first: %s", len(n.kids), why)
}

func (s *state) excluded(n *node, t Truth) (*node, string) {
	if t == Unknown {
		return s.failed(n.kids[0], t)
	}
	spans := s.markAll(nil, n.kids[0])
	if len(spans) == 0 {
		return n, "what it excludes holds"
	}
	return n, "what it excludes is there: " + s.sentence(spans)
}

func (s *state) fieldReason(c *clause, t Truth) string {
	switch {
	case c.field.shape == linkValue:
		return "no address in title or text is that one"
	case t == Unknown || c.any:
		return "the document does not tell its " + c.field.name
	case c.field.numeric:
		return "the document has " + c.field.number(s.d).String()
	}
	a, b := c.field.values(s.d)
	if b != "" && a != "" {
		return fmt.Sprintf("the document has %q and %q", clip(a), clip(b))
	}
	return fmt.Sprintf("the document has %q", clip(a+b))
}

// absent tells how a term is missing.
func (s *state) absent(t *term) string {
	where := [...]string{"in title or text", "in the text", "in the title"}[t.scope]
	if t.literal != "" {
		return "is not " + where + " byte by byte"
	}
	for _, e := range t.elements {
		switch hits := s.hitsOf(e.id); {
		case len(hits) == 0 && len(t.elements) > 1:
			return fmt.Sprintf("is not %s: no %q", where, e.word.text)
		case len(hits) > 0 && len(t.elements) == 1 && (e.cased != "" || e.handle != "" || e.sign != 0):
			return "is not " + where + " as it is written here, though its letters are"
		}
	}
	if len(t.elements) > 1 {
		return "is not " + where + ": its words are, but not side by side"
	}
	return "is not " + where
}

// apart tells which side of NEAR is missing, or how far apart they are.
func (s *state) apart(n *node) (*node, string) {
	for _, k := range n.kids {
		if s.truth(k) == False {
			return s.failed(k, False)
		}
	}
	if n.op == opChain {
		return n, "all of it is there, but not in this order and as near as this"
	}
	apart := s.distance(n)
	if apart > readable {
		return n, "both sides are there, but one in the title and one in the text"
	}
	return n, "both sides are there, " + strconv.Itoa(apart) + " words apart"
}

// distance finds how many words lie between the sides of NEAR, by asking with
// ever finer bounds.
func (s *state) distance(n *node) int {
	low, high := n.gaps[0], readable+1
	for low+1 < high {
		middle := (low + high) / 2
		from := len(s.spans)
		s.near(n, middle, true)
		if len(s.spans) > from {
			high = middle
		} else {
			low = middle
		}
		s.spans = s.spans[:from]
	}
	return high
}

package query

import (
	"bytes"
	"strings"
)

// truth evaluates a clause. AND and OR begin with what costs least, and stop
// where the rest cannot change the answer.
func (s *state) truth(n *node) Truth {
	switch n.op {
	case opAnd:
		return s.least(n.plan)
	case opOr:
		return s.greatest(n.plan)
	case opNot:
		return -s.truth(n.kids[0])
	case opField:
		return s.holdsClause(n.clause)
	}
	from := len(s.spans)
	s.collect(n, true)
	found := len(s.spans) > from
	s.spans = s.spans[:from]
	return truthOf(found)
}

func (s *state) least(kids []*node) Truth {
	worst := True
	for _, k := range kids {
		if worst = min(worst, s.truth(k)); worst == False {
			break
		}
	}
	return worst
}

func (s *state) greatest(kids []*node) Truth {
	best := False
	for _, k := range kids {
		if best = max(best, s.truth(k)); best == True {
			break
		}
	}
	return best
}

// holdsClause evaluates a condition on a field. Only "is it known" is never
// unknown.
func (s *state) holdsClause(c *clause) Truth {
	if c.field.numeric {
		n := c.field.number(s.d)
		if c.any || !n.known {
			return c.unlessKnown(n.known)
		}
		return truthOf(c.span.has(n.value))
	}
	if c.field.shape == linkValue {
		return truthOf(s.hasLink(c, s.part(InTitle)) || s.hasLink(c, s.part(InText)))
	}
	a, b := c.field.values(s.d)
	if known := a != "" || b != ""; c.any || !known {
		return c.unlessKnown(known)
	}
	return truthOf(s.has(c, a) || s.has(c, b))
}

func (k *clause) unlessKnown(known bool) Truth {
	if k.any {
		return truthOf(known)
	}
	return Unknown
}

// has compares one value of the document with the value of a clause.
func (s *state) has(c *clause, value string) bool {
	if value == "" {
		return false
	}
	s.line = c.field.trim(s.reader.line(s.line[:0], value))
	got := s.line
	if c.field.shape == hostValue {
		got = hostOf(got)
	}
	if c.wild {
		return glob(c.pattern, got)
	}
	switch c.field.shape {
	case hostValue:
		return endsAtSeam(got, c.pattern)
	case addressValue:
		return beginsAtSeam(got, c.pattern, "/?#&=")
	case sourceValue:
		return beginsAtSeam(got, c.pattern, ":/")
	case innerValue:
		return standsWithin(got, c.pattern)
	case linkValue:
		return pointsTo(got, c.pattern)
	case languageValue:
		return beginsAtSeam(got, c.pattern, "-")
	}
	return string(got) == c.pattern
}

func hostOf(address []byte) []byte {
	if i := bytes.IndexAny(address, "/?#:"); i >= 0 {
		return address[:i]
	}
	return address
}

// endsAtSeam tells whether value is host or lies below it.
func endsAtSeam(value []byte, host string) bool {
	rest, ok := bytes.CutSuffix(value, []byte(host))
	return ok && (len(rest) == 0 || rest[len(rest)-1] == '.')
}

// beginsAtSeam tells whether value begins with prefix and does not go on in
// the middle of a word.
func beginsAtSeam(value []byte, prefix, seams string) bool {
	rest, ok := bytes.CutPrefix(value, []byte(prefix))
	return ok && (len(rest) == 0 || strings.IndexByte(seams, rest[0]) >= 0 || strings.IndexByte(seams, prefix[len(prefix)-1]) >= 0)
}

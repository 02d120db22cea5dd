package query

import (
	"math"
	"strconv"
)

// A Document is what a query is asked about. Every field may be left out: an
// empty Text or Title has no words, and any other empty field is unknown,
// which makes a clause about it neither true nor false.
type Document struct {
	Title string // searched like Text; a phrase never reaches from one into the other
	Text  string

	Author   string // the name that is shown
	Handle   string // the account name, with or without @
	Site     string // a host, such as "www.example.com"; if empty, the host of URL
	URL      string
	Source   string // where the document was read: "feed", "mastodon:example.social/tag" ...
	Language string // BCP 47: "en", "pt-BR"
	Country  string // ISO 3166: "NL"
	Kind     string // "post", "reply", "repost", "review" ...

	Followers Number // of the author
	Rating    Number // what a review gives, on whatever scale your service uses throughout
}

// readable is how many bytes of Title and of Text are searched. What lies
// beyond is not read, so that one endless document cannot hold up the others.
const readable = 64 << 10

// A Number may be unknown. The zero Number is unknown, which is not the same
// as zero: make a known one with [Known].
type Number struct {
	value float64
	known bool
}

// Known returns the number n. NaN, the infinities and numbers below zero,
// which some networks send for "not shown", give the unknown Number.
func Known(n float64) Number {
	if math.IsNaN(n) || math.IsInf(n, 0) || n < 0 {
		return Number{}
	}
	return Number{n, true}
}

// String returns the number, or "unknown".
func (n Number) String() string {
	if !n.known {
		return "unknown"
	}
	return strconv.FormatFloat(n.value, 'f', -1, 64)
}

// A Part is one of the two places of a document where words are looked for.
type Part uint8

// The parts of a document.
const (
	InTitle Part = iota
	InText
)

// String returns "text" or "title".
func (p Part) String() string {
	if p == InTitle {
		return "title"
	}
	return "text"
}

// A Span is a piece of a document that made it match.
type Span struct {
	Part  Part
	Start int    // bytes of that part, as it was given
	End   int    // the byte behind the last one
	Term  string // the term of the query that stands there, in canonical form
}

// Truth is the answer to a query. Unknown stands between the other two: a
// clause about a field that the document does not tell is Unknown, NOT leaves
// it Unknown, AND takes the least of its clauses and OR the greatest (Kleene's
// strong three-valued logic, 1938).
type Truth int8

// The three answers.
const (
	False   Truth = -1
	Unknown Truth = 0
	True    Truth = 1
)

// String returns "true", "false" or "unknown".
func (t Truth) String() string {
	switch {
	case t > 0:
		return "true"
	case t < 0:
		return "false"
	}
	return "unknown"
}

func truthOf(b bool) Truth {
	if b {
		return True
	}
	return False
}

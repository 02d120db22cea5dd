package query

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Finding is a clause that compiles and yet may not do what was meant.
type Finding struct {
	Fault  Fault
	Offset int    // where the clause stands in the expression, in bytes
	Length int    // of the clause
	Clause string // in canonical form
	Why    string // in words, with what to write instead
}

// String prints the finding on one line.
func (f Finding) String() string {
	return fmt.Sprintf("%s at byte %d: %s: %s", f.Fault, f.Offset, clip(f.Clause), f.Why)
}

// A Fault says what is wrong with a clause.
type Fault uint8

// The faults that [Query.Lint] finds.
const (
	Contradiction Fault = iota // the clause can never be true
	Dead                       // the clause changes nothing because of another, which excludes it or holds always
	Swallowed                  // the clause changes nothing because another one says as much or more
	Broad                      // the clause finds much that was hardly meant
	Misread                    // the clause may be read otherwise than it was meant
	Costly                     // the clause costs much time
)

// String returns the fault in lower case.
func (f Fault) String() string {
	names := [...]string{"contradiction", "dead", "swallowed", "broad", "misread", "costly"}
	if int(f) < len(names) {
		return names[f]
	}
	return "unknown"
}

// Lint looks for clauses that can never hold, that others swallow, that find
// too much, that cost much and that readers take in different ways. It sees
// what follows from the form of the query, and knows nothing of the posts.
// No finding is no promise.
func (q *Query) Lint() []Finding {
	if q.empty() {
		return nil
	}
	l := &linter{budget: mostComparisons}
	l.node(q.root)
	if q.root.onlyExcludes() {
		l.add(Broad, q.root, "only excludes, so every post without that is found; add a word that must be there")
	}
	l.broad(q.root)
	if l.budget <= 0 {
		l.add(Costly, q.root, "is too large to be checked whole; split it into several queries")
	}
	slices.SortStableFunc(l.found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(a.Fault, b.Fault))
	})
	return l.found
}

// A linter gathers findings. Its budget bounds the comparisons of clauses with
// each other, of which there may be squarely many.
type linter struct {
	found  []Finding
	budget int
}

// Bounds on linting; the first takes less than a second.
const (
	mostComparisons = 1 << 22
	mostFindings    = 500
)

func (l *linter) add(fault Fault, n *node, why string) {
	if len(l.found) == mostFindings {
		return
	}
	for _, f := range l.found {
		if f.Fault == fault && f.Offset == n.at && f.Clause == n.key {
			return
		}
	}
	l.found = append(l.found, Finding{Fault: fault, Offset: n.at, Length: n.end - n.at, Clause: n.key, Why: why})
}

// node checks a clause and those inside it.
func (l *linter) node(n *node) {
	switch n.op {
	case opAnd:
		l.contradictions(n)
		l.required(n)
		l.excludedAlternatives(n)
	case opOr:
		l.alternatives(n)
		l.mixed(n)
	case opNear, opChain:
		l.near(n)
	case opNot:
		l.bang(n)
	case opTerm:
		l.term(n)
	}
	for _, k := range n.kids {
		l.node(k)
	}
}

func (l *linter) mixed(n *node) {
	if n.mixed {
		l.add(Misread, n, "AND binds tighter than OR here, as the canonical form shows; write the parentheses")
	}
}

// bang points out the sign on which tools differ.
func (l *linter) bang(n *node) {
	if n.bang {
		l.add(Misread, n, "! is read as NOT; other tools take it for exact case, which is written {Word}")
	}
}

// contradictions finds two clauses of an AND that cannot both hold.
func (l *linter) contradictions(n *node) {
	for i, a := range n.kids {
		for _, b := range n.kids[i+1:] {
			if l.budget <= 0 {
				return
			}
			if why := l.clash(a, b); why != "" {
				l.add(Contradiction, n, why)
				return
			}
		}
	}
}

// clash says why a and b cannot both hold, or "".
func (l *linter) clash(a, b *node) string {
	switch {
	case a.op == opNot && b.op == opNot:
		return ""
	case a.op == opNot && l.implies(b, a.kids[0]):
		return b.key + " asks for what " + a.key + " excludes"
	case b.op == opNot && l.implies(a, b.kids[0]):
		return a.key + " asks for what " + b.key + " excludes"
	}
	if a.op == opField && b.op == opField && a.clause.disjoint(b.clause) {
		return a.key + " and " + b.key + " cannot both hold; join them with OR"
	}
	return ""
}

// required finds clauses of an AND that hold anyway where another one does.
func (l *linter) required(n *node) {
	for i, a := range n.kids {
		for j, b := range n.kids {
			if i != j && l.implies(b, a) && (j < i || !l.implies(a, b)) {
				l.add(Swallowed, a, "holds wherever "+clip(b.key)+" does; leave it out")
				break
			}
		}
	}
}

// excludedAlternatives finds alternatives that an exclusion beside them kills.
func (l *linter) excludedAlternatives(n *node) {
	for _, not := range n.kids {
		if not.op != opNot {
			continue
		}
		for _, or := range n.kids {
			if or.op != opOr {
				continue
			}
			for _, k := range or.kids {
				if l.implies(k, not.kids[0]) {
					l.add(Dead, k, clip(not.key)+" excludes it; leave out one of the two")
				}
			}
		}
	}
}

// alternatives finds alternatives that another one covers, and pairs of which
// one holds always.
func (l *linter) alternatives(n *node) {
	for i, a := range n.kids {
		for j, b := range n.kids {
			if l.budget <= 0 {
				return
			}
			if i == j {
				continue
			}
			if a.op == opNot && l.implies(a.kids[0], b) {
				l.add(Dead, n, clip(b.key)+" or not: that holds always, and no other alternative matters")
				return
			}
			if l.implies(a, b) && (j < i || !l.implies(b, a)) {
				l.add(Swallowed, a, clip(b.key)+" finds all that it finds; leave it out")
				break
			}
		}
	}
}

// usefulNear is where NEAR hardly differs from AND: Meltwater's manual advises
// against more.
const usefulNear = 10

func (l *linter) near(n *node) {
	for i, gap := range n.gaps {
		if gap > usefulNear {
			l.add(Costly, n, fmt.Sprintf("%d words apart says little more than AND and costs more; 10 are usually enough", gap))
		}
		a, b := n.kids[i].onlyScope(), n.kids[i+1].onlyScope()
		if a != b && a != anywhere && b != anywhere {
			l.add(Contradiction, n, "nothing in the title is near something in the text; write AND")
		}
	}
}

// onlyScope returns the part that every term of n is looked for in, if it is one.
func (n *node) onlyScope() scope {
	if n.op == opTerm {
		return n.term.scope
	}
	first := n.kids[0].onlyScope()
	for _, k := range n.kids[1:] {
		if k.onlyScope() != first {
			return anywhere
		}
	}
	return first
}

// term checks what a single term says about itself.
func (l *linter) term(n *node) {
	t := n.term
	switch {
	case strings.Contains(n.lost, "|"):
		l.add(Misread, n, "is one phrase; for a choice write | between blanks, or OR")
	case n.lost != "":
		l.add(Misread, n, "the signs of "+n.lost+" are passed over; to look for them write raw:"+n.lost)
	}
	if strings.HasSuffix(t.written, `?"`) {
		l.add(Misread, n, "? stands for one letter; leave it out if it is a question mark")
	}
	for _, e := range t.elements {
		if e.word.kind == wildcardWord && strings.IndexAny(e.word.text, "*?") == 0 {
			l.add(Costly, n, "a word that begins with a wildcard is compared with every word of every post")
		}
	}
}

// onlyExcludes tells whether n can hold without any word or value being there.
func (n *node) onlyExcludes() bool {
	switch n.op {
	case opNot:
		return true
	case opAnd:
		return !slices.ContainsFunc(n.kids, func(k *node) bool { return !k.onlyExcludes() })
	case opOr:
		return slices.ContainsFunc(n.kids, (*node).onlyExcludes)
	}
	return false
}

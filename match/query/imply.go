package query

import (
	"slices"
	"strings"
)

// implies tells whether y is at least as true as x of every document, as far as
// the form of both shows it. False says nothing.
func (l *linter) implies(x, y *node) bool {
	if l.budget--; l.budget <= 0 {
		return false
	}
	switch {
	case x.key == y.key:
		return true
	case y.op == opAnd:
		return l.allOf(y.kids, func(k *node) bool { return l.implies(x, k) })
	case x.op == opOr:
		return l.allOf(x.kids, func(k *node) bool { return l.implies(k, y) })
	case y.op == opOr && slices.ContainsFunc(y.kids, func(k *node) bool { return l.implies(x, k) }):
		return true
	case x.op == opNot && y.op == opNot:
		return l.implies(y.kids[0], x.kids[0])
	case x.op == opAnd || x.op == opNear || x.op == opChain:
		return slices.ContainsFunc(x.kids, func(k *node) bool { return l.implies(k, y) })
	case x.op == opTerm && y.op == opTerm:
		return x.term.implies(y.term)
	case x.op == opField && y.op == opField:
		return x.clause.implies(y.clause)
	}
	return false
}

func (l *linter) allOf(kids []*node, holds func(*node) bool) bool {
	return !slices.ContainsFunc(kids, func(k *node) bool { return !holds(k) })
}

// implies tells whether y stands wherever x does.
func (t *term) implies(y *term) bool {
	if y.scope != anywhere && t.scope != y.scope || t.literal != y.literal {
		return false
	}
	for from := 0; from+len(y.elements) <= len(t.elements); from++ {
		covered := true
		for k := range y.elements {
			covered = covered && t.elements[from+k].implies(&y.elements[k], len(y.elements) == 1)
		}
		if covered {
			return true
		}
	}
	return false
}

// implies tells whether the word y stands wherever the word e does; alone says
// that y is a term by itself, where a pattern may span glued words.
func (e *element) implies(y *element, alone bool) bool {
	if y.sign != 0 && y.sign != e.sign || y.cased != "" && y.cased != e.cased || y.handle != "" && !strings.EqualFold(y.handle, e.handle) {
		return false
	}
	if e.word.key() == y.word.key() {
		return true
	}
	exact := e.word.kind == exactWord && len(e.word.seams) == 0 && !e.word.torn
	switch y.word.kind {
	case exactWord:
		return exact && e.word.text == y.word.text
	case wildcardWord:
		return exact && alone && y.word.matches([]byte(e.word.text))
	}
	if e.word.kind == misspeltWord {
		return e.word.text == y.word.text && e.word.fuzzy.edits <= y.word.fuzzy.edits
	}
	return exact && alone && y.word.matches([]byte(e.word.text))
}

// implies tells whether y holds wherever k does.
func (k *clause) implies(y *clause) bool {
	switch {
	case k.field != y.field || k.any || y.any:
		return false // a field that is unknown makes one of them unknown and the other false
	case k.field.numeric:
		return k.span.within(y.span)
	case k.wild:
		return false
	case y.wild:
		return (k.field.shape == wholeValue || k.field.shape == accountValue) && glob(y.pattern, []byte(k.pattern))
	}
	switch k.field.shape {
	case hostValue:
		return endsAtSeam([]byte(k.pattern), y.pattern)
	case languageValue:
		return beginsAtSeam([]byte(k.pattern), y.pattern, "-")
	case sourceValue:
		return beginsAtSeam([]byte(k.pattern), y.pattern, ":/")
	}
	return k.pattern == y.pattern
}

// disjoint tells whether no document can have both values. An author has two
// names, so two clauses about one may both hold.
func (k *clause) disjoint(y *clause) bool {
	switch {
	case k.field != y.field || k.any || y.any || k.wild || y.wild:
		return false
	case k.field.numeric:
		return k.span.meet(y.span).empty()
	case k.field.shape == accountValue || k.field.shape == addressValue || k.field.several:
		return false
	}
	return !k.implies(y) && !y.implies(k)
}

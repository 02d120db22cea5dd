package query

import (
	"strconv"
	"strings"
)

// A node is one clause of a query with those inside it.
type node struct {
	op      op
	kids    []*node
	plan    []*node // kids of AND and OR, what costs least first
	gaps    []int   // words that may lie between the kids of opNear (one) and opChain
	term    *term
	clause  *clause
	lost    string // signs that the term passes over, with its word
	at, end int    // bytes of the expression
	key     string
	deep    int  // levels of clauses inside n
	mixed   bool // AND and OR stood side by side without parentheses
	grouped bool // stood in parentheses
	bang    bool // NOT was written as !
}

type op uint8

const (
	opAnd op = iota
	opOr
	opNot
	opNear  // two groups near each other, in either order
	opChain // groups in order
	opTerm
	opField
)

// seal computes what every evaluation needs, from the leaves up.
func (n *node) seal() {
	for _, k := range n.kids {
		k.seal()
		n.deep = max(n.deep, k.deep+1)
	}
	if n.op == opNot && n.kids[0].compound() {
		n.deep++ // its parentheses count as well
	}
	if n.deep <= deepest {
		n.key = n.render() // beyond, it would only take memory
	}
	n.order()
}

// order plans the evaluation of AND and OR.
func (n *node) order() {
	if n.op != opAnd && n.op != opOr {
		return
	}
	for _, k := range n.kids {
		if !k.textual() {
			n.plan = append(n.plan, k)
		}
	}
	for _, k := range n.kids {
		if k.textual() {
			n.plan = append(n.plan, k)
		}
	}
}

// textual tells whether the words of a document are needed.
func (n *node) textual() bool {
	if n.op == opTerm {
		return true
	}
	for _, k := range n.kids {
		if k.textual() {
			return true
		}
	}
	return false
}

// plain tells whether n is a term or a choice of terms.
func (n *node) plain() bool {
	if n.op == opOr {
		for _, k := range n.kids {
			if !k.plain() {
				return false
			}
		}
		return true
	}
	return n.op == opTerm
}

// placed tells whether n stands somewhere in a text, so that it can be near
// something.
func (n *node) placed() bool {
	if n.op == opOr {
		for _, k := range n.kids {
			if !k.placed() {
				return false
			}
		}
		return true
	}
	return n.op == opTerm || n.op == opNear || n.op == opChain
}

// render writes the canonical form.
func (n *node) render() string {
	switch n.op {
	case opTerm:
		return n.term.scope.prefix() + n.term.written
	case opField:
		return n.clause.written
	case opNot:
		return "NOT " + n.kids[0].within(opNot)
	}
	var b strings.Builder
	for i, k := range n.kids {
		if i > 0 {
			b.WriteString(n.joint(i - 1))
		}
		if n.op == opNear && i == 0 && k.op != opOr {
			b.WriteString(k.key) // NEAR is read from left to right
			continue
		}
		b.WriteString(k.within(n.op))
	}
	return b.String()
}

func (n *node) joint(i int) string {
	switch n.op {
	case opAnd:
		return " AND "
	case opOr:
		return " OR "
	case opNear:
		return " NEAR/" + strconv.Itoa(n.gaps[i]) + " "
	}
	return " ONEAR/" + strconv.Itoa(n.gaps[i]) + " "
}

// within puts parentheses around a clause of several parts. They are written
// even where AND would bind tighter than OR, because readers differ on that.
func (n *node) within(outer op) string {
	if !n.compound() || n.op == opNot && outer != opNot {
		return n.key
	}
	return "(" + n.key + ")"
}

func (n *node) compound() bool { return n.op != opTerm && n.op != opField }

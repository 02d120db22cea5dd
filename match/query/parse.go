package query

import "unicode/utf8"

// Bounds on an expression. They lie far above what people write and far below
// what would hurt.
const (
	longestExpression = 256 << 10 // bytes, also of the canonical form
	deepest           = 64        // parentheses and NOT inside each other
	mostTerms         = 5000      // words, phrases and fields
	mostPatterns      = 200       // different words with wildcards or edits
	mostNear          = 100       // of NEAR/n
	mostNears         = 500       // NEAR and ONEAR
	usualNear         = 4         // of NEAR without a number, as Meltwater's manual has it
)

// A compiler reads an expression by recursive descent. From loosest to
// tightest: OR, AND, NOT, NEAR and ONEAR.
type compiler struct {
	lexer
	opts    Options
	cur     lexeme
	before  int // end of the lexeme before cur
	depth   int
	scope   scope
	terms   int
	nears   int
	words   *vocabulary
	known   map[string]*term // by canonical form
	reader  reader
	spelled []string
	faults  faults
}

func (c *compiler) advance() {
	c.before = c.cur.at + c.cur.len
	c.cur = c.next()
}

// whole reads the expression to its end.
func (c *compiler) whole() *node {
	if !utf8.ValidString(c.expr) {
		c.faults.add(0, len(c.expr), "the expression is not valid UTF-8", "")
		return nil
	}
	if len(c.expr) > longestExpression {
		c.faults.add(0, len(c.expr), "the expression is longer than 256 KiB", "split it into several queries")
		return nil
	}
	c.advance()
	if c.cur.kind == lexEnd && len(c.faults.found) == 0 {
		c.faults.add(0, len(c.expr), "the expression is empty", "")
	}
	n := c.or()
	for c.cur.kind == lexClose {
		c.faults.add(c.cur.at, 1, "a parenthesis closes that none has opened", "")
		c.advance()
		if c.cur.kind != lexEnd {
			c.or()
		}
	}
	if c.words.patterned() > mostPatterns {
		c.faults.add(0, len(c.expr), "more than 200 words with wildcards or edits", "write out the few forms that matter")
	}
	if n != nil && len(c.faults.found) == 0 {
		c.seal(n)
	}
	return n
}

// seal finishes the tree, and sees that the canonical form keeps the bounds
// too: it has parentheses and prefixes that the expression had not.
func (c *compiler) seal(n *node) {
	switch n.seal(); {
	case n.deep > deepest:
		c.faults.add(0, len(c.expr), "more than 64 clauses inside each other", "split the query into several")
	case len(n.key) > longestExpression:
		c.faults.add(0, len(c.expr), "the expression is longer than 256 KiB once it is written out", "split it into several queries")
	}
}

func (c *compiler) or() *node {
	at := c.cur.at
	kids := []*node{c.and()}
	for c.cur.kind == lexOr {
		c.advance()
		kids = append(kids, c.and())
	}
	n := c.join(opOr, kids, at)
	if n != nil && n.op == opOr {
		for _, k := range kids {
			n.mixed = n.mixed || k != nil && k.op == opAnd && !k.grouped
		}
	}
	return n
}

func (c *compiler) and() *node {
	at := c.cur.at
	kids := []*node{c.row()}
	for c.cur.kind == lexAnd || c.cur.kind == lexNot || c.startsOperand() {
		joined := c.cur.kind == lexAnd
		if joined {
			c.advance()
		}
		kid := c.row()
		if last := &kids[len(kids)-1]; !joined && sameField(*last, kid) {
			*last = c.join(opOr, []*node{*last, kid}, (*last).at)
			continue
		}
		kids = append(kids, kid)
	}
	return c.join(opAnd, kids, at)
}

// sameField tells whether two clauses give values of one field that has only
// one. Side by side they are alternatives, as in Talkwalker's manual: nothing
// is on two sites at once.
func sameField(a, b *node) bool {
	if a == nil || b == nil || b.op != opField || b.clause.any || b.clause.field.numeric || b.clause.field.several {
		return false
	}
	if a.op == opOr && !a.grouped {
		return sameField(a.kids[0], b)
	}
	return a.op == opField && !a.clause.any && a.clause.field == b.clause.field
}

// row reads what [Options.Words] binds tighter than AND: words without an
// operator between them, if any of them will do.
func (c *compiler) row() *node {
	if c.opts.Words != AnyWord || c.cur.kind == lexNot {
		return c.not()
	}
	at := c.cur.at
	kids := []*node{c.near()}
	for c.startsOperand() {
		kids = append(kids, c.near())
	}
	return c.join(opOr, kids, at)
}

func (c *compiler) startsOperand() bool {
	switch c.cur.kind {
	case lexOpen, lexBare, lexQuoted, lexBraced, lexRaw, lexField, lexNumber:
		return true
	}
	return false
}

func (c *compiler) not() *node {
	if c.cur.kind != lexNot {
		return c.near()
	}
	at, bang := c.cur.at, c.cur.text == "!"
	if !c.enter() {
		return nil
	}
	defer c.leave()
	c.advance()
	if c.cur.kind == lexNear {
		c.faults.add(at, c.cur.at+c.cur.len-at, "NOT NEAR is not an operator",
			`write apple NOT (apple NEAR/5 pie); to look for the word, quote it: "not"`)
		c.advance()
	}
	kid := c.not()
	if kid == nil {
		return nil
	}
	return &node{op: opNot, kids: []*node{kid}, bang: bang, at: at, end: c.before}
}

// enter bounds the nesting, and with it every recursion over a query.
func (c *compiler) enter() bool {
	if c.depth == deepest {
		c.faults.last(c.cur.at, c.cur.len, "more than 64 parentheses or NOTs inside each other", "")
		c.pos = len(c.expr)
		c.cur = lexeme{kind: lexEnd, at: c.pos}
		return false
	}
	c.depth++
	return true
}

func (c *compiler) leave() { c.depth-- }

func (c *compiler) near() *node {
	at := c.cur.at
	left := c.operand()
	for c.cur.kind == lexNear {
		x := c.cur
		c.advance()
		if c.cur.kind == lexNot {
			c.faults.add(c.cur.at, c.cur.len, "NEAR cannot exclude", "exclude outside: (apple NEAR/5 phone) NOT pie")
			c.advance()
		}
		left = c.nearNode(left, c.operand(), x, at)
	}
	return left
}

// nearNode joins two groups. Ordered groups form one chain, however they are
// nested, since "a before b before c" has one meaning.
func (c *compiler) nearNode(left, right *node, x lexeme, at int) *node {
	if left == nil || right == nil {
		return nil
	}
	for _, side := range []*node{left, right} {
		if !c.canBeNear(side, x) {
			return nil
		}
	}
	if !c.countsNear(x) {
		return nil
	}
	n := &node{op: opNear, at: at, end: c.before}
	if x.ordered {
		n.op = opChain
	}
	n.chain(left)
	n.gaps = append(n.gaps, x.n)
	n.chain(right)
	return n
}

func (n *node) chain(side *node) {
	if n.op == opChain && side.op == opChain {
		n.kids, n.gaps = append(n.kids, side.kids...), append(n.gaps, side.gaps...)
		return
	}
	n.kids = append(n.kids, side)
}

func (c *compiler) canBeNear(side *node, x lexeme) bool {
	switch {
	case !side.placed():
		c.faults.add(side.at, side.end-side.at, "NEAR takes words, phrases, and groups of them joined by OR or NEAR",
			"put AND, NOT and fields outside: (a NEAR/5 b) AND c")
		return false
	case x.ordered && !side.plain() && side.op != opChain:
		c.faults.add(side.at, side.end-side.at, "ONEAR takes words, phrases, and groups of them joined by OR",
			"NEAR inside ONEAR has no clear order; use ONEAR throughout or NEAR throughout")
		return false
	}
	return true
}

// join makes one node of several, leaving out what was faulty.
func (c *compiler) join(op op, kids []*node, at int) *node {
	if len(kids) == 1 {
		return kids[0]
	}
	n := &node{op: op, at: at, end: c.before}
	for _, k := range kids {
		switch {
		case k == nil:
		case k.op == op:
			n.kids, n.mixed = append(n.kids, k.kids...), n.mixed || k.mixed
		default:
			n.kids = append(n.kids, k)
		}
	}
	switch len(n.kids) {
	case 0:
		return nil
	case 1:
		return n.kids[0]
	}
	return n
}

package query

import (
	"strconv"
	"unicode"
	"unicode/utf8"
)

// operand reads one word, phrase, literal, field or group.
func (c *compiler) operand() *node {
	x := c.cur
	switch x.kind {
	case lexOpen:
		return c.group(c.value)
	case lexField:
		return c.fieldOperand()
	case lexBare, lexQuoted, lexBraced, lexRaw, lexNumber:
		c.advance()
		if c.value != nil {
			return c.fieldClause(c.value, x, x.at)
		}
		if x.kind == lexBare && c.opts.Words == PhraseOfWords {
			x = c.phraseOf(x)
		}
		return c.wordOperand(x)
	}
	c.missing(x)
	return nil
}

// missing says what should have stood where x stands.
func (c *compiler) missing(x lexeme) {
	switch x.kind {
	case lexEnd:
		c.faults.add(x.at, 0, "the expression ends where a word, phrase or field is due", "")
	case lexClose:
		c.faults.add(x.at, x.len, "a word, phrase or field is due before the parenthesis closes", "")
	default:
		c.faults.add(x.at, x.len, "an operator stands where a word, phrase or field is due", quoteHint(c.expr[x.at:x.at+x.len]))
		c.advance()
	}
}

// quoteHint tells how to look for an operator that is a word.
func quoteHint(operator string) string {
	if first, _ := utf8.DecodeRuneInString(operator); !unicode.IsLetter(first) {
		return ""
	}
	return `to look for the word itself, quote it: "` + clip(operator) + `"`
}

// group reads what stands in parentheses. The values of a field end with it,
// so the lexer must know before it reads on.
func (c *compiler) group(value *field) *node {
	open := c.cur
	if !c.enter() {
		return nil
	}
	defer c.leave()
	c.advance()
	n := c.or()
	if c.cur.kind != lexClose {
		c.faults.add(open.at, open.len, "a parenthesis has no end", "close it with )")
		c.value = value
		return nil
	}
	if (open.text == "(") != (c.cur.text == ")") {
		c.faults.add(c.cur.at, c.cur.len, "a bracket of another kind closes", "")
	}
	c.value = value
	c.advance()
	if n != nil {
		n.grouped, n.at, n.end = true, open.at, c.before
	}
	return n
}

// phraseOf takes the bare words behind x into one phrase.
func (c *compiler) phraseOf(x lexeme) lexeme {
	end := x.at + x.len
	for x.tilde == none && c.cur.kind == lexBare && c.cur.tilde == none {
		end = c.cur.at + c.cur.len
		c.advance()
	}
	if end > x.at+x.len {
		x.kind, x.text, x.n, x.len = lexQuoted, c.expr[x.at:end], none, end-x.at
	}
	return x
}

func (c *compiler) wordOperand(x lexeme) *node {
	if x.kind == lexQuoted && x.n != none {
		return c.proximity(x)
	}
	var t *term
	switch x.kind {
	case lexRaw:
		t = c.literalTerm(x, x.text)
	case lexBraced:
		t = c.wordsTerm(x, cased)
	case lexQuoted:
		t = c.wordsTerm(x, quoted)
	default:
		t = c.bareTerm(x)
	}
	return c.termNode(t, x)
}

func (c *compiler) bareTerm(x lexeme) *term {
	t := c.wordsTerm(x, bare)
	switch {
	case t == nil || x.tilde == none:
		return t
	case t.literal != "":
		c.faults.add(x.at, x.len, "~ needs a word of letters before it", "")
		return nil
	case x.tilde == anyEdits:
		return c.tornTerm(x, t)
	}
	return c.fuzzyTerm(x, t)
}

// termNode keeps a term.
func (c *compiler) termNode(t *term, x lexeme) *node {
	if t == nil || !c.counts(x) {
		return nil
	}
	lost := t.lost
	key := t.scope.prefix() + t.written
	if same := c.known[key]; same != nil {
		t = same
	} else {
		t.id = len(c.known)
		c.known[key] = t
		for i := range t.elements {
			t.elements[i].id = c.words.add(t.elements[i].word)
		}
	}
	return &node{op: opTerm, term: t, lost: lost, at: x.at, end: x.at + x.len}
}

func (c *compiler) counts(x lexeme) bool {
	c.terms++
	return c.terms <= mostTerms || c.tooMany(x, mostTerms, "words, phrases and fields")
}

func (c *compiler) countsNear(x lexeme) bool {
	c.nears++
	return c.nears <= mostNears || c.tooMany(x, mostNears, "NEARs")
}

// tooMany ends the reading.
func (c *compiler) tooMany(x lexeme, most int, what string) bool {
	c.faults.last(x.at, x.len, "more than "+strconv.Itoa(most)+" "+what, "split the query into several")
	c.pos = len(c.expr)
	c.cur = lexeme{kind: lexEnd, at: c.pos}
	return false
}

// proximity reads "red shoes"~5 as red NEAR/5 shoes.
func (c *compiler) proximity(x lexeme) *node {
	t := c.wordsTerm(x, quoted)
	switch {
	case t == nil:
		return nil
	case len(t.elements) < 2:
		c.faults.add(x.at, x.len, "~ behind quotes needs two words inside them", "for edits leave the quotes out: apple~1")
		return nil
	case x.n > mostNear:
		c.faults.add(x.at, x.len, "words can be at most 100 words apart", "AND finds them anywhere")
		return nil
	}
	var n *node
	spelled := append([]string(nil), c.spelled...)
	for i, e := range t.elements {
		word := c.termNode(&term{elements: []element{e}, scope: c.scope, written: quoteIfNeeded(spelled[i])}, x)
		if word == nil || n != nil && !c.countsNear(x) {
			return nil
		}
		if n == nil {
			n = word
			continue
		}
		n = &node{op: opNear, kids: []*node{n, word}, gaps: []int{x.n}, at: x.at, end: x.at + x.len}
	}
	return n
}

package query

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// run reads up to the next space, bracket, brace or quote.
func (l *lexer) run() lexeme {
	start := l.pos
	l.pos += l.runLength(start)
	text := l.expr[start:l.pos]
	if x, ok := l.operator(text); ok && (l.value == nil || x.kind != lexNear) {
		return x
	}
	if l.value != nil {
		return lexeme{kind: lexBare, text: text, tilde: none}
	}
	if colon := strings.IndexByte(text, ':'); colon > 0 && !strings.HasPrefix(text[colon:], "://") {
		if x, ok := l.named(start, text[:colon]); ok {
			return x
		}
	}
	if caret := strings.IndexByte(text, '^'); caret > 0 && leadingDigits(text[caret+1:]) != "" {
		l.faults.add(start+caret, len(text)-caret, "^ gives a weight, and nothing here is weighed", "leave it out")
	}
	return l.bare(text)
}

func (l *lexer) runLength(start int) int {
	for i, c := range l.expr[start:] {
		if unicode.IsSpace(c) || strings.ContainsRune("()[]{}", c) || strings.ContainsRune(openingQuotes, c) || strings.HasPrefix(l.expr[start+i:], "<<<") {
			if i == 0 {
				_, n := utf8.DecodeRuneInString(l.expr[start:])
				return n
			}
			return i
		}
	}
	return len(l.expr) - start
}

// bare reads the tilde at the end of a word.
func (l *lexer) bare(text string) lexeme {
	x := lexeme{kind: lexBare, text: text, tilde: none}
	at := strings.LastIndexByte(text, '~')
	if at <= 0 {
		return x
	}
	switch digits := text[at+1:]; {
	case digits == "":
		x.text, x.tilde = text[:at], anyEdits
	case leadingDigits(digits) == digits:
		x.text, x.tilde = text[:at], atMost(digits, 9)
	}
	return x
}

// operator reads AND, OR and NOT in any case, their signs, and NEAR. Without its number,
// NEAR must be in capitals: "near" is a word people look for.
func (l *lexer) operator(text string) (lexeme, bool) {
	switch strings.ToUpper(text) {
	case "AND", "&&":
		return lexeme{kind: lexAnd}, true
	case "OR", "|", "||":
		return lexeme{kind: lexOr}, true
	case "NOT":
		return lexeme{kind: lexNot}, true
	}
	name, distance, slash := strings.Cut(text, "/")
	upper := strings.ToUpper(name)
	if upper != "NEAR" && upper != "ONEAR" || !slash && name != upper {
		return lexeme{}, false
	}
	x := lexeme{kind: lexNear, n: usualNear, ordered: upper == "ONEAR"}
	if !slash {
		return x, true
	}
	digits := leadingDigits(distance)
	switch rest := distance[len(digits):]; {
	case strings.Contains(rest, ":"):
		l.faults.add(l.pos-len(text), len(text), "NEAR stands between words", "write James NEAR/4 Brown")
	case digits == "" || rest != "" && !strings.EqualFold(rest, "f"):
		l.faults.add(l.pos-len(text), len(text), "NEAR needs a number of words", "write red NEAR/5 shoes, and NEAR/5f or ONEAR/5 to keep the order")
	case atMost(digits, mostNear+1) > mostNear:
		l.faults.add(l.pos-len(text), len(text), "NEAR reaches at most 100 words", "AND finds both anywhere")
	case rest != "":
		x.ordered = true
	}
	x.n = atMost(digits, mostNear)
	return x, true
}

// isOperator tells whether a word must be quoted to be looked for.
func isOperator(s string) bool {
	_, ok := (&lexer{expr: s, pos: len(s), faults: new(faults)}).operator(s)
	return ok
}

// named reads what stands before a colon: a field, raw: or case:, or a slip.
func (l *lexer) named(start int, name string) (lexeme, bool) {
	behind := start + len(name) + 1
	switch lowered := strings.ToLower(name); {
	case lowered == "raw":
		l.pos = behind
		return l.raw(), true
	case lowered == "case":
		l.pos = behind
		return l.exactCase(), true
	case fieldNamed(lowered) != nil:
		l.pos = behind
		return lexeme{kind: lexField, field: fieldNamed(lowered)}, true
	case strings.ContainsFunc(name, func(c rune) bool { return !unicode.IsLetter(c) && c != '_' }):
		return lexeme{}, false
	}
	l.faults.add(start, len(name)+1, "there is no field "+strconv.Quote(clip(name)), fieldHint(name))
	l.pos = behind
	return lexeme{kind: lexNothing}, true
}

// raw reads a literal: in quotes, or up to the next space or bracket.
func (l *lexer) raw() lexeme {
	l.skip()
	if l.pos < len(l.expr) && strings.HasPrefix(l.expr[l.pos:], `"`) {
		x := l.quoted('"', 1)
		x.kind = lexRaw
		return x
	}
	start := l.pos
	for i, c := range l.expr[start:] {
		if unicode.IsSpace(c) || c == '(' || c == ')' || c == '"' {
			l.pos = start + i
			return lexeme{kind: lexRaw, text: l.expr[start:l.pos], n: none}
		}
	}
	l.pos = len(l.expr)
	return lexeme{kind: lexRaw, text: l.expr[start:], n: none}
}

// exactCase reads the long form of {Apple}.
func (l *lexer) exactCase() lexeme {
	x := l.raw()
	if x.kind == lexRaw {
		x.kind = lexBraced
	}
	return x
}

// number reads the condition of a numeric field: >1000, 1k..5k, [1 TO 5].
func (l *lexer) number() lexeme {
	start := l.pos
	if l.expr[start] == '[' {
		end := strings.IndexByte(l.expr[start:], ']')
		if end < 0 {
			l.faults.last(l.pos, 1, "a range has no end", "write followers:[100 TO 500]")
			l.pos = len(l.expr)
			return lexeme{kind: lexEnd}
		}
		l.pos += end + 1
		return lexeme{kind: lexNumber, text: l.expr[start:l.pos]}
	}
	if unicode.IsLetter(rune(l.expr[start])) {
		return l.run()
	}
	for l.pos < len(l.expr) && strings.IndexByte("<>= \"", l.expr[l.pos]) >= 0 {
		l.pos++
	}
	for l.pos < len(l.expr) && strings.IndexByte(" \t\n\r()[]\"", l.expr[l.pos]) < 0 {
		l.pos++
	}
	text := l.expr[start:l.pos]
	if l.pos < len(l.expr) && (l.expr[l.pos] == '"' || l.pos == start) {
		l.pos++ // a closing quote, or what cannot be read: go on in any case
	}
	return lexeme{kind: lexNumber, text: strings.Trim(text, `"`)}
}

package query

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A lexer takes an expression apart, one lexeme at a time.
type lexer struct {
	expr   string
	pos    int
	value  *field // whose values are being read, instead of words
	faults *faults
}

// next returns the next lexeme. Whatever is not one becomes a fault; after too
// many of those the rest is not read.
func (l *lexer) next() lexeme {
	for {
		l.skip()
		if l.faults.closed {
			l.pos = len(l.expr)
		}
		start := l.pos
		if start == len(l.expr) {
			return lexeme{kind: lexEnd, at: start}
		}
		if x := l.lexeme(); x.kind != lexNothing {
			x.at, x.len = start, l.pos-start
			return x
		}
	}
}

func (l *lexer) lexeme() lexeme {
	c, n := utf8.DecodeRuneInString(l.expr[l.pos:])
	if l.value != nil && l.value.numeric && c != '(' && c != ')' && c != ']' {
		return l.number()
	}
	switch {
	case c == '(' || c == '[':
		l.pos += n
		return lexeme{kind: lexOpen, text: string(c)}
	case c == ')' || c == ']':
		l.pos += n
		return lexeme{kind: lexClose, text: string(c)}
	case strings.ContainsRune(openingQuotes, c):
		return l.quoted(c, n)
	case c == '{':
		return l.braced()
	case c == '-' || c == '−' || c == '–':
		return l.minus(n)
	case c == '!':
		x := l.minus(n)
		x.text = "!"
		return x
	}
	return l.run()
}

func (l *lexer) fault(n int, reason, hint string) { l.faults.add(l.pos, n, reason, hint) }

// skip passes over white space and <<<comments>>>.
func (l *lexer) skip() {
	for l.pos < len(l.expr) {
		if strings.HasPrefix(l.expr[l.pos:], "<<<") {
			end := strings.Index(l.expr[l.pos:], ">>>")
			if end < 0 {
				l.faults.last(l.pos, 3, "a comment has no end", "close it with >>>")
				l.pos = len(l.expr)
				return
			}
			l.pos += end + len(">>>")
			continue
		}
		c, n := utf8.DecodeRuneInString(l.expr[l.pos:])
		if !unicode.IsSpace(c) {
			return
		}
		l.pos += n
	}
}

const openingQuotes = "\"“”„«＂"

// quoted reads a phrase. Manuals are pasted with every kind of quote.
func (l *lexer) quoted(open rune, n int) lexeme {
	closing := "”“\""
	switch open {
	case '"', '＂':
		closing = string(open)
	case '«':
		closing = "»"
	}
	rest := l.expr[l.pos+n:]
	end := strings.IndexAny(rest, closing)
	if end < 0 {
		l.faults.last(l.pos, n, "a quote has no end", "close it with "+string([]rune(closing)[0]))
		l.pos = len(l.expr)
		return lexeme{kind: lexEnd}
	}
	_, m := utf8.DecodeRuneInString(rest[end:])
	l.pos += n + end + m
	x := lexeme{kind: lexQuoted, text: rest[:end], n: none}
	l.tildeBehind(&x)
	return x
}

// tildeBehind reads the ~n behind a phrase.
func (l *lexer) tildeBehind(x *lexeme) {
	if !strings.HasPrefix(l.expr[l.pos:], "~") {
		return
	}
	digits := leadingDigits(l.expr[l.pos+1:])
	if digits == "" {
		l.fault(1, "~ behind a phrase needs a number of words", `write "red shoes"~5`)
	}
	x.n = atMost(digits, mostNear+1)
	l.pos += 1 + len(digits)
}

func leadingDigits(s string) string {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	return s[:i]
}

// atMost reads digits; whatever is larger becomes most.
func atMost(digits string, most int) int {
	n, err := strconv.Atoi(digits)
	if err != nil && digits != "" || n > most {
		return most
	}
	return n
}

func (l *lexer) braced() lexeme {
	end := strings.IndexByte(l.expr[l.pos:], '}')
	if end < 0 {
		l.faults.last(l.pos, 1, "a brace has no end", "write {Apple} for a word in exactly this case")
		l.pos = len(l.expr)
		return lexeme{kind: lexEnd}
	}
	text := l.expr[l.pos+1 : l.pos+end]
	l.pos += end + 1
	return lexeme{kind: lexBraced, text: text}
}

// minus is NOT where it stands right before what it excludes, and so is !.
func (l *lexer) minus(n int) lexeme {
	next, _ := utf8.DecodeRuneInString(l.expr[l.pos+n:])
	if l.pos+n == len(l.expr) || unicode.IsSpace(next) {
		l.fault(n, map[bool]string{true: "! stands alone", false: "a minus stands alone"}[l.expr[l.pos] == '!'], "write it right before what it excludes: -word")
		l.pos += n
		return lexeme{kind: lexNothing}
	}
	l.pos += n
	return lexeme{kind: lexNot}
}

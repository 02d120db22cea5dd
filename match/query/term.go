package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A term is one word, phrase or literal of a query.
type term struct {
	id       int       // among the different terms of the query
	elements []element // the words of a phrase, in order
	literal  string    // or a string that must stand there byte by byte
	scope    scope
	written  string // canonical form, without the scope
	lost     string // a literal that keeps the signs which elements do not
}

// An element is one word of a term, with what must be true of it as written.
type element struct {
	word   atom
	id     int32  // of the word in the vocabulary, once the term is kept
	sign   byte   // '#', '@' or '$' must stand before it, and the tag must end with it
	cased  string // it must be written exactly so
	handle string // it must be written so but for case: a_b and ab are two accounts
}

// scope says in which part a term is looked for.
type scope uint8

const (
	anywhere scope = iota
	onlyText
	onlyTitle
)

func (s scope) prefix() string { return [...]string{"", "text:", "title:"}[s] }

// A style is how the words of a term were set down.
type style uint8

const (
	bare style = iota
	quoted
	cased
)

// longestLiteral bounds raw: literals, in bytes.
const longestLiteral = 256

// elementsOf cuts text into the words of a term. Signs that part words inside
// it (coca-cola) make a phrase.
func (c *compiler) elementsOf(text string, how style) []element {
	r := &c.reader
	r.wild = how != cased
	r.reset()
	r.read(text)
	var out []element
	for i := 0; i < len(r.words); {
		j := i
		for j+1 < len(r.words) && r.words[j+1].gap <= gapApos && r.words[j+1].sign == 0 {
			j++
		}
		out = append(out, c.element(text, i, j, how))
		i = j + 1
	}
	return out
}

// element makes one element of the words from i to j, which nothing but an
// apostrophe, an underscore or a joiner parts.
func (c *compiler) element(text string, i, j int, how style) element {
	words := c.reader.words
	a := atom{text: string(c.reader.folded(i, j))}
	if strings.ContainsAny(a.text, "*?") {
		a.kind = wildcardWord
		for strings.Contains(a.text, "**") {
			a.text = strings.ReplaceAll(a.text, "**", "*")
		}
	} else {
		for k := i + 1; k <= j; k++ {
			a.seams = append(a.seams, int(words[k].from-words[i].from))
		}
	}
	spelled := text[words[i].start:words[j].end]
	e := element{sign: words[i].sign}
	switch {
	case how == cased:
		e.cased = spelled
	case e.sign == '@' && a.kind == exactWord:
		e.handle = spelled
	}
	if e.sign != 0 {
		a.seams = nil
	}
	e.word = a
	c.spelled = append(c.spelled, signed(e.sign, spelled))
	return e
}

func signed(sign byte, s string) string {
	if sign == 0 {
		return s
	}
	return string(sign) + s
}

// wordsTerm makes a term of bare, quoted or braced text.
func (c *compiler) wordsTerm(x lexeme, how style) *term {
	c.spelled = c.spelled[:0]
	t := &term{scope: c.scope}
	t.elements = c.elementsOf(x.text, how)
	if len(t.elements) == 0 {
		return c.symbolTerm(x)
	}
	for _, e := range t.elements {
		if e.word.kind == wildcardWord && !c.wildcardFits(x, &e.word) {
			return nil
		}
	}
	if how == cased {
		t.written = "{" + strings.Join(c.spelled, " ") + "}"
	} else {
		t.written = quoteIfNeeded(strings.Join(c.spelled, " "))
		t.lost = lostSigns(x.text)
	}
	return t
}

func (c *compiler) wildcardFits(x lexeme, a *atom) bool {
	switch {
	case literals(a.text) == 0:
		c.faults.add(x.at, x.len, "* and ? stand for letters of a word, and here no word is around them",
			"put them beside letters (appl*); for any word in between use ONEAR/1")
	case len(a.text) > longestPatterned:
		c.faults.add(x.at, x.len, "a word with wildcards is longer than 128 bytes", "")
	default:
		return true
	}
	return false
}

// symbolTerm makes a literal of text that has no letter and no digit, such as
// an emoji.
func (c *compiler) symbolTerm(x lexeme) *term {
	s := strings.TrimSpace(strings.TrimRight(strings.TrimSpace(x.text), "\uFE0F"))
	if !strings.ContainsFunc(s, unicode.IsSymbol) {
		c.faults.add(x.at, x.len, "no letter, digit or symbol to look for", `signs as such are found by raw:"?!"`)
		return nil
	}
	return c.literalTerm(x, s)
}

func (c *compiler) literalTerm(x lexeme, s string) *term {
	switch {
	case strings.TrimSpace(s) == "":
		c.faults.add(x.at, x.len, "raw: without anything behind it", "write raw:C++ or raw:\"AT&T Inc.\"")
		return nil
	case strings.ContainsRune(s, '"'):
		c.faults.add(x.at, x.len, "a literal with a quote inside", "leave the quote out")
		return nil
	case len(s) > longestLiteral:
		c.faults.add(x.at, x.len, "a literal is longer than 256 bytes", "")
		return nil
	}
	return &term{literal: s, scope: c.scope, written: `raw:"` + s + `"`}
}

// fuzzyTerm gives a term of one word the edits that stand behind its tilde.
func (c *compiler) fuzzyTerm(x lexeme, t *term) *term {
	a := t.elements[0].word
	letters := []rune(a.text)
	switch {
	case len(t.elements) > 1 || a.kind != exactWord || t.elements[0].sign != 0:
		c.faults.add(x.at, x.len, "~ with a number of edits needs one plain word before it",
			`words near each other are "red shoes"~5 or red NEAR/5 shoes`)
		return nil
	case x.tilde > 2:
		c.faults.add(x.at, x.len, "a word may have at most 2 edits", "write ~1 or ~2")
		return nil
	case len(letters) <= x.tilde || len(letters) > longestFuzzy:
		c.faults.add(x.at, x.len, "a fuzzy word needs more letters than edits, and at most 32", "")
		return nil
	}
	if x.tilde > 0 {
		t.elements[0].word = atom{kind: misspeltWord, text: a.text, fuzzy: fuzzyWord{letters, x.tilde}}
		t.written = unquoted(t.written) + "~" + string(rune('0'+x.tilde))
	}
	return t
}

// tornTerm lets a word be written together or apart: carsharing~ is also car
// sharing and car-sharing.
func (c *compiler) tornTerm(x lexeme, t *term) *term {
	var joined strings.Builder
	for _, e := range t.elements {
		if e.word.kind != exactWord || e.sign != 0 {
			c.faults.add(x.at, x.len, "~ without a number needs plain letters before it", "write carsharing~, or carsharing~1 for one edit")
			return nil
		}
		joined.WriteString(e.word.text)
	}
	t.elements = []element{{word: atom{text: joined.String(), torn: true}}}
	t.written = strings.ReplaceAll(unquoted(t.written), " ", "-") + "~"
	return t
}

func unquoted(s string) string { return strings.Trim(s, `"`) }

// quoteIfNeeded puts quotes around what would not be read back as one word.
func quoteIfNeeded(s string) string {
	plain := s != "" && !isOperator(s)
	for i, c := range s {
		ok := unicode.IsLetter(c) || unicode.IsDigit(c) || c == '*' || c == '?' || unicode.Is(unicode.M, c) || i > 0 && (c == '_' || c == '\'')
		ok = ok || i == 0 && (c == '#' || c == '@' || c == '$')
		plain = plain && ok
	}
	if plain {
		return s
	}
	return `"` + s + `"`
}

// lostSigns returns the text as a literal if a sign at its edge, which words
// do not keep, tells it from a common word: C++, .NET, Yahoo!, or if it was
// hardly meant as a phrase: bad|worse.
func lostSigns(text string) string {
	text = strings.TrimSpace(text)
	if strings.ContainsAny(text, " \t\"") {
		return ""
	}
	last, n := utf8.DecodeLastRuneInString(text)
	before, _ := utf8.DecodeLastRuneInString(text[:len(text)-n])
	if strings.ContainsRune("+#!", last) && (unicode.IsLetter(before) || before == last) {
		return text
	}
	if strings.Contains(text, "|") {
		return text
	}
	if len(text) > 1 && text[0] == '.' && unicode.IsLetter(rune(text[1])) {
		return text
	}
	return ""
}

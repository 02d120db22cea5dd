package query

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"github.com/agnivade/levenshtein"
)

// A field is something that a document tells beside its words.
type field struct {
	name    string
	also    []string // other names that listening tools give it
	numeric bool
	scope   scope
	shape   shape
	alias   alias
	several bool // a document may have several values at once
	values  func(d *Document) (string, string)
	number  func(d *Document) Number
}

// A shape is how a value is compared.
type shape uint8

const (
	wholeValue    shape = iota
	accountValue        // without the @
	hostValue           // a host stands for those below it
	addressValue        // the beginning of an address, up to a seam
	languageValue       // a language stands for its regions
	sourceValue         // a network stands for its servers and timelines
	innerValue          // what stands anywhere in an address, from seam to seam
	linkValue           // as hostValue without a path, as addressValue with one
)

var fields = []*field{
	{name: "text", also: []string{"message", "body"}, scope: onlyText},
	{name: "title", also: []string{"headline", "intitle"}, scope: onlyTitle},
	{name: "author", also: []string{"handle", "from"}, shape: accountValue,
		values: func(d *Document) (string, string) { return d.Handle, d.Author }},
	{name: "site", also: []string{"domain"}, shape: hostValue,
		values: func(d *Document) (string, string) { return siteOf(d), "" }},
	{name: "url", shape: addressValue, values: func(d *Document) (string, string) { return d.URL, "" }},
	{name: "inurl", shape: innerValue, several: true, values: func(d *Document) (string, string) { return d.URL, "" }},
	{name: "links", also: []string{"link"}, shape: linkValue, several: true},
	{name: "hashtags", also: []string{"hashtag"}, alias: asHashtag},
	{name: "at_mentions", also: []string{"at_mention", "mentions", "mention"}, alias: asAccount},
	{name: "exactmessage", alias: asLiteral},
	{name: "sourcetype", alias: asSource},
	{name: "engagementtype", alias: asKind},
	{name: "source", also: []string{"channel"}, shape: sourceValue, values: func(d *Document) (string, string) { return d.Source, "" }},
	{name: "lang", also: []string{"language"}, shape: languageValue,
		values: func(d *Document) (string, string) { return d.Language, "" }},
	{name: "country", values: func(d *Document) (string, string) { return d.Country, "" }},
	{name: "kind", also: []string{"type"}, values: func(d *Document) (string, string) { return d.Kind, "" }},
	{name: "followers", also: []string{"authorfollowers"}, numeric: true, number: func(d *Document) Number { return d.Followers }},
	{name: "rating", also: []string{"stars"}, numeric: true, number: func(d *Document) Number { return d.Rating }},
}

// siteOf returns the host of a document, from its URL if need be.
func siteOf(d *Document) string {
	if d.Site != "" {
		return d.Site
	}
	return d.URL
}

func fieldNamed(name string) *field {
	for _, f := range fields {
		if f.name == name || slices.Contains(f.also, name) {
			return f
		}
	}
	return nil
}

// fieldHint names the field that was meant, or all of them.
func fieldHint(name string) string {
	if hint := untold[strings.ToLower(name)]; hint != "" {
		return hint
	}
	var names []string
	for _, f := range fields {
		if len(name) < 20 && levenshtein.ComputeDistance(strings.ToLower(name), f.name) <= slips(f.name) {
			return "did you mean " + f.name + ":? To look for words, quote them"
		}
		names = append(names, f.name+":")
	}
	return "there are " + strings.Join(names, " ") + " raw: case:, and words with a colon go into quotes"
}

// slips is how many letters of a field's name may be wrong: with two of four
// it is as well another word, date: no more a slip for site: than for lang:.
func slips(name string) int {
	if len(name) <= 4 {
		return 1
	}
	return 2
}

// A clause is a condition on a field.
type clause struct {
	field   *field
	any     bool   // the field is known
	pattern string // folded
	wild    bool
	span    interval
	written string
}

// fieldOperand reads a field with its value, or its group of values.
func (c *compiler) fieldOperand() *node {
	x := c.cur
	if x.field.scope != anywhere {
		return c.scoped(x)
	}
	c.value = x.field
	c.advance()
	if c.cur.kind == lexOpen {
		return c.group(nil)
	}
	value := c.cur
	c.value = nil
	if c.cur.kind == lexEnd || c.cur.kind == lexClose {
		c.faults.add(x.at, x.len, x.field.name+": has no value", "")
		return nil
	}
	c.advance()
	return c.fieldClause(x.field, value, x.at)
}

// scoped reads what is to be found in one part of the document.
func (c *compiler) scoped(x lexeme) *node {
	if c.scope != anywhere && c.scope != x.field.scope {
		c.faults.add(x.at, x.len, "text: and title: cannot stand inside each other", "join them with AND")
	}
	if !c.enter() {
		return nil
	}
	old := c.scope
	c.scope = x.field.scope
	defer func() { c.scope = old; c.leave() }()
	c.advance()
	if c.cur.kind == lexEnd || c.cur.kind == lexClose {
		c.faults.add(x.at, x.len, x.field.name+": has no value", "")
		return nil
	}
	n := c.operand()
	if n != nil {
		n.at = min(n.at, x.at)
	}
	return n
}

// fieldClause makes a clause of one value.
func (c *compiler) fieldClause(f *field, x lexeme, at int) *node {
	if f.alias != noAlias && (x.kind == lexBare || x.kind == lexQuoted) {
		return c.aliased(f, x, at)
	}
	out := &clause{field: f}
	var reason, hint string
	switch {
	case x.kind != lexBare && x.kind != lexQuoted && x.kind != lexNumber:
		reason, hint = f.name+": needs a value", "write "+f.name+":value, or "+f.name+`:"a value of several words"`
	case strings.TrimSpace(x.text) == "*":
		out.any = true
	case f.numeric:
		out.span, reason, hint = parseInterval(x.text)
	default:
		out.pattern, reason, hint = c.valueOf(f, x.text)
		out.wild = strings.ContainsAny(out.pattern, "*?")
		if out.wild && f.shape == innerValue {
			out.pattern = "*" + strings.Trim(out.pattern, "*") + "*"
		}
	}
	if reason != "" {
		c.faults.add(x.at, x.len, reason, hint)
		return nil
	}
	if !c.counts(x) {
		return nil
	}
	out.written = f.name + ":" + out.value(c, x.text)
	return &node{op: opField, clause: out, at: at, end: x.at + x.len}
}

// value writes the value in the form that is compared, unless that would be
// read back as something else.
func (k *clause) value(c *compiler, text string) string {
	s := k.pattern
	switch {
	case k.any:
		return "*"
	case k.field.numeric:
		return k.span.String()
	case c.folded(k.field, s) != s:
		s = strings.TrimSpace(text)
	}
	if strings.ContainsAny(s, " \t\n()[]{}<\"“”„«＂−–!") || s[0] == '-' || isOperator(s) {
		return `"` + s + `"`
	}
	return s
}

// valueOf folds a value and checks that the field can have it.
func (c *compiler) valueOf(f *field, text string) (value, reason, hint string) {
	value = c.folded(f, text)
	switch {
	case len(value) > longestLiteral:
		return "", "a value is longer than 256 bytes", ""
	case f.shape == hostValue && strings.Contains(value, "/"):
		return "", "site: takes a host", "for a part of a site write url:" + clip(value)
	case f.shape == languageValue && !isCode(value, 8):
		return "", strings.TrimSpace(clip(text)) + " is no language code", "write the code: lang:en, lang:pt-BR"
	case f.name == "country" && (!isCode(value, 3) || strings.Contains(value, "-")):
		return "", strings.TrimSpace(clip(text)) + " is no country code", "write the ISO 3166 code: country:NL"
	case strings.Trim(value, "*?") == "":
		return "", f.name + ": has no value", "to ask whether it is known write " + f.name + ":*"
	case strings.ContainsRune(value, '"'):
		return "", "a value with a quote inside", ""
	}
	return value, "", ""
}

func (c *compiler) folded(f *field, text string) string {
	return string(f.trim(c.reader.line(nil, text)))
}

// isCode tells whether s looks like the codes of BCP 47 and ISO 3166: a part
// of two or three letters, then parts of up to longest letters or digits.
func isCode(s string, longest int) bool {
	for i, part := range strings.Split(s, "-") {
		if len(part) < 1 || len(part) > longest || i == 0 && (len(part) < 2 || len(part) > 3) {
			return false
		}
		for _, c := range part {
			if c >= 0x80 || !unicode.IsLetter(c) && !unicode.IsDigit(c) {
				return false
			}
		}
	}
	return true
}

// line folds a value: letters as everywhere, signs as they are.
func (r *reader) line(dst []byte, s string) []byte {
	const longest = 4 << 10
	if len(s) > longest {
		s = s[:longest]
	}
	for _, c := range strings.TrimSpace(s) {
		switch class := r.classify(c); {
		case class == classWord:
			dst = r.appendFolded(dst, c)
		case class == classNothing || class == gapJoiner && c >= 0x80:
		case unicode.IsSpace(c):
			dst = append(dst, ' ')
		default:
			dst = append(dst, string(c)...)
		}
	}
	return dst
}

// trim takes off what people write in front of a value or leave out.
func (f *field) trim(value []byte) []byte {
	switch f.shape {
	case accountValue:
		return bytes.TrimPrefix(value, []byte("@"))
	case hostValue:
		return bytes.TrimSuffix(withoutScheme(value), []byte("/"))
	case addressValue, innerValue, linkValue:
		return withoutScheme(value)
	case languageValue:
		for i, c := range value {
			if c == '_' {
				value[i] = '-'
			}
		}
	}
	return value
}

func withoutScheme(value []byte) []byte {
	if i := bytes.Index(value, []byte("://")); i >= 0 && i < 12 {
		value = value[i+3:]
	}
	return bytes.TrimPrefix(value, []byte("www."))
}

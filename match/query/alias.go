package query

import (
	"strings"
	"unicode"
)

// An alias is a field of other tools that says what this language says
// otherwise. It is read as that, and the canonical form shows it.
type alias uint8

const (
	noAlias   alias = iota
	asHashtag       // hashtags:acme is #acme
	asAccount       // at_mentions:acme is @acme
	asLiteral       // exactMessage:"A!" is text:raw:"A!"
	asSource        // sourcetype:SOCIALMEDIA_MASTODON is source:mastodon
	asKind          // engagementType:RETWEET is kind:repost
)

// untold says why there is no such field as other tools have.
var untold = map[string]string{
	"gender":    "no document tells it, and it is not guessed from names",
	"continent": "no document tells it; write the countries: country:(NL OR BE)",
	"location":  "places are not told but by country; write country:NL",
	"caps":      "write words in capitals in braces: {ACME}",
}

// kindsElsewhere are the kinds of posts by the names that other tools have.
var kindsElsewhere = map[string]string{
	"post": "post", "original": "post", "reply": "reply", "comment": "reply", "repost": "repost",
	"retweet": "repost", "share": "repost", "reblog": "repost", "review": "review",
}

// aliased reads one value of a field that is another's.
func (c *compiler) aliased(f *field, x lexeme, at int) *node {
	var n *node
	switch f.alias {
	case asHashtag:
		n = c.signedValue(f, x, "#")
	case asAccount:
		n = c.signedValue(f, x, "@")
	case asLiteral:
		n = c.literalValue(x)
	case asSource:
		return c.sourceValue(x, at)
	case asKind:
		return c.kindValue(f, x, at)
	}
	if n != nil {
		n.at = min(n.at, at)
	}
	return n
}

// signedValue reads a tag or account, with or without its sign.
func (c *compiler) signedValue(f *field, x lexeme, sign string) *node {
	text := strings.TrimPrefix(strings.TrimSpace(x.text), sign)
	if text == "" || strings.ContainsFunc(text, partsName) {
		c.faults.add(x.at, x.len, f.name+": takes one tag or account name", "write "+f.name+":name, or "+f.name+":(one OR other)")
		return nil
	}
	x.kind, x.text, x.tilde = lexBare, sign+text, none
	return c.termNode(c.wordsTerm(x, bare), x)
}

// partsName tells that r cannot stand in a tag or account name, nor for letters
// of it.
func partsName(r rune) bool {
	return unicode.IsSpace(r) || r < 0x80 && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("_*?", r)
}

// literalValue reads what stands byte by byte in the text.
func (c *compiler) literalValue(x lexeme) *node {
	if c.scope == onlyTitle {
		c.faults.add(x.at, x.len, "exactMessage: looks in the text, and here only the title is searched", "in the title write title:raw:C++")
		return nil
	}
	old := c.scope
	c.scope = onlyText
	defer func() { c.scope = old }()
	return c.termNode(c.literalTerm(x, x.text), x)
}

// sourceValue reads where a document comes from: a source, or a kind of post
// that other tools take for one.
func (c *compiler) sourceValue(x lexeme, at int) *node {
	lowered := strings.ToLower(strings.TrimSpace(x.text))
	x.text = strings.TrimPrefix(lowered, "socialmedia_")
	if kind := kindsElsewhere[strings.TrimSuffix(x.text, "s")]; kind != "" {
		x.text = kind
		return c.fieldClause(fieldNamed("kind"), x, at)
	}
	if x.text == "news" || strings.HasPrefix(x.text, "onlinenews") {
		c.faults.add(x.at, x.len, "news are no source of their own", "name the sources (source:feed), or the sites (site:example.com)")
		return nil
	}
	return c.fieldClause(fieldNamed("source"), x, at)
}

// kindValue reads the kind of a post by the name that other tools give it.
func (c *compiler) kindValue(f *field, x lexeme, at int) *node {
	kind := kindsElsewhere[strings.TrimSuffix(strings.ToLower(strings.TrimSpace(x.text)), "s")]
	if strings.TrimSpace(x.text) == "*" {
		kind = "*"
	}
	if kind == "" {
		c.faults.add(x.at, x.len, clip(x.text)+" is no kind of post", "there are post, reply, repost and review: kind:repost")
		return nil
	}
	x.text = kind
	return c.fieldClause(fieldNamed("kind"), x, at)
}

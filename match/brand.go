package match

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// A Brand is what to look for. Only Name is needed.
type Brand struct {
	Name      string   // as it is written officially; unique among the brands of a matcher
	Terms     []string // other names: products, abbreviations, nicknames, other scripts; "#x", "$x" and "@x" match only with their sign
	Handles   []string // account names, with or without @
	Near      []string // words that speak for the brand when they stand in the same text
	Not       []string // words and phrases that speak against it ("apple pie")
	Ambiguous bool     // the name is also an everyday word or another's name: evidence is asked for
}

// Bounds on what a brand may hold. They keep a hostile configuration from
// eating memory, and are far above what a name needs.
const (
	maxName  = 96      // folded bytes of a name, without spaces
	maxTerms = 1000    // per list of one brand
	maxTotal = 8 << 20 // terms of all brands together
	maxRaw   = 1024    // bytes of one term as given
)

// A BrandError says which part of which brand cannot be used.
type BrandError struct {
	Index  int    // position among the brands given
	Brand  string // its Name
	Field  string // "Name", "Terms", "Handles", "Near" or "Not"
	Value  string // the entry at fault, cut when it is long
	Reason string
}

// Error names the brand, the field, the value and the reason.
func (e *BrandError) Error() string {
	return fmt.Sprintf("match: brand %d (%q): %s %q: %s", e.Index, e.Brand, e.Field, e.Value, e.Reason)
}

func (c *compiler) fail(field, value, reason string) {
	b := c.brands[c.at]
	c.errs = append(c.errs, &BrandError{Index: c.at, Brand: clip(b.Name), Field: field, Value: clip(value), Reason: reason})
}

func clip(s string) string {
	const most = 80
	if len(s) <= most {
		return strings.ToValidUTF8(s, "\uFFFD")
	}
	return strings.ToValidUTF8(s[:most], "") + "..."
}

// badTerm returns why s cannot be looked for at all, or "".
func badTerm(s string) string {
	switch {
	case strings.TrimSpace(s) == "":
		return "is empty"
	case len(s) > maxRaw:
		return "is longer than 1024 bytes"
	case !utf8.ValidString(s):
		return "is not valid UTF-8"
	}
	return ""
}

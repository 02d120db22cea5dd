package match

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/earshot-go/earshot/match/internal/given"
)

// A Risk is what a [Warning] is about.
type Risk string

// What a matcher may warn of.
const (
	CommonWord   Risk = "common word"   // the term is a word that everybody uses, and the brand is not marked Ambiguous
	FirstName    Risk = "first name"    // the term is a common first name, and the brand is not marked Ambiguous
	SharedTerm   Risk = "shared term"   // another brand has the same letters: both are found where either is named
	UselessTerm  Risk = "useless term"  // another term of the same brand finds the same, so this one changes nothing
	SingleLetter Risk = "single letter" // one letter is found wherever it stands alone
	TagOnly      Risk = "tag only"      // a term or handle that a text cannot hold as written
	NeverFound   Risk = "never found"   // a phrase of the brand's own Not stands in the term wherever it is written
)

// A Warning is something about the brands that compiles and is most likely not
// meant.
type Warning struct {
	Brand  string
	Term   string
	Risk   Risk
	Detail string
}

// String is one sentence.
func (w Warning) String() string {
	return fmt.Sprintf("%s: %q: %s: %s", w.Brand, w.Term, w.Risk, w.Detail)
}

// Warnings returns what looks wrong about the brands, in the order of the
// brands and their terms. It is worked out when it is asked for.
func (m *Matcher) Warnings() []Warning {
	var out []Warning
	place := make(map[Warning][2]int32)
	warn := func(e *entry, r Risk, detail string) {
		w := Warning{Brand: m.brands[e.brand].Name, Term: m.term(e), Risk: r, Detail: detail}
		if _, seen := place[w]; !seen {
			place[w] = [2]int32{e.brand, int32(e.term)}
			out = append(out, w)
		}
	}
	excluded := m.excludedPhrases()
	for i := range m.entries {
		e := &m.entries[i]
		if e.flags&(withoutAnd|withoutS|initials) == 0 {
			m.warnOf(e, warn)
			m.warnOfNeighbours(i, warn)
			m.warnOfNot(e, excluded[e.brand], warn)
		}
	}
	out = append(out, m.useless(place)...)
	slices.SortStableFunc(out, func(a, b Warning) int {
		p, q := place[a], place[b]
		return cmp.Or(cmp.Compare(p[0], q[0]), cmp.Compare(p[1], q[1]), cmp.Compare(a.Risk, b.Risk))
	})
	return out
}

func (m *Matcher) warnOf(e *entry, warn func(*entry, Risk, string)) {
	word := m.keyOf(e)
	b := &m.brands[e.brand]
	switch {
	case e.flags&(onlyHandle|onlyHashtag|onlyCashtag) != 0:
		if e.flags&onlyHandle != 0 && e.flags&severalWords != 0 && hasSpace(m.term(e)) {
			warn(e, TagOnly, "an account name holds no spaces")
		}
	case e.runes == 1:
		warn(e, SingleLetter, "it is found wherever it stands alone")
	case !b.Ambiguous && e.flags&severalWords == 0 && m.guard.Common(word):
		warn(e, CommonWord, "everybody uses it; mark the brand Ambiguous, or give the term a # or $")
	case !b.Ambiguous && e.flags&severalWords == 0 && given.Name(word):
		warn(e, FirstName, "also a first name; mark the brand Ambiguous, or give the term a # or $")
	}
}

func hasSpace(s string) bool {
	return slices.ContainsFunc([]rune(s), func(r rune) bool { return r == ' ' })
}

// warnOfNeighbours compares entry i with those of the same letters before it.
func (m *Matcher) warnOfNeighbours(i int, warn func(*entry, Risk, string)) {
	e := &m.entries[i]
	for k := i - 1; k >= 0 && i-k <= maxShare && string(m.keyOf(&m.entries[k])) == string(m.keyOf(e)); k-- {
		o := &m.entries[k]
		if o.brand != e.brand && (o.flags|e.flags)&(withoutAnd|withoutS|initials|onlyHashtag|onlyCashtag|onlyHandle) == 0 {
			warn(e, SharedTerm, fmt.Sprintf("has the letters of %q of %s", m.term(o), m.brands[o.brand].Name))
			warn(o, SharedTerm, fmt.Sprintf("has the letters of %q of %s", m.term(e), m.brands[e.brand].Name))
		}
	}
}

// excludedPhrases returns, by brand, its phrases of Not in several words: only
// these rule a hit out that they are part of.
func (m *Matcher) excludedPhrases() map[int32][]phrase {
	out := make(map[int32][]phrase)
	for _, p := range m.context.phrases {
		if p.against && p.several {
			out[p.brand] = append(out[p.brand], p)
		}
	}
	return out
}

func (m *Matcher) warnOfNot(e *entry, excluded []phrase, warn func(*entry, Risk, string)) {
	for _, p := range excluded {
		if at := strings.Index(string(m.keyOf(e)), p.key); at >= 0 && e.parts(at) && e.parts(at+len(p.key)) {
			warn(e, NeverFound, "it holds a phrase of Not, which rules it out")
		}
	}
}

// parts tells whether a word of e's name begins or ends at byte i.
func (e *entry) parts(i int) bool {
	return i == 0 || i == int(e.n) || i < 64 && e.natural>>uint(i)&1 != 0
}

// useless returns the terms that have no entry of their own: they fold to the
// same letters as another term of their brand.
func (m *Matcher) useless(place map[Warning][2]int32) []Warning {
	has := make(map[[2]int32]bool, len(m.entries))
	for i := range m.entries {
		has[[2]int32{m.entries[i].brand, int32(m.entries[i].term)}] = true
	}
	var out []Warning
	for b := range m.brands {
		for t := range m.brands[b].Terms {
			at := [2]int32{int32(b), int32(t + 1)}
			if !has[at] {
				w := Warning{Brand: m.brands[b].Name, Term: m.brands[b].Terms[t], Risk: UselessTerm, Detail: "another term or the name finds the same"}
				place[w] = at
				out = append(out, w)
			}
		}
	}
	return out
}

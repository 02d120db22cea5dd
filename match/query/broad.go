package query

import (
	"strings"
	"unicode/utf8"
)

// Bounds below which a term finds much that nobody meant. The lengths for
// edits are those from which package match lets names be misspelt.
const (
	shortestWildcard = 3  // letters, of which Brandwatch, Pulsar and YouScan ask for up to four
	shortestOneEdit  = 5  // letters
	shortestTwoEdits = 10 // letters
)

// broad checks the terms that are enough by themselves: those which are not
// narrowed by an AND, a NEAR or a phrase.
func (l *linter) broad(n *node) {
	switch n.op {
	case opOr:
		for _, k := range n.kids {
			l.broad(k)
		}
	case opTerm:
		if why := n.term.broad(); why != "" {
			l.add(Broad, n, why)
		}
	case opAnd:
		l.broadTogether(n)
	}
}

// broadTogether checks an AND, in which one clause that narrows is enough.
func (l *linter) broadTogether(n *node) {
	var broad *node
	why := ""
	for _, k := range n.kids {
		if k.op == opNot || k.op == opField {
			continue
		}
		if k.op != opTerm || k.term.broad() == "" {
			return
		}
		if broad == nil {
			broad, why = k, k.term.broad()
		}
	}
	if broad != nil {
		l.add(Broad, broad, why)
	}
}

// broad says why a term finds too much, or "".
func (t *term) broad() string {
	if len(t.elements) != 1 {
		return ""
	}
	e := &t.elements[0]
	letters := utf8.RuneCountInString(e.word.text)
	switch {
	case e.word.kind == wildcardWord && literals(e.word.text) < shortestWildcard:
		return "a wildcard with fewer than 3 letters finds words of all kinds"
	case e.word.kind == misspeltWord && (letters < shortestOneEdit || e.word.fuzzy.edits > 1 && letters < shortestTwoEdits):
		return "a short word with that many edits is many other words; ~1 suits 5 letters and more, ~2 suits 10"
	case e.word.kind != exactWord || e.sign != 0 || e.cased != "":
		return ""
	case letters < 3 && e.word.text[0] < utf8.RuneSelf:
		return "a word of one or two letters stands in many posts; add a word beside it, or give its case: {" + strings.ToUpper(e.word.text) + "}"
	case strings.Contains(commonWords, " "+e.word.text+" "):
		return "one of the most common words"
	}
	return ""
}

// commonWords are the function words of three letters and more that stand in
// most posts of their language, folded: English, Dutch, German, French,
// Spanish, Portuguese, Italian, Persian.
const commonWords = " the and for you that this with are was not but have from they what " +
	"het een van dat niet zijn voor met " + "der die das und ist nicht ein eine mit auf " + "les des est une pas que pour dans qui " +
	"los las del por con una para como " + "uma nao mais com " + "che non per sono della anche " + "این است برای های "

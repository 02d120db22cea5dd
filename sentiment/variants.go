package sentiment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// shortestPlain is the number of letters from which a form is also found without its accents. Shorter forms are
// too often another word ("papá", "papa").
const shortestPlain = 5

// variants adds the spellings that people without the right keyboard type: "servico" for serviço, "schoen" for schön.
// A spelling that is a form of its own stays what it is.
func (b *lexiconBuilder) variants(form string, set func(*entry)) {
	if b.language == "en" || b.language == "fa" || isASCII(form) || utf8.RuneCountInString(form) < shortestPlain && b.language != "de" {
		return
	}
	plain := b.plainSpelling(form)
	if plain != form {
		b.later = append(b.later, variant{plain, set})
	}
}

type variant struct {
	form string
	set  func(*entry)
}

var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss")

func (b *lexiconBuilder) plainSpelling(form string) string {
	if b.language == "de" {
		return umlauts.Replace(form)
	}
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(form))
}

// finish adds the variants that no file has as a form.
func (b *lexiconBuilder) finish() {
	waiting := b.later
	b.later = nil
	for _, v := range waiting {
		b.s.tokenize(v.form)
		if hash, ok := phraseHash(b.s.tokens); ok && !b.lex.knows(hash) {
			_ = b.insert(v.form, v.set)
		}
	}
}

func (lex *lexicon) knows(hash uint64) bool {
	e, ok := lex.forms.find(hash)
	return ok && e.roles != 0
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

package sentiment

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

// intentForms holds the words and phrases of the intents, by language. In their entries roles is the set of intents that a
// form shows, and the two bytes of valence and degree the set of those that it hints at.
var intentForms = func() (all [languageCount]func() *table) {
	for i, language := range languages {
		all[i] = sync.OnceValue(func() *table {
			forms, _ := readIntents(language) // a test forbids errors
			return forms
		})
	}
	return all
}()

func (e *entry) hints() Intent { return Intent(uint8(e.valence)) | Intent(e.degree)<<8 }

func (e *entry) hint(i Intent) {
	i |= e.hints()
	e.valence, e.degree = int8(uint8(i)), uint8(i>>8)
}

func readIntents(language string) (*table, error) {
	b := newLexiconBuilder(language)
	b.lex.forms = newTable(1024)
	err := b.read("intents.tsv", 2, b.intent)
	b.finish()
	return b.lex.forms, err
}

// intent reads a line: an intent, with a question mark where the form is only a hint, and the form.
func (b *lexiconBuilder) intent(fields []string) error {
	name, isHint := strings.CutSuffix(fields[0], "?")
	bit := slices.Index(intentNames[:], name)
	if bit < 0 {
		return fmt.Errorf("unknown intent %q", name)
	}
	return b.add(fields[1], func(e *entry) {
		if isHint {
			e.hint(1 << bit)
		} else {
			e.roles |= 1 << bit
		}
	})
}

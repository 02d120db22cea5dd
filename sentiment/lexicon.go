package sentiment

import (
	"embed"
	"errors"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed lexicon/*/words.tsv lexicon/*/phrases.tsv lexicon/*/grammar.tsv lexicon/*/intents.tsv lexicon/*.tsv
var files embed.FS

// languages lists what the package speaks; a language joins when its folder has real content.
// The order is that of every table by language in this package.
var languages = [...]string{"en", "nl", "it", "fa", "de", "fr", "es", "pt"}

// Indices into languages.
const (
	english = iota
	dutch
	italian
	persian
	german
	french
	spanish
	portuguese
	languageCount = len(languages)
)

// lexicon is one language, ready to be looked up.
type lexicon struct {
	forms *table // words and phrases
	stems *table // "delusion*"
	// wordsOnly says that there are no stems.
	wordsOnly bool
	// elisions holds the whole words for what stands before an apostrophe, nil where none is elided.
	elisions map[string]uint64
}

// stemLetters bounds stems: at least so many letters, and endings of at most that many.
const (
	shortestStem  = 4
	longestEnding = 6
	longestPhrase = 5
)

var lexicons = func() (all [languageCount]func() *lexicon) {
	for i, language := range languages {
		all[i] = sync.OnceValue(func() *lexicon {
			lex := loadLexicon(language)
			lex.elisions = elisions[i]
			lex.wordsOnly = lex.stems.used == 0
			return lex
		})
	}
	return all
}()

// readLexicon parses the files of one language. Lines that it cannot read are left out and reported.
func readLexicon(language string) (*lexicon, error) {
	b := newLexiconBuilder(language)
	err := errors.Join(
		b.read("grammar.tsv", 3, b.grammar),
		b.read("phrases.tsv", 2, b.valued),
		b.read("words.tsv", 2, b.word),
	)
	b.finish()
	return b.lex, err
}

type lexiconBuilder struct {
	language string
	lex      *lexicon
	s        *scratch
	later    []variant
}

func newLexiconBuilder(language string) *lexiconBuilder {
	lex := &lexicon{forms: newTable(4096), stems: newTable(512)}
	return &lexiconBuilder{language: language, lex: lex, s: new(scratch)}
}

func (b *lexiconBuilder) read(name string, fields int, parse lineParser) error {
	path := "lexicon/" + b.language + "/" + name
	content, err := files.ReadFile(path)
	if err != nil {
		return err
	}
	return parseLines(path, string(content), fields, parse)
}

func (b *lexiconBuilder) word(fields []string) error {
	form, isStem := strings.CutSuffix(fields[0], "*")
	if !isStem {
		return b.valued(fields)
	}
	valence, err := parseValence(fields[1])
	if err != nil {
		return err
	}
	b.s.tokenize(form)
	if len(b.s.tokens) != 1 || utf8.RuneCountInString(form) < shortestStem {
		return fmt.Errorf("stem %q is not one word of %d letters or more", form, shortestStem)
	}
	e := b.lex.stems.at(b.s.tokens[0].hash)
	e.valence, e.roles = valence, roleValued
	return nil
}

func (b *lexiconBuilder) valued(fields []string) error {
	valence, err := parseValence(fields[1])
	if err != nil {
		return err
	}
	return b.add(fields[0], func(e *entry) {
		e.valence = valence
		e.roles |= roleValued
	})
}

func (b *lexiconBuilder) grammar(fields []string) error {
	set, err := grammarRole(fields[0], fields[2])
	if err != nil {
		return err
	}
	return b.add(fields[1], set)
}

// grammarRole turns a role and its value into a change of an entry.
func grammarRole(name, value string) (func(*entry), error) {
	if name == "degree" {
		factor, behind, err := parseFactor(value)
		return func(e *entry) {
			e.degree = factor
			e.roles |= roleDegree
			if behind {
				e.roles = e.roles&^roleDegree | roleDegreeAfter
			}
		}, err
	}
	add, known := grammarRoles[name+" "+value]
	if !known {
		add, known = grammarRoles[name]
	}
	if !known {
		return nil, fmt.Errorf("unknown role %q with value %q", name, value)
	}
	return func(e *entry) { e.roles |= add }, nil
}

var grammarRoles = map[string]role{
	"negator before": roleNegBefore,
	"negator after":  roleNegAfter,
	"negator both":   roleNegBefore | roleNegAfter,
	"contrast":       roleContrast,
	"conditional":    roleConditional,
	"question":       roleQuestion,
	"better":         roleBetter,
	"worse":          roleWorse,
	"function":       roleFunction,
	"prefer":         roleBetter | roleComparative,
	"leave":          roleWorse | roleComparative,
	"close":          roleClose,
	"than":           roleThan,
	"comparative":    roleComparative,
}

// add puts a form of one to five tokens into the table, and its plain spelling once all files are read.
func (b *lexiconBuilder) add(form string, set func(*entry)) error {
	if err := b.insert(form, set); err != nil {
		return err
	}
	b.variants(form, set)
	return nil
}

func (b *lexiconBuilder) insert(form string, set func(*entry)) error {
	b.s.tokenize(form)
	tokens := b.s.tokens
	hash, ok := phraseHash(tokens)
	if !ok {
		return fmt.Errorf("form %q is not one to %d words", form, longestPhrase)
	}
	e := b.lex.forms.at(hash)
	set(e)
	if len(tokens) > 1 {
		e.roles |= rolePhrase
		first := b.lex.forms.at(tokens[0].hash)
		first.longest = max(first.longest, uint8(len(tokens)))
		for i := range tokens[1:] {
			b.lex.forms.at(tokens[i+1].hash).places |= 1 << (i + 1)
		}
	}
	return nil
}

// phraseHash returns the key of a form; ok is false where it is no row of one to five words.
func phraseHash(tokens []token) (hash uint64, ok bool) {
	if len(tokens) == 0 || len(tokens) > longestPhrase {
		return 0, false
	}
	hash = tokens[0].hash
	for i := range tokens {
		if tokens[i].kind > kindNumber {
			return 0, false
		}
		if i > 0 {
			hash = joinHash(hash, tokens[i].hash)
		}
	}
	return hash, true
}

// symbols holds emoji and emoticons, which mean the same in every language.
var symbols = sync.OnceValue(func() *table {
	t, _ := readSymbols()
	return t
})

func readSymbols() (*table, error) {
	t := newTable(1024)
	var all []error
	for _, name := range []string{"lexicon/emoji.tsv", "lexicon/emoticons.tsv"} {
		content, err := files.ReadFile(name)
		if err != nil {
			return t, err
		}
		all = append(all, parseLines(name, string(content), 2, func(fields []string) error {
			valence, err := parseValence(fields[1])
			if err != nil {
				return err
			}
			e := t.at(symbolHash(fields[0]))
			e.valence, e.roles = valence, roleValued
			return nil
		}))
	}
	return t, errors.Join(all...)
}

// symbolHash leaves out what symbols differ in without meaning it: variation selectors and skin tones.
func symbolHash(form string) uint64 {
	h := uint64(hashSeed)
	for i, r := range form {
		if r == variationSelector || isSkinTone(r) {
			continue
		}
		for _, c := range []byte(form[i : i+utf8.RuneLen(r)]) {
			h = hashByte(h, c)
		}
	}
	return h
}

func runeHash(r rune) uint64 {
	var buffer [utf8.UTFMax]byte
	h := uint64(hashSeed)
	for _, c := range buffer[:utf8.EncodeRune(buffer[:], r)] {
		h = hashByte(h, c)
	}
	return h
}

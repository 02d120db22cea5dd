// Package rival puts other ways to find names in text behind one function
// each, so that they can be timed side by side with package match.
package rival

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	ahocorasick "github.com/BobuSumisu/aho-corasick"
	"github.com/agnivade/levenshtein"
	anknown "github.com/anknown/ahocorasick"
	"github.com/blevesearch/vellum"
	vellumlev "github.com/blevesearch/vellum/levenshtein"
	cloudflareac "github.com/cloudflare/ahocorasick"
	petar "github.com/petar-dambovaliev/aho-corasick"
	"github.com/sajari/fuzzy"

	"bytes"
	"slices"

	"github.com/earshot-go/earshot/match"
)

// A Finder counts the places in a text that name one of its names.
type Finder func(text string) int

// A Rival builds a finder.
type Rival struct {
	Name  string
	Most  int // names beyond which it is not worth the wait
	Build func(names []string) (Finder, error)
}

// All lists package match first, then the others from the fastest kind to the
// slowest.
var All = []Rival{
	{"match, exact family", 1 << 30, earshot(match.Options{ExactOnly: true})},
	{"match, with misspellings", 1 << 30, earshot(match.Options{})},
	{"petar-dambovaliev/aho-corasick NFA", 1 << 30, petarAC(false)},
	{"petar-dambovaliev/aho-corasick DFA", 10000, petarAC(true)},
	{"BobuSumisu/aho-corasick", 100000, bobuSumisu},
	{"cloudflare/ahocorasick", 10000, cloudflare},
	{"anknown/ahocorasick", 100000, anknownAC},
	{"windows and a map", 1 << 30, windowsInMap},
	{"regexp alternation", 1000, alternation},
	{"vellum Levenshtein automaton", 1000, vellumAutomaton},
	{"sajari/fuzzy", 1000, sajari},
	{"agnivade/levenshtein on windows", 1000, agnivade},
}

func earshot(o match.Options) func([]string) (Finder, error) {
	return func(names []string) (Finder, error) {
		brands := make([]match.Brand, len(names))
		for i, n := range names {
			brands[i].Name = n
		}
		m, err := o.Compile(brands...)
		if err != nil {
			return nil, err
		}
		dst := make([]match.Hit, 0, 256)
		return func(text string) int {
			dst = m.Append(dst[:0], text)
			return len(dst)
		}, nil
	}
}

func petarAC(dfa bool) func([]string) (Finder, error) {
	return func(names []string) (Finder, error) {
		b := petar.NewAhoCorasickBuilder(petar.Opts{AsciiCaseInsensitive: true, MatchOnlyWholeWords: true, MatchKind: petar.LeftMostLongestMatch, DFA: dfa})
		ac := b.Build(names)
		return func(text string) int {
			n := 0
			for it := ac.Iter(text); it.Next() != nil; {
				n++
			}
			return n
		}, nil
	}
}

func bobuSumisu(names []string) (Finder, error) {
	trie := ahocorasick.NewTrieBuilder().AddStrings(lower(names)).Build()
	return func(text string) int {
		low := strings.ToLower(text)
		n := 0
		for _, m := range trie.MatchString(low) {
			if from := int(m.Pos()); wholeWord(low, from, from+len(m.Match())) {
				n++
			}
		}
		return n
	}, nil
}

func cloudflare(names []string) (Finder, error) {
	m := cloudflareac.NewStringMatcher(lower(names))
	return func(text string) int { return len(m.Match([]byte(strings.ToLower(text)))) }, nil
}

func anknownAC(names []string) (Finder, error) {
	var words [][]rune
	for _, n := range lower(names) {
		words = append(words, []rune(n))
	}
	slices.SortFunc(words, slices.Compare)
	words = slices.CompactFunc(words, slices.Equal)
	m := new(anknown.Machine)
	if err := m.Build(words); err != nil {
		return nil, err
	}
	return func(text string) int {
		runes := []rune(strings.ToLower(text))
		n := 0
		for _, t := range m.MultiPatternSearch(runes, false) {
			end := t.Pos + len(t.Word)
			if (t.Pos == 0 || !isWord(runes[t.Pos-1])) && (end == len(runes) || !isWord(runes[end])) {
				n++
			}
		}
		return n
	}, nil
}

func windowsInMap(names []string) (Finder, error) {
	set := make(map[string]bool, len(names))
	for _, n := range names {
		set[strings.Join(words(n), " ")] = true
	}
	return func(text string) int {
		n := 0
		eachWindow(text, func(w string) {
			if set[w] {
				n++
			}
		})
		return n
	}, nil
}

func alternation(names []string) (Finder, error) {
	var quoted []string
	for _, n := range names {
		quoted = append(quoted, regexp.QuoteMeta(n))
	}
	re, err := regexp.Compile(`(?i)\b(?:` + strings.Join(quoted, "|") + `)\b`)
	if err != nil {
		return nil, err
	}
	return func(text string) int { return len(re.FindAllStringIndex(text, -1)) }, nil
}

func vellumAutomaton(names []string) (Finder, error) {
	keys := lower(names)
	slices.Sort(keys)
	keys = slices.Compact(keys)
	var buf bytes.Buffer
	b, err := vellum.New(&buf, nil)
	if err != nil {
		return nil, err
	}
	for _, k := range keys {
		if err := b.Insert([]byte(k), 0); err != nil {
			return nil, err
		}
	}
	if err := b.Close(); err != nil {
		return nil, err
	}
	fst, err := vellum.Load(buf.Bytes())
	if err != nil {
		return nil, err
	}
	var builders [3]*vellumlev.LevenshteinAutomatonBuilder
	for d := 1; d <= 2; d++ {
		if builders[d], err = vellumlev.NewLevenshteinAutomatonBuilder(uint8(d), true); err != nil {
			return nil, err
		}
	}
	return func(text string) int {
		n := 0
		eachWindow(text, func(w string) {
			d := edits(w)
			if d == 0 {
				if ok, _ := fst.Contains([]byte(w)); ok {
					n++
				}
				return
			}
			dfa, err := builders[d].BuildDfa(w, uint8(d))
			if err != nil {
				return
			}
			if it, err := fst.Search(dfa, nil, nil); err == nil && it != nil {
				n++
			}
		})
		return n
	}, nil
}

func sajari(names []string) (Finder, error) {
	model := fuzzy.NewModel()
	model.SetThreshold(1)
	model.SetDepth(2)
	model.Train(lower(names))
	return func(text string) int {
		n := 0
		eachWindow(text, func(w string) {
			if edits(w) > 0 && model.SpellCheck(w) != "" {
				n++
			}
		})
		return n
	}, nil
}

func agnivade(names []string) (Finder, error) {
	keys := lower(names)
	return func(text string) int {
		n := 0
		eachWindow(text, func(w string) {
			d := edits(w)
			for _, k := range keys {
				if diff := len(k) - len(w); diff <= d && -diff <= d && levenshtein.ComputeDistance(k, w) <= d {
					n++
					break
				}
			}
		})
		return n
	}, nil
}

// edits is the rule that fuzzy search engines have: none to four letters, one
// to six, two beyond.
func edits(w string) int {
	switch n := utf8.RuneCountInString(w); {
	case n <= 4:
		return 0
	case n <= 6:
		return 1
	}
	return 2
}

func lower(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = strings.ToLower(n)
	}
	return out
}

func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !isWord(r) })
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// eachWindow yields every run of one to four words.
func eachWindow(text string, yield func(string)) {
	all := words(text)
	for i := range all {
		w := all[i]
		yield(w)
		for j := i + 1; j < len(all) && j < i+4; j++ {
			w += " " + all[j]
			yield(w)
		}
	}
}

func wholeWord(text string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:from])
	after, _ := utf8.DecodeRuneInString(text[to:])
	return (from == 0 || !isWord(before)) && (to == len(text) || !isWord(after))
}

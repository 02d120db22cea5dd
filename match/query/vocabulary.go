package query

import (
	"strings"
	"unicode/utf8"
)

// An atom is one word that a query looks for. Equal words are one atom.
type atom struct {
	kind  atomKind
	text  string // folded; for a pattern, with * and ?
	seams []int  // byte offsets where the word may be torn apart by a space or hyphen
	torn  bool   // or anywhere
	fuzzy fuzzyWord
}

type atomKind uint8

const (
	exactWord atomKind = iota
	wildcardWord
	misspeltWord
)

// A vocabulary is every atom of a query, laid out for looking up.
type vocabulary struct {
	atoms    []atom
	ids      map[string]int32
	exact    map[string][]int32
	patterns [256][]int32 // wildcards, by their first byte
	loose    []int32      // patterns that may begin with any letter
	starts   [256]bool    // first bytes of exact words
	longest  int          // bytes of the longest exact word
	tearable bool         // some atom may be torn apart
}

func newVocabulary() *vocabulary {
	return &vocabulary{ids: make(map[string]int32), exact: make(map[string][]int32)}
}

// add returns the number of a, which may be there already.
func (v *vocabulary) add(a atom) int32 {
	key := a.key()
	if id, ok := v.ids[key]; ok {
		return id
	}
	id := int32(len(v.atoms))
	v.atoms, v.ids[key] = append(v.atoms, a), id
	switch {
	case a.kind == exactWord:
		v.exact[a.text] = append(v.exact[a.text], id)
		v.starts[a.text[0]] = true
		v.longest = max(v.longest, len(a.text))
		v.tearable = v.tearable || a.torn || len(a.seams) > 0
	case a.kind == wildcardWord && a.text[0] != '*' && a.text[0] != '?':
		v.patterns[a.text[0]] = append(v.patterns[a.text[0]], id)
	default:
		v.loose = append(v.loose, id)
	}
	return id
}

func (a *atom) key() string {
	var b strings.Builder
	b.WriteByte(byte(a.kind))
	b.WriteByte(byte(a.fuzzy.edits))
	if a.torn {
		b.WriteByte('~')
	}
	for _, at := range a.seams {
		b.WriteRune(rune(at))
	}
	b.WriteByte(0)
	b.WriteString(a.text)
	return b.String()
}

// patterned counts the wildcard and fuzzy words, which cost the most.
func (v *vocabulary) patterned() int { return len(v.atoms) - v.exacts() }

func (v *vocabulary) exacts() int {
	n := 0
	for _, ids := range v.exact {
		n += len(ids)
	}
	return n
}

// matches tells whether a pattern stands for a folded word.
func (a *atom) matches(folded []byte) bool {
	if len(folded) > longestPatterned {
		return false
	}
	if a.kind == misspeltWord {
		return a.fuzzy.matches(folded)
	}
	return glob(a.text, folded)
}

// bears tells whether an exact atom may be torn apart at a byte of its text.
func (a *atom) bears(at int) bool {
	if a.torn {
		return true
	}
	for _, seam := range a.seams {
		if seam == at {
			return true
		}
	}
	return false
}

// literals counts the letters of a pattern that are not wildcards.
func literals(pattern string) int {
	return utf8.RuneCountInString(pattern) - strings.Count(pattern, "*") - strings.Count(pattern, "?")
}

// Package sense knows names of brands that are also something else: what the
// word mostly means in posts, what stands beside either meaning, and set
// phrases of the other one. It is world knowledge, written down by hand, and
// takes a name for its best-known brand.
package sense

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"github.com/earshot-go/earshot/match/internal/fold"
)

//go:embed senses.txt
var text string

// A Sense is what is known of one name.
type Sense struct {
	// Lean is how many of ten posts with the word mean the brand.
	Lean float64

	near, far map[string]bool
	phrases   map[phrase]bool
}

// A phrase is the letters before and behind the name.
type phrase struct{ before, behind string }

// Near tells whether a folded word speaks for the brand.
func (s *Sense) Near(word []byte) bool { return s.near[string(word)] }

// Far tells whether a folded word speaks for the other meaning.
func (s *Sense) Far(word []byte) bool { return s.far[string(word)] }

// Phrase tells whether a set phrase of the other meaning has these folded
// letters, without spaces, before and behind the name.
func (s *Sense) Phrase(before, behind []byte) bool {
	return s.phrases[phrase{string(before), string(behind)}]
}

// lines has the line of every name, by its folded letters.
var lines = sync.OnceValue(func() map[string]string {
	out := make(map[string]string)
	for line := range strings.Lines(text) {
		if name, rest, ok := strings.Cut(line, "|"); ok && !strings.HasPrefix(line, "#") {
			out[key(name)] = rest
		}
	}
	return out
})

// key folds a name as the matcher does, for which an ampersand is a word.
func key(name string) string {
	return fold.Default().String(strings.ReplaceAll(name, "&", "and"))
}

// Of returns what is known of a name, given by its folded letters, or nil.
func Of(name []byte) *Sense {
	line, ok := lines()[string(name)]
	if !ok {
		return nil
	}
	return parse(line)
}

func parse(line string) *Sense {
	fields := strings.Split(line, "|")
	for len(fields) < 4 {
		fields = append(fields, "")
	}
	lean, _ := strconv.ParseFloat(strings.TrimSpace(fields[0]), 64) // a test reads every line
	s := &Sense{Lean: lean, near: words(fields[1]), far: words(fields[2]), phrases: make(map[phrase]bool)}
	for _, p := range strings.Fields(fields[3]) {
		before, behind, _ := strings.Cut(p, "~")
		s.phrases[phrase{fold.Default().String(before), fold.Default().String(behind)}] = true
	}
	return s
}

func words(field string) map[string]bool {
	out := make(map[string]bool)
	for _, w := range strings.Fields(field) {
		out[fold.Default().String(w)] = true
	}
	return out
}

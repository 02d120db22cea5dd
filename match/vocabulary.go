package match

import (
	"maps"
	"slices"
	"unicode/utf8"

	"github.com/earshot-go/earshot/match/internal/fold"
)

// A Vocabulary learns from a stream of posts which words its people use, so
// that none of them is taken for a misspelled name: give [Vocabulary.Words] to
// [Options.Words]. The zero Vocabulary is ready to use. It is for one
// goroutine.
//
// It keeps at most 262,144 words: when it is full every count is lowered by one
// and words at zero are forgotten (Misra and Gries, 1982), so that a count is
// too low by at most one for every 262,144 words read, and never too high.
type Vocabulary struct {
	reader reader
	counts map[string]int
}

const mostCounted = 1 << 18

// Add counts the words of a text. Tags, account names and single letters are
// left out.
func (v *Vocabulary) Add(text string) {
	if v.counts == nil {
		v.counts = make(map[string]int)
		v.reader.table = fold.Default()
	}
	v.reader.read(text)
	for i := range v.reader.tokens {
		t := &v.reader.tokens[i]
		word := v.reader.buf[t.from:t.to]
		if t.tag == 0 && utf8.RuneCount(word) > 1 && len(word) <= maxName {
			v.count(word)
		}
	}
}

func (v *Vocabulary) count(word []byte) {
	if n, ok := v.counts[string(word)]; ok || len(v.counts) < mostCounted {
		v.counts[string(word)] = n + 1
		return
	}
	for w, n := range v.counts { // each word by itself: the order does not matter
		if n == 1 {
			delete(v.counts, w)
		} else {
			v.counts[w] = n - 1
		}
	}
}

// Words returns the folded words that were counted at least so many times, in
// order; 16 in some hundred thousand posts is a good start, because a name's
// real misspellings are rarer. On everyday posts in the languages of the
// built-in dictionary it changes little: it is for trades, places and
// languages which that does not know.
func (v *Vocabulary) Words(least int) []string {
	var out []string
	for _, w := range slices.Sorted(maps.Keys(v.counts)) {
		if v.counts[w] >= least {
			out = append(out, w)
		}
	}
	return out
}

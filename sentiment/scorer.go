package sentiment

import (
	"strings"
	"sync"
)

// Scorer scores texts. It never changes, so that any number of goroutines may use one.
type Scorer struct {
	family *family
	index  int // into languages, or one of the two below
}

const (
	anyLanguage   = -1 // find it from the text
	otherLanguage = -2 // emoji and emoticons only
)

// family holds one scorer for every language, so that In allocates nothing.
type family struct {
	own        *Model // the user's, nil if there is none
	rulesOnly  bool   // leaves the built-in weights out
	any, other Scorer
	known      [languageCount]Scorer
}

func newFamily() *family {
	f := new(family)
	f.any = Scorer{f, anyLanguage}
	f.other = Scorer{f, otherLanguage}
	for i := range f.known {
		f.known[i] = Scorer{f, i}
	}
	return f
}

var standard = newFamily()

// Default returns the built-in scorer, which finds the language of every text. Its lexicons are embedded in the
// program and parsed when a language is first met.
func Default() *Scorer { return &standard.any }

// In returns the same scorer for texts that are known to be in a language, given as a BCP 47 tag of which only the
// first part counts ("nl-BE" is nl). The empty tag means: find the language from the text. For a language that the
// package does not speak only emoji and emoticons count.
func (s *Scorer) In(language string) *Scorer {
	if language == "" {
		return &s.family.any
	}
	if i := languageIndex(language); i >= 0 {
		return &s.family.known[i]
	}
	return &s.family.other
}

// languageIndex returns a language's place in languages, -1 if it is not there.
func languageIndex(tag string) int {
	for i, language := range languages {
		if len(tag) >= 2 && strings.EqualFold(tag[:2], language) && (len(tag) == 2 || tag[2] == '-' || tag[2] == '_') {
			return i
		}
	}
	return -1
}

// Languages returns the tags of the languages that the package speaks.
func Languages() []string { return append([]string(nil), languages[:]...) }

// scratch is the memory of one call. Scratches are pooled: Score allocates nothing.
type scratch struct {
	folded      []byte
	tokens      []token
	units       []unit
	weights     []float32 // of the units, toward a name
	features    []feature // of the learned part
	nounSides   []int     // where the noun of an adjective may stand: +1 behind it, -1 before it
	oneLanguage bool      // no sentence can be in another language than the text
	verbLast    bool      // the language puts the verb last
	entries     []entry   // of the tokens
	have        have
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// Score scores a text as a whole. It reads at most the first 64 KiB.
func (s *Scorer) Score(text string) Score {
	w := scratches.Get().(*scratch)
	defer scratches.Put(w)
	index := s.prepare(w, text)
	return w.judgeWhole(s.family, index).score
}

// prepare reads the text and applies the rules. It returns the index of the language.
func (s *Scorer) prepare(w *scratch, text string) int {
	if len(text) > maxText {
		text = text[:maxText]
	}
	w.tokenize(text)
	index := s.index
	if index == anyLanguage {
		index, _ = w.language()
	}
	w.dropThanks()
	w.nounSides, w.verbLast = nounSides(index), index == persian
	w.read(index, s.index == anyLanguage && !w.oneLanguage)
	w.judge()
	return index
}

var (
	nounBehind = []int{+1}
	nounBefore = []int{-1}
	nounEither = []int{+1, -1}
)

// nounSides says where a language puts the noun of an adjective.
func nounSides(index int) []int {
	if index < 0 {
		return nil
	}
	switch languages[index] {
	case "en", "nl", "de":
		return nounBehind
	case "fa":
		return nounBefore
	}
	return nounEither
}

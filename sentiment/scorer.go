package sentiment

import (
	"math"
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
	folded  []byte
	tokens  []token
	units   []unit
	weights []float32 // of the units, toward a name
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// Score scores a text as a whole. It reads at most the first 64 KiB.
func (s *Scorer) Score(text string) Score {
	w := scratches.Get().(*scratch)
	defer scratches.Put(w)
	index := s.prepare(w, text)
	return w.score(index, nil)
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
	var lex *lexicon
	if index >= 0 {
		lex = lexicons[index]()
	}
	w.read(lex)
	w.judge()
	return index
}

// score sums the cues up. weights, if not nil, holds a factor for each unit.
func (s *scratch) score(index int, weights []float32) Score {
	var sum sums
	for i := range s.units {
		if u := &s.units[i]; u.valued() {
			strength := float64(u.strength())
			if weights != nil {
				strength *= float64(weights[i])
			}
			sum.add(strength)
		}
	}
	return sum.score(index)
}

// sums gathers what speaks for and against.
type sums struct{ positive, negative float64 }

func (s *sums) add(strength float64) {
	if strength > 0 {
		s.positive += strength
	} else {
		s.negative -= strength
	}
}

// doubt is the strength of the silent rest of a text: a lone faint cue does not make a strong score.
const doubt = 3

// raw is the balance of the cues, from -1 to 1. It does not grow with length: ten good and ten bad words are 0.
func (s *sums) raw() float64 {
	return (s.positive - s.negative) / (s.positive + s.negative + doubt)
}

func (s *sums) score(index int) Score {
	found := s.positive+s.negative > 0
	if index < 0 {
		if !found {
			return Score{}
		}
		return Score{Valence: calibrate(s.raw(), neutralCut), Confidence: 0.5}
	}
	return Score{Valence: calibrate(s.raw(), neutralCut), Confidence: 0.3 + 0.7*math.Abs(s.raw()), Language: languages[index]}
}

const neutralCut = 0.2

// calibrate maps a raw balance so that the language's own cut becomes NeutralZone.
func calibrate(raw, cut float64) float64 {
	size := math.Abs(raw)
	if size < cut {
		size *= NeutralZone / cut
	} else {
		size = NeutralZone + (size-cut)*(1-NeutralZone)/(1-cut)
	}
	return math.Copysign(size, raw)
}

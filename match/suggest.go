package match

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/earshot-go/earshot/match/internal/fold"
	"github.com/earshot-go/earshot/match/internal/guard"
)

// A Suggestion is a way that people may write a name.
type Suggestion struct {
	Text string
	Kind Kind // what a hit on it would be: Joined, Split, Hashtag, Initialism, Misspelled, or Folded for another script

	// Found tells whether a matcher finds it without being told.
	Found bool

	// Risk estimates how often, of a hundred places that read so, it is
	// something else: from 0 (hardly ever) to 1 (nearly always). It rests on
	// how common the word is in the built-in dictionary of eight languages and
	// on how many known words are one letter away, and knows nothing of the
	// world: a stranger's name is not in it.
	Risk float64
}

// mostMisspellings is how many of the likeliest misspellings are suggested.
const mostMisspellings = 12

// Suggest returns ways to write name that people are likely to use, the safest
// first within each kind: run together, in pieces, as a hashtag, as initials,
// misspelled, and in Persian or Latin letters. Nothing of it is active in a
// matcher unless Found says so or it is put in Terms. A name that cannot be
// compiled has no suggestions.
func Suggest(name string) []Suggestion {
	m, err := Compile(Brand{Name: name})
	if err != nil {
		return nil
	}
	r := &reader{table: fold.Default()}
	r.read(name)
	s := &suggester{name: name, reader: r, matcher: m, guard: m.guard, seen: map[string]bool{strings.ToLower(name): true}}
	s.shapes()
	s.initials()
	s.misspellings()
	s.otherScript()
	slices.SortStableFunc(s.out, func(a, b Suggestion) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Risk, b.Risk))
	})
	return s.out
}

type suggester struct {
	name    string
	reader  *reader
	matcher *Matcher
	guard   *guard.Words
	seen    map[string]bool
	out     []Suggestion
}

func (s *suggester) add(text string, kind Kind) {
	if key := strings.ToLower(text); !s.seen[key] {
		s.seen[key] = true
		found := len(s.matcher.Append(nil, text)) > 0
		s.out = append(s.out, Suggestion{Text: text, Kind: kind, Found: found, Risk: s.risk(text, kind)})
	}
}

// risk reads how common a spelling is off the dictionary.
func (s *suggester) risk(text string, kind Kind) float64 {
	word := []byte(fold.Default().String(text))
	n := utf8.RuneCount(word)
	var risk float64
	switch {
	case s.guard.Core(word):
		risk = .95
	case s.guard.Common(word):
		risk = .8
	case s.guard.Known(word):
		risk = .5
	default:
		risk = .01 + .02*float64(s.knownNear(word))
	}
	switch {
	case n <= 2:
		risk = max(risk, .9)
	case n == 3:
		risk = max(risk, .5)
	case n == 4:
		risk = max(risk, .2)
	}
	if kind == Hashtag {
		risk /= 2 // who tags a word means it as a name more often than not
	}
	return min(risk, 1)
}

// knownNear counts the known words that one letter dropped or two changed
// round make of word.
func (s *suggester) knownNear(word []byte) int {
	runes := []rune(string(word))
	n := 0
	for i := range runes {
		if len(runes) > 3 && s.guard.Known([]byte(string(slices.Delete(slices.Clone(runes), i, i+1)))) {
			n++
		}
		if i > 0 && runes[i] != runes[i-1] {
			other := slices.Clone(runes)
			other[i], other[i-1] = other[i-1], other[i]
			if s.guard.Known([]byte(string(other))) {
				n++
			}
		}
	}
	return n
}

// shapes are the same letters with other seams.
func (s *suggester) shapes() {
	words := s.words()
	joined := strings.Join(words, "")
	if len(words) > 1 {
		s.add(strings.ToLower(joined), Joined)
		s.add(strings.ToLower(strings.Join(words, " ")), Folded)
	}
	s.add("#"+joined, Hashtag)
	if parts := s.pieces(); len(words) == 1 && len(parts) > 1 {
		s.add(strings.ToLower(strings.Join(parts, " ")), Split)
	}
}

// words returns the name's words as they are written.
func (s *suggester) words() (out []string) {
	for _, t := range s.reader.tokens {
		if t.flags&isAmp != 0 {
			out = append(out, "and")
		} else if len(out) > 0 && t.gap == gapApos {
			out[len(out)-1] += s.name[t.start:t.end]
		} else {
			out = append(out, s.name[t.start:t.end])
		}
	}
	return out
}

// pieces returns a single word cut at its capitals.
func (s *suggester) pieces() (out []string) {
	from := 0
	runes := []rune(s.name)
	for i := 1; i < len(runes); i++ {
		if unicode.IsLower(runes[i-1]) && unicode.IsUpper(runes[i]) {
			out = append(out, string(runes[from:i]))
			from = i
		}
	}
	return append(out, string(runes[from:]))
}

func (s *suggester) initials() {
	words := s.words()
	if len(words) < 2 {
		return
	}
	var letters []rune
	for _, w := range words {
		if strings.EqualFold(w, "and") {
			continue
		}
		r, _ := utf8.DecodeRuneInString(w)
		letters = append(letters, unicode.ToUpper(r))
	}
	if len(letters) > 1 {
		s.add(string(letters), Initialism)
	}
}

// A slip is a misspelling, by the operation that makes it.
type slip struct {
	text      string
	operation int
	cost      float64
}

// misspellings are the cheapest single slips of each operation: a letter
// dropped, doubled, taken for the same sound, and two changed round.
func (s *suggester) misspellings() {
	word := []rune(strings.ToLower(strings.Join(s.words(), " ")))
	if len(word) < oneEdit {
		return
	}
	all := slipsOf(word)
	slices.SortStableFunc(all, func(a, b slip) int { return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.text, b.text)) })
	var taken [4]int
	for _, x := range all {
		if taken[x.operation] < mostMisspellings/len(taken) {
			taken[x.operation]++
			s.add(x.text, Misspelled)
		}
	}
}

func slipsOf(word []rune) (all []slip) {
	for i := 1; i < len(word); i++ {
		if word[i] == ' ' || word[i-1] == ' ' {
			continue
		}
		all = append(all, slip{string(slices.Delete(slices.Clone(word), i, i+1)), 0, gapCost(word, i)})
		if word[i] != word[i-1] {
			all = append(all, slip{string(slices.Insert(slices.Clone(word), i, word[i])), 1, doubleCost})
			other := slices.Clone(word)
			other[i], other[i-1] = other[i-1], other[i]
			all = append(all, slip{string(other), 2, swapCost + leadCost(i-1)})
		}
		for _, pair := range strings.Fields(sounds) {
			r := []rune(pair)
			for k := range r {
				if r[k] == word[i] {
					other := slices.Clone(word)
					other[i] = r[1-k]
					all = append(all, slip{string(other), 3, soundCost})
				}
			}
		}
	}
	return all
}

// leadCost makes a slip at the first letter dearer: hardly one in twenty is.
func leadCost(i int) float64 {
	if i == 0 {
		return fullCost
	}
	return 0
}

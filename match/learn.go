package match

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// A Label is one post that a person judged: whether the places in Text that
// read like Brand name it.
type Label struct {
	Text  string
	Brand string
	Named bool
}

// Learned holds what labelled posts taught about single brands: how likely the
// name is the brand before anything is known, and which words beside it speak
// for and against. It is plain data; JSON saves it and reads it back.
type Learned struct {
	brands map[string]*lesson
}

// A lesson is a logistic regression on top of the built-in weights.
type lesson struct {
	Prior float64            `json:"prior"`
	Words map[string]float64 `json:"words,omitempty"`
}

// Bounds on what is learned, which keep a few posts from saying too much.
const (
	learnSteps   = 200
	learnRate    = .3
	learnShrink  = .02 // pull of every weight to zero, per step and label
	mostWords    = 200 // kept of one brand
	leastWeight  = .05
	mostLearned  = 4 // log-odds that all learned words together may add or take
	learnedRunes = 40
)

// Learn fits, for every brand that is named in labels, how the built-in score
// of ambiguous names should be corrected. A dozen labels help with a name that
// mostly means something else; a few dozen teach the words. Give the result to
// [Options.Learned] and compile again.
//
// The same matcher and labels give the same result. The error joins one for
// every label whose brand the matcher does not know.
func Learn(m *Matcher, labels []Label) (*Learned, error) {
	out := &Learned{brands: make(map[string]*lesson)}
	samples := make(map[int32][]sample)
	var errs []error
	for i, l := range labels {
		id := m.brandNamed(l.Brand)
		if id < 0 {
			errs = append(errs, fmt.Errorf("match: label %d: the matcher was compiled without brand %q", i, clip(l.Brand)))
			continue
		}
		if s, ok := m.sample(l, id); ok {
			samples[id] = append(samples[id], s)
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	for id := range m.brands {
		if list := samples[int32(id)]; len(list) > 0 {
			out.brands[m.brands[id].Name] = fit(list)
		}
	}
	return out, nil
}

// A sample is a label as the fit sees it.
type sample struct {
	base  float64 // log-odds that the built-in weights give
	words []string
	named bool
}

// sample reads a label; ok is false when the text has nothing like the brand.
func (m *Matcher) sample(l Label, id int32) (out sample, ok bool) {
	s := m.pool.Get().(*scratch)
	defer s.release()
	s.find(l.Text)
	for i := range s.found {
		f := &s.found[i]
		if m.entries[f.entry].brand != id || f.kind == Handle {
			continue
		}
		v := s.weigh(f)
		out = sample{base: v.total(), named: l.Named, words: s.wordsAround(f)}
		return out, true
	}
	return out, false
}

// wordsAround returns the distinct words of the text but the name's own.
func (s *scratch) wordsAround(f *found) []string {
	var out []string
	for i := range s.reader.tokens {
		if i == maxLanguageWords {
			break
		}
		t := &s.reader.tokens[i]
		if (int32(i) < f.first || int32(i) > f.last) && t.to-t.from > 2 && t.to-t.from < learnedRunes {
			out = append(out, string(s.reader.buf[t.from:t.to]))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// fit runs gradient descent with shrinkage, every word in a fixed order.
func fit(list []sample) *lesson {
	l := &lesson{Words: make(map[string]float64)}
	rate := learnRate / float64(len(list))
	for range learnSteps {
		var prior float64
		step := make(map[string]float64)
		for _, s := range list {
			miss := number(s.named) - sigmoid(s.base+l.score(s.words))
			prior += miss
			for _, w := range s.words {
				step[w] += miss
			}
		}
		l.Prior += rate*prior*3 - learnShrink*l.Prior*rate
		for w, x := range step {
			l.Words[w] += rate*x - learnShrink*l.Words[w]
		}
	}
	l.prune()
	return l
}

// score is what the lesson adds to a text's log-odds.
func (l *lesson) score(words []string) float64 {
	sum := 0.
	for _, w := range words {
		sum += l.Words[w]
	}
	return l.Prior + max(-mostLearned, min(mostLearned, sum))
}

// prune keeps the words that say most.
func (l *lesson) prune() {
	var all []string
	for w, x := range l.Words {
		if math.Abs(x) >= leastWeight {
			all = append(all, w)
		}
	}
	slices.SortFunc(all, func(a, b string) int {
		return cmp.Or(-cmp.Compare(math.Abs(l.Words[a]), math.Abs(l.Words[b])), strings.Compare(a, b))
	})
	kept := make(map[string]float64)
	for _, w := range all[:min(len(all), mostWords)] {
		kept[w] = math.Round(l.Words[w]*1e4) / 1e4
	}
	l.Words, l.Prior = kept, math.Round(l.Prior*1e4)/1e4
}

// MarshalJSON writes what was learned, brands and words in order.
func (l *Learned) MarshalJSON() ([]byte, error) { return json.Marshal(l.brands) }

// UnmarshalJSON reads what MarshalJSON wrote. Weights that are not finite or
// beyond reason are an error.
func (l *Learned) UnmarshalJSON(data []byte) error {
	var brands map[string]*lesson
	if err := json.Unmarshal(data, &brands); err != nil {
		return fmt.Errorf("match: what was learned: %w", err)
	}
	for name, b := range brands {
		if b == nil || math.Abs(b.Prior) > 50 || len(b.Words) > mostWords {
			return fmt.Errorf("match: what was learned about %q is out of bounds", clip(name))
		}
	}
	l.brands = brands
	return nil
}

// learned is what the lesson about a hit's brand adds, if there is one.
func (s *scratch) learned(f *found) float64 {
	if s.m.lessons == nil {
		return 0
	}
	l := s.m.lessons[s.m.entries[f.entry].brand]
	if l == nil {
		return 0
	}
	sum := 0.
	for i := range s.reader.tokens {
		if t := &s.reader.tokens[i]; i < maxLanguageWords && (int32(i) < f.first || int32(i) > f.last) {
			sum += l.Words[string(s.reader.buf[t.from:t.to])]
		}
	}
	return l.Prior + max(-mostLearned, min(mostLearned, sum))
}

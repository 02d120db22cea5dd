package sentiment

import (
	"errors"
	"fmt"
	"math"
)

// Example is a labelled post to learn from.
type Example struct {
	Text     string
	Language string // as for Scorer.In; "" finds it from the text
	// Start and End are the bytes of the name that the label is about; both 0 where it is about the whole text.
	Start, End int
	Label      Label   // Negative, Neutral or Positive
	Weight     float64 // how much it counts, 0 means 1
	// Origin is where the example comes from; it matters with TrainOptions.Elsewhere alone.
	Origin string
}

// TrainOptions changes how Train learns. The zero value is what fits a few hundred to a few thousand posts of the
// place whose other posts are to be scored.
type TrainOptions struct {
	Epochs int     // how often each example is seen, 0 means 8, and up to 30 for few examples
	Decay  float64 // how strongly weights are pulled to 0, 0 means 0.003
	// Elsewhere says that the model is for posts of other places than the examples. Then classes count alike, each
	// Origin's mix of classes is learned apart and left out, and the findings of the rules are trusted half.
	Elsewhere bool
	// RulesOnly learns upon the lexicons and rules alone and not upon the built-in weights. It is how those are made.
	RulesOnly bool
}

// ExampleError says what is wrong with an example, or with all of them.
type ExampleError struct {
	Index  int    // into the examples
	Field  string // "" where it is not about one example
	Reason string
}

func (e *ExampleError) Error() string {
	if e.Field == "" {
		return "sentiment: " + e.Reason
	}
	return fmt.Sprintf("sentiment: example %d: %s: %s", e.Index, e.Field, e.Reason)
}

// Train learns from examples what the scorer gets wrong, as a linear model over words, word pairs, beginnings and ends
// of words and the findings of the rules, added to what the scorer says already. Whole texts and names are learned
// apart, and so is every language; an Example in a language that the package does not speak is an error. The same
// examples in the same order give the same model. opts may be nil.
//
// Few examples are believed little: with 100 of a language half of what they say counts, with 500 five sixths, and with
// a dozen next to nothing.
//
// Bad examples are all reported, joined, each as an *ExampleError.
func Train(examples []Example, opts *TrainOptions) (*Model, error) {
	var o TrainOptions
	if opts != nil {
		o = *opts
	}
	t := trainer{options: o, origins: map[string]int{}}
	var all []error
	for i := range examples {
		if err := t.add(i, &examples[i]); err != nil {
			all = append(all, err)
		}
	}
	if len(examples) == 0 {
		all = append(all, &ExampleError{Reason: "there are no examples"})
	}
	if err := errors.Join(all...); err != nil {
		return nil, err
	}
	return t.model(), nil
}

// With returns the same scorer with a model of the user's added to what it says. A nil model takes it away again.
func (s *Scorer) With(m *Model) *Scorer {
	f := newFamily()
	f.own = m
	switch s.index {
	case anyLanguage:
		return &f.any
	case otherLanguage:
		return &f.other
	}
	return &f.known[s.index]
}

// trainer gathers examples by language and kind.
type trainer struct {
	options TrainOptions
	origins map[string]int
	rows    [languageCount][2][]trainRow // whole text, toward
}

func (t *trainer) add(i int, e *Example) error {
	if e.Label != Negative && e.Label != Neutral && e.Label != Positive {
		return &ExampleError{i, "Label", fmt.Sprintf("is %v, not negative, neutral or positive", e.Label)}
	}
	if !(e.Weight >= 0 && e.Weight <= 1e6) {
		return &ExampleError{i, "Weight", fmt.Sprintf("%v is not a number from 0 to a million", e.Weight)}
	}
	if e.Start < 0 || e.End < e.Start || e.End > len(e.Text) {
		return &ExampleError{i, "Start, End", fmt.Sprintf("%d to %d is no part of a text of %d bytes", e.Start, e.End, len(e.Text))}
	}
	f := newFamily()
	f.rulesOnly = t.options.RulesOnly
	row, index := f.any.In(e.Language).trainRow(e)
	if index < 0 {
		return &ExampleError{i, "Language", fmt.Sprintf("%q is not spoken, or not found from the text", e.Language)}
	}
	if _, known := t.origins[e.Origin]; !known {
		t.origins[e.Origin] = len(t.origins)
	}
	row.group = t.origins[e.Origin]
	kind := boolInt(e.End > 0)
	t.rows[index][kind] = append(t.rows[index][kind], row)
	return nil
}

// trainRow reads an example as scoring would read it.
func (s *Scorer) trainRow(e *Example) (trainRow, int) {
	w := scratches.Get().(*scratch)
	defer scratches.Put(w)
	text, start, end := window(e.Text, e.Start, e.End)
	index := s.prepare(w, text)
	if index < 0 {
		return trainRow{}, index
	}
	var o outcome
	if e.End > 0 {
		o = w.judgeToward(s.family, index, start, end)
		w.hashToward(start, end)
	} else {
		o = w.judgeWhole(s.family, index)
		w.hashText()
	}
	weight := e.Weight
	if weight == 0 {
		weight = 1
	}
	return trainRow{
		features: append([]feature(nil), w.features...),
		found:    o.found,
		base:     o.total,
		label:    map[Label]int{Neutral: 0, Negative: 1, Positive: 2}[e.Label],
		weight:   weight,
	}, index
}

func (t *trainer) model() *Model {
	m := new(Model)
	for i := range t.rows {
		m.heads[i] = languageHeads{t.head(t.rows[i][0], fewestEpochs), t.head(t.rows[i][1], fewestTowardEpochs)}
	}
	return m
}

func (t *trainer) head(rows []trainRow, epochs int) *head {
	if len(rows) == 0 {
		return nil
	}
	f := fitter{rows: rows, groups: len(t.origins), decay: t.options.Decay, epochs: t.options.Epochs, rate: 0.1, elsewhere: t.options.Elsewhere}
	balance(rows, f.elsewhere)
	if f.decay == 0 {
		f.decay = 0.003
	}
	if f.epochs == 0 {
		f.epochs = max(epochs, min(30, enoughSteps/len(rows)))
	}
	f.fit()
	return f.head()
}

// How often each example is seen at least. What is said of a name is told by rarer features than what is said at all:
// words in their place. They take longer to learn.
const (
	fewestEpochs       = 8
	fewestTowardEpochs = 30
)

// enoughSteps is how many examples are seen in all before the weights of a few hundred posts stand still.
const enoughSteps = 15_000

// balance weighs the rows so that the rare classes of an origin are heard: half way for posts of the same place, where
// their share is a fact, and all the way for other places, of which it says nothing.
func balance(rows []trainRow, elsewhere bool) {
	type class struct{ group, label int }
	count, groups := map[class]int{}, map[int]int{}
	for i := range rows {
		count[class{rows[i].group, rows[i].label}]++
		groups[rows[i].group]++
	}
	for i := range rows {
		share := float64(groups[rows[i].group]) / float64(3*count[class{rows[i].group, rows[i].label}])
		if !elsewhere {
			share = math.Sqrt(share)
		}
		rows[i].weight *= min(share, heaviestRow)
	}
}

const heaviestRow = 2.5 // a class of few rows is too thin to speak for itself

package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/earshot-go/earshot/sentiment"
)

var labels = map[string]sentiment.Label{
	"-1": sentiment.Negative, "0": sentiment.Neutral, "1": sentiment.Positive, "+1": sentiment.Positive,
	"negative": sentiment.Negative, "neutral": sentiment.Neutral, "positive": sentiment.Positive,
}

// readLabelled reads the examples of a file and names the lines that it cannot use.
func readLabelled(path, language string, complaints io.Writer) ([]sentiment.Example, error) {
	var all []sentiment.Example
	err := eachLine(path, func(number int, line string) {
		field, text, found := strings.Cut(line, "\t")
		label, known := labels[strings.ToLower(strings.TrimSpace(field))]
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case !found || !known:
			fmt.Fprintf(complaints, "%s:%d: no label and text: left out\n", path, number)
		default:
			text, _, _ = strings.Cut(text, "\t")
			all = append(all, sentiment.Example{Text: text, Language: language, Label: label})
		}
	})
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("%s: no labelled text in it", path)
	}
	return all, err
}

// learn trains on a file. Examples that Train refuses are named and left out.
func learn(path, language string, complaints io.Writer) (*sentiment.Model, error) {
	examples, err := readLabelled(path, language, complaints)
	if err != nil {
		return nil, err
	}
	model, err := sentiment.Train(examples, nil)
	bad := refused(err)
	if len(bad) == 0 {
		return model, err
	}
	var good []sentiment.Example
	for i, e := range examples {
		if reason, is := bad[i]; is {
			fmt.Fprintf(complaints, "%s: %q: %s: left out\n", path, e.Text, reason)
		} else {
			good = append(good, e)
		}
	}
	return sentiment.Train(good, nil)
}

// refused returns what is wrong with examples, by their index.
func refused(err error) map[int]string {
	bad := map[int]string{}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return bad
	}
	for _, one := range joined.Unwrap() {
		var e *sentiment.ExampleError
		if errors.As(one, &e) && e.Field != "examples" {
			bad[e.Index] = e.Reason
		}
	}
	return bad
}

// evaluation is the outcome of scoring labelled texts.
type evaluation struct {
	confusion [3][4]int // label, and predicted label with unknown last
	right     int
	misses    []missed
}

type missed struct {
	example sentiment.Example
	score   sentiment.Score
}

func evaluate(scorer *sentiment.Scorer, path string, worst int, out, complaints io.Writer) error {
	examples, err := readLabelled(path, "", complaints)
	if err != nil {
		return err
	}
	var e evaluation
	for _, example := range examples {
		e.add(example, scorer.Score(example.Text))
	}
	e.print(out, len(examples), worst)
	return nil
}

func (e *evaluation) add(example sentiment.Example, score sentiment.Score) {
	got := score.Label()
	column := 3
	if got != sentiment.Unknown {
		column = int(got - sentiment.Negative)
	}
	e.confusion[example.Label-sentiment.Negative][column]++
	if got == example.Label {
		e.right++
	} else {
		e.misses = append(e.misses, missed{example, score})
	}
}

func (e *evaluation) print(out io.Writer, count, worst int) {
	fmt.Fprintf(out, "%d texts, %.1f %% right, macro-F1 %.1f\n\n", count, 100*float64(e.right)/float64(count), 100*e.macroF1())
	fmt.Fprintf(out, "%-10s%10s%10s%10s%10s\n", "", "negative", "neutral", "positive", "unknown")
	for i, row := range e.confusion {
		fmt.Fprintf(out, "%-10s%10d%10d%10d%10d\n", sentiment.Negative+sentiment.Label(i), row[0], row[1], row[2], row[3])
	}
	slices.SortStableFunc(e.misses, func(a, b missed) int {
		return -compare(math.Abs(a.score.Valence-wanted(a.example)), math.Abs(b.score.Valence-wanted(b.example)))
	})
	if len(e.misses) > 0 && worst > 0 {
		fmt.Fprintln(out, "\nThe worst errors:")
	}
	for _, m := range e.misses[:min(worst, len(e.misses))] {
		fmt.Fprintf(out, "  %-8s scored %+.2f  %s\n", m.example.Label, m.score.Valence, m.example.Text)
	}
}

func wanted(e sentiment.Example) float64 { return float64(e.Label - sentiment.Neutral) }

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// macroF1 is the mean F1 of the labels that occur.
func (e *evaluation) macroF1() float64 {
	sum, labels := 0.0, 0.0
	for c := range 3 {
		gold, predicted := 0, 0
		for _, n := range e.confusion[c] {
			gold += n
		}
		for other := range 3 {
			predicted += e.confusion[other][c]
		}
		if gold > 0 {
			labels++
			sum += 2 * float64(e.confusion[c][c]) / float64(gold+predicted)
		}
	}
	return sum / max(labels, 1)
}

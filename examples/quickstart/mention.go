package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/match"
	"github.com/earshot-go/earshot/sentiment"
)

// printMention prints one line: when, who, in which tone, how the brand was
// written, and the words.
func (r *report) printMention(m *listen.Mention) {
	room := max(r.width-len("  "+minute+"  ")-r.scores.nameWidth-len("  -0.00  initialism  ")-len("[]…"), 24)
	fmt.Fprintf(r, "  %-16s  %-*s  %s  %-10s  %s\n", stamp(m.Post.Time), r.scores.nameWidth, name(m.Brand), r.score(m.Sentiment), m.Hit.Kind,
		r.excerpt(m.Text, m.Hits, room))
	if r.config.why {
		r.printCues(m)
	}
}

// cuesShown is how many words explain a score; the others matter less.
const cuesShown = 5

// printCues prints what made the score, the strongest first.
func (r *report) printCues(m *listen.Mention) {
	cues := r.cues(m)
	slices.SortStableFunc(cues, func(a, b sentiment.Cue) int {
		return cmp.Compare(math.Abs(b.Contribution), math.Abs(a.Contribution))
	})
	var words []string
	for _, c := range cues[:min(len(cues), cuesShown)] {
		word := c.Kind.String()
		if c.End > c.Start {
			word = `"` + clean(m.Text[c.Start:c.End]) + `"`
		}
		words = append(words, fmt.Sprintf("%s %+.2f", word, c.Contribution))
	}
	if len(words) > 0 {
		fmt.Fprintf(r, "  %16s  %s\n", "", r.paint(dim, "because of "+strings.Join(words, ", ")))
	}
}

// score writes a score in five columns; "  ?  " is one that cannot be said.
func (c console) score(s sentiment.Score) string {
	switch s.Label() {
	case sentiment.Unknown:
		return "  ?  "
	case sentiment.Negative:
		return c.paint(red, fmt.Sprintf("%+.2f", s.Valence))
	case sentiment.Positive:
		return c.paint(green, fmt.Sprintf("%+.2f", s.Valence))
	}
	return fmt.Sprintf("%+.2f", s.Valence)
}

// A letter is one character of a text, and whether it belongs to a hit.
type letter struct {
	rune
	hit bool
}

// excerpt returns as much of the text as fits into width columns, with its
// first hit in sight and every hit marked.
func (c console) excerpt(text string, hits []match.Hit, width int) string {
	letters, first := spell(text, hits)
	from, to := 0, len(letters)
	if to > width && first < width/2 {
		to = width
	} else if to > width {
		from = min(first-width/3, to-width)
		to = from + width
	}
	var b strings.Builder
	if from > 0 {
		b.WriteString("…")
	}
	for i := from; i < to; {
		end := i
		for end < to && letters[end].hit == letters[i].hit {
			end++
		}
		c.write(&b, letters[i:end])
		i = end
	}
	if to < len(letters) {
		b.WriteString("…")
	}
	return b.String()
}

// spell returns the letters of a text, with runs of space made one, and where
// the first hit begins among them.
func spell(text string, hits []match.Hit) (letters []letter, first int) {
	first = -1
	for i, r := range text {
		if !harmless(r) {
			r = ' '
		}
		if r == ' ' && (len(letters) == 0 || letters[len(letters)-1].rune == ' ') {
			continue
		}
		hit := within(i, hits)
		if hit && first < 0 {
			first = len(letters)
		}
		letters = append(letters, letter{r, hit})
	}
	return letters, max(first, 0)
}

func within(i int, hits []match.Hit) bool {
	for _, h := range hits {
		if i >= h.Start && i < h.End {
			return true
		}
	}
	return false
}

func (c console) write(b *strings.Builder, letters []letter) {
	var run strings.Builder
	for _, l := range letters {
		run.WriteRune(l.rune)
	}
	switch {
	case !letters[0].hit:
		b.WriteString(run.String())
	case c.terminal:
		b.WriteString(c.paint(mark, run.String()))
	default:
		b.WriteString("[" + run.String() + "]")
	}
}

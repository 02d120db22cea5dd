package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/earshot-go/earshot/sentiment"
)

// show prints a text with its cues marked, its score and what the author wants.
func show(out io.Writer, scorer *sentiment.Scorer, text, about string) {
	start, end := find(text, about)
	why, intent := scorer.Explain(text), scorer.Intent(text)
	if end > 0 {
		why, intent = scorer.ExplainToward(text, start, end), scorer.IntentToward(text, start, end)
	}
	language := why.Language
	if language == "" {
		language = "??"
	}
	fmt.Fprintf(out, "%s %-8s %+.2f (sure %.0f%%)", language, why.Label(), why.Valence, 100*why.Confidence)
	if end > 0 {
		fmt.Fprintf(out, " toward %s", text[start:end])
	}
	fmt.Fprintf(out, ", intent: %s\n   %s\n", intent, mark(text, why.Cues))
	for _, cue := range why.Cues {
		if note := cue.Note.String(); note != "" {
			fmt.Fprintf(out, "   %q: %s\n", text[cue.Start:cue.End], note)
		}
	}
}

// find returns the bytes of a name in a text, whatever its case; end is 0 if it is not there.
func find(text, name string) (start, end int) {
	for i := 0; name != "" && i+len(name) <= len(text); i++ {
		if strings.EqualFold(text[i:i+len(name)], name) {
			return i, i + len(name)
		}
	}
	return 0, 0
}

// mark puts brackets with the contribution around every cue that has a place.
func mark(text string, cues []sentiment.Cue) string {
	var b strings.Builder
	at := 0
	sorted := slices.Clone(cues)
	slices.SortStableFunc(sorted, func(a, b sentiment.Cue) int { return a.Start - b.Start })
	for _, cue := range sorted {
		if cue.Kind == sentiment.CueContext || cue.Start < at {
			continue
		}
		fmt.Fprintf(&b, "%s[%s %+.2f]", text[at:cue.Start], text[cue.Start:cue.End], cue.Contribution)
		at = cue.End
	}
	b.WriteString(text[at:])
	return b.String()
}

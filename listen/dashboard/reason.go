package dashboard

import (
	"cmp"
	"slices"
	"strings"

	"github.com/earshot-go/earshot/sentiment"
)

// A reason is a word behind a score or an intent.
type reason struct {
	Word  string  // "" is the post as a whole
	Adds  float64 // to the valence
	Note  string
	About string // the intent that it speaks for
}

// strongest are the cues that add most, in the order of their weight.
func strongest(text string, cues []sentiment.Cue) []reason {
	cues = slices.Clone(cues)
	slices.SortStableFunc(cues, func(a, b sentiment.Cue) int {
		return cmp.Compare(abs(b.Contribution), abs(a.Contribution))
	})
	var out []reason
	for _, c := range cues[:min(len(cues), 6)] {
		if abs(c.Contribution) < 0.005 {
			break
		}
		word := ""
		if c.Kind != sentiment.CueContext && c.Start >= 0 && c.Start < c.End && c.End <= len(text) {
			word = clip(text[c.Start:c.End], 40)
		}
		out = append(out, reason{Word: word, Adds: c.Contribution, Note: c.Note.String()})
	}
	return out
}

func intentReasons(text string, cues []sentiment.IntentCue) []reason {
	var out []reason
	for _, c := range cues[:min(len(cues), 6)] {
		word := ""
		if c.Start >= 0 && c.Start < c.End && c.End <= len(text) {
			word = clip(text[c.Start:c.End], 40)
		}
		out = append(out, reason{Word: word, About: c.Intent.String()})
	}
	return out
}

func intentNames(i sentiment.Intent) []string {
	if i == 0 {
		return nil
	}
	names := strings.Split(i.String(), ", ")
	for n, name := range names {
		names[n] = shownName(name)
	}
	return names
}

// shownName is the name of an intent as people write it.
func shownName(intent string) string {
	if intent == "leavealone" {
		return "leave alone"
	}
	return intent
}

func abs(f float64) float64 { return max(f, -f) }

package sentiment

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Intent is what the author of a post wants, as a set: a post may complain and ask at once.
type Intent uint16

const (
	Complaint  Intent = 1 << iota // something went wrong, or is held to be bad
	Question                      // expects an answer
	Suggestion                    // says what should be different
	Praise
	Purchase   // has bought, or means to
	Leaving    // has cancelled or gone elsewhere, or means to
	News       // reports, without the author's own view
	Spam       // advertises, or fishes for clicks
	LeaveAlone // grief, disaster, hatred or danger: no occasion for a brand to talk
)

var intentNames = [...]string{"complaint", "question", "suggestion", "praise", "purchase", "leaving", "news", "spam", "leavealone"}

// Has tells whether all of other are in the set.
func (i Intent) Has(other Intent) bool { return i&other == other }

// String lists the names, "none" if there are none.
func (i Intent) String() string {
	var names []string
	for bit, name := range intentNames {
		if i>>bit&1 != 0 {
			names = append(names, name)
		}
	}
	if names == nil {
		return "none"
	}
	return strings.Join(names, ", ")
}

// MarshalJSON writes the set as a list of names.
func (i Intent) MarshalJSON() ([]byte, error) {
	names := []string{}
	for bit, name := range intentNames {
		if i>>bit&1 != 0 {
			names = append(names, name)
		}
	}
	return json.Marshal(names)
}

// UnmarshalJSON reads a list of names.
func (i *Intent) UnmarshalJSON(data []byte) error {
	var names []string
	if err := json.Unmarshal(data, &names); err != nil {
		return fmt.Errorf("sentiment: intent: %w", err)
	}
	var set Intent
	for _, name := range names {
		bit := slices.Index(intentNames[:], name)
		if bit < 0 {
			return fmt.Errorf("sentiment: %.40q is no intent", name)
		}
		set |= 1 << bit
	}
	*i = set
	return nil
}

// IntentCue is one reason for an intent: text[Start:End], or the whole text where both are 0.
type IntentCue struct {
	Start, End int
	Intent     Intent
}

// Intent tells what the author wants, from the whole text. Like Score it reads at most 64 KiB and allocates nothing.
func (s *Scorer) Intent(text string) Intent { return s.intents(text, 0, 0, false, nil) }

// IntentToward tells what the author wants of the thing named in text[start:end]: from the sentence that names it.
func (s *Scorer) IntentToward(text string, start, end int) Intent {
	return s.intents(text, start, end, true, nil)
}

// ExplainIntent lists the cues of Intent in the order of the text; those from the text as a whole come last.
func (s *Scorer) ExplainIntent(text string) []IntentCue {
	var cues []IntentCue
	s.intents(text, 0, 0, false, &cues)
	return cues
}

// ExplainIntentToward lists the cues of IntentToward.
func (s *Scorer) ExplainIntentToward(text string, start, end int) []IntentCue {
	var cues []IntentCue
	s.intents(text, start, end, true, &cues)
	return cues
}

// TowardIntent returns what Toward and IntentToward return, in little more than the time of one of them: the text is
// read once.
func (s *Scorer) TowardIntent(text string, start, end int) (Score, Intent) {
	w := scratches.Get().(*scratch)
	defer scratches.Put(w)
	piece, from, to := window(text, start, end)
	index := s.prepare(w, piece)
	score := w.judgeToward(s.family, index, from, to).score
	r := intentReader{w: w}
	r.first, r.last = w.sentenceTokens(from)
	return score, r.read(index, score)
}

// Read is TowardIntent for a text whose language is known, as In takes it, or is empty.
func (s *Scorer) Read(language, text string, start, end int) (Score, Intent) {
	return s.In(language).TowardIntent(text, start, end)
}

// Reasons returns the cues of what Read returns: those of the score, whose contributions add up to its Valence, and those
// of the intents.
func (s *Scorer) Reasons(language, text string, start, end int) ([]Cue, []IntentCue) {
	in := s.In(language)
	return in.ExplainToward(text, start, end).Cues, in.ExplainIntentToward(text, start, end)
}

func (s *Scorer) intents(text string, start, end int, toward bool, cues *[]IntentCue) Intent {
	w := scratches.Get().(*scratch)
	defer scratches.Put(w)
	piece, from, to := window(text, start, end)
	index := s.prepare(w, piece)
	r := intentReader{w: w, cues: cues, last: len(w.tokens) - 1}
	if !toward {
		return r.read(index, w.judgeWhole(s.family, index).score)
	}
	r.offset = max(0, min(start, len(text))) - from
	r.first, r.last = w.sentenceTokens(from)
	return r.read(index, w.judgeToward(s.family, index, from, to).score)
}

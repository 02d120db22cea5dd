package sentiment

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
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

// intentReader gathers what one text wants.
type intentReader struct {
	w      *scratch
	offset int
	found  Intent
	cues   *[]IntentCue // nil if nobody asks
	links  int
	// first and last token that count: all of them, or those of the sentence of the name.
	first, last int
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

// read gathers the intents of the tokens that count, given how they speak.
func (r *intentReader) read(index int, score Score) Intent {
	if index >= 0 {
		r.readForms(intentForms()[index])
	}
	r.readMarks()
	r.readScore(score)
	r.settle()
	return r.found
}

// sentenceTokens returns the first and last token of the sentence of a byte.
func (s *scratch) sentenceTokens(at int) (first, last int) {
	i := s.unitOf(at)
	if i < 0 {
		return 0, -1
	}
	sentence, from, to := s.units[i].sentence, s.units[i].start, s.units[i].end
	for j := range s.units {
		if u := &s.units[j]; u.sentence == sentence {
			from, to = min(from, u.start), max(to, u.end)
		}
	}
	first, last = len(s.tokens), -1
	for j := range s.tokens {
		if tok := &s.tokens[j]; tok.start >= from && tok.end <= to {
			first, last = min(first, j), j
		}
	}
	return first, last
}

func (r *intentReader) add(intent Intent, start, end int32) {
	r.found |= intent
	if r.cues != nil {
		*r.cues = append(*r.cues, IntentCue{int(start) + r.offset, int(end) + r.offset, intent})
	}
}

// readForms looks for the words and phrases of the intents.
func (r *intentReader) readForms(forms *table) {
	lex := lexicon{forms: forms}
	for i := r.first; i <= r.last; i++ {
		tok := &r.w.tokens[i]
		if tok.kind > kindNumber {
			continue
		}
		e, ok := forms.find(tok.hash)
		if !ok {
			continue
		}
		end, used := tok.end, 1
		if whole, n := lex.intentPhrase(r.w.tokens, i, int(e.longest)); n > 0 {
			e, end, used = whole, r.w.tokens[i+n-1].end, n
		}
		if e.roles != 0 {
			r.add(Intent(e.roles), tok.start, end)
			i += used - 1
		}
	}
}

// intentPhrase finds the longest intent phrase that starts at token i.
func (lex *lexicon) intentPhrase(tokens []token, i, longest int) (entry, int) {
	best, n := entry{}, 0
	hash := tokens[i].hash
	for length := 2; length <= longest && i+length <= len(tokens) && tokens[i+length-1].kind <= kindNumber; length++ {
		hash = joinHash(hash, tokens[i+length-1].hash)
		if e, ok := lex.forms.find(hash); ok && e.roles != 0 {
			best, n = e, length
		}
	}
	return best, n
}

// The signs of spam and news in the form of a post.
const (
	manyHashtags = 6
	manyLinks    = 3
)

// readMarks looks for question marks, addresses and rows of hashtags.
func (r *intentReader) readMarks() {
	hashtags := 0
	for i := r.first; i <= r.last; i++ {
		tok := &r.w.tokens[i]
		switch {
		case tok.kind == kindAsk:
			r.add(Question, tok.start, tok.end)
		case tok.kind == kindURL:
			r.links++
		case tok.flags&flagHashtag != 0:
			hashtags++
		}
	}
	if r.links >= manyLinks || hashtags > manyHashtags && r.links > 0 {
		r.add(Spam, 0, 0)
	}
}

// delighted is the valence at which the words of a complaint are not meant as one.
const delighted = 0.5

// decided is the size of valence from which a tone is an intent of its own.
const decided = 0.25

func (r *intentReader) readScore(score Score) {
	switch {
	case score.Valence <= -decided:
		r.add(Complaint, 0, 0)
	case score.Valence >= decided:
		r.add(Praise, 0, 0)
		if score.Valence >= delighted {
			r.found &^= Complaint // "no complaints at all"
		}
	}
}

// settle takes back what another intent rules out: news with a link and spam neither praise nor complain, and grief asks
// for quiet.
func (r *intentReader) settle() {
	drop := Intent(0)
	if r.found.Has(Spam) {
		drop |= Praise | Purchase | News | Question
	}
	if r.found.Has(News) && r.links > 0 {
		drop |= Praise | Complaint
	} else if r.found&(Praise|Complaint) != 0 {
		drop |= News // somebody speaks their mind about the news
	}
	if r.found.Has(LeaveAlone) {
		drop |= Praise | Purchase | Suggestion
	}
	r.found &^= drop
	if r.cues == nil {
		return
	}
	kept := (*r.cues)[:0]
	for _, cue := range *r.cues {
		if cue.Intent &= r.found; cue.Intent != 0 {
			kept = append(kept, cue)
		}
	}
	*r.cues = kept
}

// intentForms holds the intent words of every language.
var intentForms = sync.OnceValue(func() *[languageCount]*table {
	forms, _ := readIntents() // a test forbids errors
	return forms
})

func readIntents() (*[languageCount]*table, error) {
	var all [languageCount]*table
	for i := range all {
		all[i] = newTable(512)
	}
	b := &lexiconBuilder{s: new(scratch)}
	content, err := files.ReadFile("lexicon/intents.tsv")
	if err != nil {
		return &all, err
	}
	return &all, parseLines("lexicon/intents.tsv", string(content), 3, func(fields []string) error {
		return b.intent(&all, fields)
	})
}

func (b *lexiconBuilder) intent(all *[languageCount]*table, fields []string) error {
	index, bit := languageIndex(fields[0]), -1
	for i, name := range intentNames {
		if name == fields[1] {
			bit = i
		}
	}
	if index < 0 || bit < 0 {
		return fmt.Errorf("unknown language %q or intent %q", fields[0], fields[1])
	}
	b.s.tokenize(fields[2])
	hash, ok := phraseHash(b.s.tokens)
	if !ok {
		return fmt.Errorf("form %q is not one to %d words", fields[2], longestPhrase)
	}
	all[index].at(hash).roles |= 1 << bit
	first := all[index].at(b.s.tokens[0].hash)
	first.longest = max(first.longest, uint8(len(b.s.tokens)))
	return nil
}

package sentiment

import "strings"

// CueKind says what sort of thing a cue is.
type CueKind uint8

const (
	CueWord CueKind = iota
	CuePhrase
	CueEmoji
	CueEmoticon
	CueComparison // "better than"
)

// String returns the name of the kind in lower case.
func (k CueKind) String() string {
	names := [...]string{"word", "phrase", "emoji", "emoticon", "comparison"}
	if int(k) < len(names) {
		return names[k]
	}
	return "unknown"
}

// Cue is one reason for a score: text[Start:End] and what it adds to the Valence.
type Cue struct {
	Start, End   int
	Kind         CueKind
	Contribution float64
	Note         Note // what the words around it did to it
}

// Explanation is a Score with its reasons. The contributions of the cues add up to the Valence.
type Explanation struct {
	Score
	Cues []Cue // in the order of the text
}

// Explain scores a text as Score does, and says why.
func (s *Scorer) Explain(text string) Explanation {
	w := scratches.Get().(*scratch)
	defer scratches.Put(w)
	index := s.prepare(w, text)
	return w.explain(index, nil, 0)
}

// ExplainToward scores as Toward does, and says why.
func (s *Scorer) ExplainToward(text string, start, end int) Explanation {
	w := scratches.Get().(*scratch)
	defer scratches.Put(w)
	piece, from, to := window(text, start, end)
	index := s.prepare(w, piece)
	w.aim(from, to)
	return w.explain(index, w.weights, max(0, min(start, len(text)))-from)
}

// explain lists the cues; offset is where the text that was read starts in the user's.
func (s *scratch) explain(index int, weights []float32, offset int) Explanation {
	e := Explanation{Score: s.score(index, weights)}
	var total sums
	for i := range s.units {
		u := &s.units[i]
		strength := float64(u.strength())
		if weights != nil {
			strength *= float64(weights[i])
		}
		if strength == 0 {
			continue
		}
		total.add(strength)
		e.Cues = append(e.Cues, Cue{Start: int(u.start) + offset, End: int(u.end) + offset, Kind: cueKind(u), Contribution: strength, Note: u.note})
	}
	scale := total.scale(e.Valence)
	for i := range e.Cues {
		e.Cues[i].Contribution *= scale
	}
	return e
}

// scale turns strengths into shares of a valence.
func (s *sums) scale(valence float64) float64 {
	if s.positive == s.negative {
		return NeutralZone / neutralCut / (s.positive + s.negative + doubt)
	}
	return valence / (s.positive - s.negative)
}

func cueKind(u *unit) CueKind {
	switch {
	case u.note&Compared != 0:
		return CueComparison
	case u.kind == kindEmoji:
		return CueEmoji
	case u.kind == kindEmoticon:
		return CueEmoticon
	case u.roles&rolePhrase != 0:
		return CuePhrase
	}
	return CueWord
}

// String lists the notes in words, "" if there are none.
func (n Note) String() string {
	names := [...]string{"negated", "strengthened", "weakened", "emphasized", "contrasted", "conditional", "asked", "quoted", "compared"}
	var set []string
	for i, name := range names {
		if n>>i&1 != 0 {
			set = append(set, name)
		}
	}
	return strings.Join(set, ", ")
}

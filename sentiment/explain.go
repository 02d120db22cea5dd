package sentiment

import (
	"math"
	"strings"
)

// CueKind says what sort of thing a cue is.
type CueKind uint8

const (
	CueWord   CueKind = iota // a word of the lexicon
	CuePhrase                // a phrase of the lexicon
	CueEmoji
	CueEmoticon
	CueComparison // "better than"
	CueLearned    // a word whose weight was learned from labelled posts
	CueContext    // the text as a whole: its length, its marks, and all cues too small to list; it has no place
)

// String returns the name of the kind in lower case.
func (k CueKind) String() string {
	names := [...]string{"word", "phrase", "emoji", "emoticon", "comparison", "learned", "context"}
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
	Cues []Cue // in the order of the text, CueContext last
}

// Explain scores a text as Score does, and says why.
func (s *Scorer) Explain(text string) Explanation {
	w := scratches.Get().(*scratch)
	defer scratches.Put(w)
	index := s.prepare(w, text)
	o := w.judgeWhole(s.family, index)
	return w.explain(&o, 0)
}

// ExplainToward scores as Toward does, and says why.
func (s *Scorer) ExplainToward(text string, start, end int) Explanation {
	w := scratches.Get().(*scratch)
	defer scratches.Put(w)
	piece, from, to := window(text, start, end)
	index := s.prepare(w, piece)
	o := w.judgeToward(s.family, index, from, to)
	return w.explain(&o, max(0, min(start, len(text)))-from)
}

// faint is the contribution below which a learned cue is not listed but counted as context.
const faint = 0.02

// explain lists the cues; offset is where the text that was read starts in the user's.
func (s *scratch) explain(o *outcome, offset int) Explanation {
	e := Explanation{Score: o.score}
	margin := o.total.positive - o.total.negative
	if o.total == (logits{}) {
		return e
	}
	scale := calibrationSlope
	if margin*o.score.Valence > 1e-9 {
		scale = o.score.Valence / margin
	}
	learned := s.learnedByToken(o)
	listed, next := 0.0, 0
	for i := range s.units {
		u := &s.units[i]
		cue := Cue{Start: int(u.start) + offset, End: int(u.end) + offset, Kind: cueKind(u), Note: u.note}
		for ; next < len(s.tokens) && s.tokens[next].end <= u.end; next++ {
			cue.Contribution += learned[next] * scale
		}
		strength := s.strength(i)
		if strength == 0 && math.Abs(cue.Contribution) < faint {
			continue
		}
		if strength == 0 {
			cue.Kind = CueLearned
		}
		cue.Contribution += o.share(strength) * scale
		e.Cues = append(e.Cues, cue)
		listed += cue.Contribution
	}
	if rest := e.Valence - listed; math.Abs(rest) > 1e-9 {
		e.Cues = append(e.Cues, Cue{Kind: CueContext, Contribution: rest})
	}
	return e
}

// calibrationSlope stands in for valence over margin in texts that say next to nothing, where the two may differ in sign.
const calibrationSlope = 0.05

// share is the part of the rules' margin that a cue of some strength makes.
func (o *outcome) share(strength float64) float64 {
	return 2 * balanceOdds * strength / (o.sum.positive + o.sum.negative + doubt)
}

// learnedByToken is what the hashed weights of the heads say of each token, as a margin of positive over negative.
func (s *scratch) learnedByToken(o *outcome) []float64 {
	by := make([]float64, len(s.tokens))
	for _, h := range o.heads {
		if h == nil {
			continue
		}
		scale := float64(h.scale * featureScale(len(s.features)))
		for _, f := range s.features {
			margin := int(int8(h.hashed[int(f.bucket)*2+1])) - int(int8(h.hashed[int(f.bucket)*2]))
			by[f.token] += float64(margin) * scale
		}
	}
	return by
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

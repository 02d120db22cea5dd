package sentiment

import "math"

// outcome is a score with what it was made of.
type outcome struct {
	score  Score
	sum    sums
	found  findings
	base   logits // what the rules say
	total  logits // with the learned parts
	raw    float64
	heads  [2]*head // built in, and the user's
	toward bool
}

// sums gathers what speaks for and against.
type sums struct{ positive, negative float64 }

func (s *sums) add(strength float64) {
	if strength > 0 {
		s.positive += strength
	} else {
		s.negative -= strength
	}
}

// doubt is the strength of the silent rest of a text: a lone faint cue does not make a strong score.
const doubt = 3

// balance is what the cues come to, from -1 to 1. It does not grow with length: ten good and ten bad words are 0.
func (s *sums) balance() float64 {
	return (s.positive - s.negative) / (s.positive + s.negative + doubt)
}

// judgeWhole scores the text that was prepared.
func (s *scratch) judgeWhole(f *family, index int) outcome {
	s.weights = s.weights[:0]
	o := outcome{sum: s.sum()}
	o.found = s.find(o.sum)
	o.heads = f.heads(index, false)
	if o.heads != [2]*head{} {
		s.hashText()
	}
	s.finish(&o, index)
	return o
}

// judgeToward scores toward text[start:end].
func (s *scratch) judgeToward(f *family, index, start, end int) outcome {
	compared := s.aim(start, end)
	o := outcome{sum: s.sum(), toward: true}
	o.found = s.find(o.sum)
	o.heads = f.heads(index, true)
	if compared {
		o.heads[0] = nil // "better than" says it outright, and nothing that was learned knows the two sides as well
	}
	if o.heads != [2]*head{} {
		s.hashToward(start, end)
	}
	s.finish(&o, index)
	return o
}

// strength is what unit i says, weighed by how near it stands to the name if there is one.
func (s *scratch) strength(i int) float64 {
	strength := float64(s.units[i].strength())
	if len(s.weights) > 0 {
		strength *= float64(s.weights[i])
	}
	return strength
}

func (s *scratch) sum() sums {
	var sum sums
	for i := range s.units {
		if s.units[i].valued() {
			sum.add(s.strength(i))
		}
	}
	return sum
}

// The rules speak to the learned parts in log odds against neutral.
const (
	balanceOdds = 4.0
	neutralOdds = 0.8
)

func (s *scratch) finish(o *outcome, index int) {
	if index < 0 && o.sum == (sums{}) {
		return
	}
	balance := o.sum.balance()
	o.base = logits{-balanceOdds*balance - neutralOdds, balanceOdds*balance - neutralOdds}
	o.total = o.base
	for _, h := range o.heads {
		h.apply(&o.total, &o.found, s.features)
	}
	negative, positive := o.total.shares()
	o.raw = positive - negative
	c := calibrationOf(index, o.toward, o.heads[1] != nil)
	found := o.evidence(c.cut, max(negative, positive), 1-negative-positive)
	weights := &textEvidence
	if o.toward {
		weights = &towardEvidence
	}
	o.score = Score{Valence: c.valence(o.raw), Confidence: found.confidence(weights, &c.offsets)}
	if index >= 0 {
		o.score.Language = languages[index]
	}
}

// shares are the probabilities of negative and positive; what is left is that of neutral.
func (z logits) shares() (negative, positive float64) {
	negative, positive = math.Exp(min(z.negative, 30)), math.Exp(min(z.positive, 30))
	total := 1 + negative + positive
	return negative / total, positive / total
}

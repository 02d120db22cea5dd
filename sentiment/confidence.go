package sentiment

import "math"

// evidence is what tells how likely a label is right, beside the language: how far the lead is from the cut, the
// probability that the model itself gives the label, and the circumstances under which labels go wrong.
type evidence [evidenceCount]float64

const (
	evidenceAlways   = iota
	evidenceOpinion  // the label is not neutral
	evidencePositive // the label is positive
	evidenceBeyond   // by how much an opinion's lead is beyond the cut
	evidenceBarely   // its square root
	evidenceWithin   // by how much the lead of a neutral text stays within it
	evidenceModel    // the model's probability of the label
	evidenceModelOpinion
	evidenceLength
	evidenceLengthOpinion
	evidenceSilent // no cue at all
	evidenceMixed  // cues for both sides
	evidenceSymbolOpinion
	evidenceURLNeutral
	evidenceHandleNeutral
	evidenceHashtagOpinion
	evidenceNegatorOpinion
	evidenceCount
)

// evidence takes the cut of the language and the probabilities that the model gives the stronger opinion and neutral.
func (o *outcome) evidence(cut, opinion, neutral float64) (e evidence) {
	size := min(math.Abs(o.raw), 1)
	length := float64(o.found[findLength])
	e[evidenceAlways] = 1
	e[evidenceModel] = neutral
	e[evidenceLength] = length
	e[evidenceSilent] = float64(o.found[findSilent])
	e[evidenceMixed] = float64(o.found[findMixed])
	if size < cut {
		e[evidenceWithin] = cut - size
		e[evidenceURLNeutral] = float64(o.found[findURL])
		e[evidenceHandleNeutral] = float64(o.found[findHandle])
		return e
	}
	e[evidenceOpinion] = 1
	e[evidenceModel] = opinion
	e[evidencePositive] = float64(boolInt(o.raw > 0))
	e[evidenceBeyond] = size - cut
	e[evidenceBarely] = math.Sqrt(size - cut)
	e[evidenceModelOpinion] = e[evidenceModel]
	e[evidenceLengthOpinion] = length
	e[evidenceSymbolOpinion] = float64(max(o.found[findPositiveSymbol], o.found[findNegativeSymbol]))
	e[evidenceHashtagOpinion] = float64(o.found[findHashtag])
	e[evidenceNegatorOpinion] = float64(o.found[findNegator])
	return e
}

// confidence is how likely the label is right: logistic in the evidence, with the offsets of the language.
func (e *evidence) confidence(weights *evidence, offsets *[2]float64) float64 {
	z := offsets[int(e[evidenceOpinion])]
	for i, x := range e {
		z += float64(x * weights[i])
	}
	return 1 / (1 + math.Exp(-z))
}

// The weights were fitted to labelled posts that the built-in weights have not seen, every set counting alike:
//
//	EARSHOT_DATA=FOLDER go test -run FitConfidence -v ./sentiment
var (
	textEvidence = evidence{-0.8168, 0.2662, -0.1766, 1.0036, 0.7126, 0.9004, 1.8378, 0.7447, -0.9047, -0.1474, 0.5361,
		-0.3057, -0.3439, -0.0379, -0.0643, -0.4831, -0.3695}
	towardEvidence = evidence{-0.7134, 0.5081, -0.0911, 0.9529, 0.7164, 0.2397, 1.3967, 0.8649, -0.4328, -0.3423, 0.0805,
		-1.0607, -0.3081, 0.6535, -0.4696, -0.3681, -0.3424}
)

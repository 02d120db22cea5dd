package sentiment

import "math"

// calibration turns the lead of one side over the other into a valence, and sets the confidence right for a language.
type calibration struct {
	cut float64 // the lead from which a text has an opinion
	// lean is the lead of a text that says nothing: many more of these are faintly negative than faintly positive.
	lean    float64
	offsets [2]float64 // of the confidence as a logit: for neutral labels, and for opinions
}

func calibrationOf(index int, toward, own bool) calibration {
	if index < 0 {
		return symbolCalibration
	}
	if own {
		return ownCalibration
	}
	if toward {
		return towardCalibrations[index]
	}
	return textCalibrations[index]
}

// valence makes the cut NeutralZone and the lean 0, and keeps both ends.
func (c calibration) valence(lead float64) float64 {
	size := min(math.Abs(lead), 1)
	switch {
	case size >= c.cut:
		return math.Copysign(NeutralZone+(size-c.cut)*(1-NeutralZone)/(1-c.cut), lead)
	case lead >= c.lean:
		return NeutralZone * (lead - c.lean) / (c.cut - c.lean)
	}
	return NeutralZone * (lead - c.lean) / (c.cut + c.lean)
}

// The calibrations by language were read off labelled posts that the weights have not seen, by bench/figures -cuts and
// the test FitConfidence.
var (
	symbolCalibration = calibration{0.30, 0, [2]float64{-0.3, -0.3}}

	// ownCalibration is for models of the user's, which learn where neutral ends from their examples.
	ownCalibration = calibration{0.30, 0, [2]float64{0.2, 0.2}}

	textCalibrations = [languageCount]calibration{
		english:    {0.32, -0.03, [2]float64{0.14, -0.03}},
		dutch:      {0.33, -0.05, [2]float64{0.09, -0.12}},
		italian:    {0.22, -0.02, [2]float64{-0.18, -0.1}},
		persian:    {0.31, -0.04, [2]float64{0, 0.25}},
		german:     {0.31, -0.02, [2]float64{0.08, 0.12}},
		french:     {0.14, 0, [2]float64{-0.15, -0.02}},
		spanish:    {0.36, -0.08, [2]float64{-0.05, -0.06}},
		portuguese: {0.21, 0, [2]float64{0, -0.01}},
	}

	towardCalibrations = [languageCount]calibration{
		english:    {0.37, 0, [2]float64{0.27, -0.74}},
		dutch:      {0.30, 0, [2]float64{-0.55, 0.35}},
		italian:    {0.22, 0, [2]float64{0, 0}},
		persian:    {0.35, 0, [2]float64{0.19, 0.43}},
		german:     {0.31, 0, [2]float64{0, 0}},
		french:     {0.20, 0, [2]float64{0, 0}},
		spanish:    {0.36, 0, [2]float64{0, 0}},
		portuguese: {0.25, 0, [2]float64{0, 0}},
	}
)

package sentiment

import "math"

// calibration turns the lead of one side over the other into a valence and a confidence.
type calibration struct {
	cut float64 // the lead from which a text has an opinion
	// sure holds how often the label is right: for leads of 0 and just below the cut, and for opinions at the cut,
	// half way up and at the end.
	sure [5]float64
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

func (c calibration) score(lead float64) Score {
	return Score{Valence: c.valence(lead), Confidence: c.confidence(math.Abs(lead))}
}

// valence makes the cut NeutralZone and keeps both ends.
func (c calibration) valence(lead float64) float64 {
	size := min(math.Abs(lead), 1)
	if size < c.cut {
		size *= NeutralZone / c.cut
	} else {
		size = NeutralZone + (size-c.cut)*(1-NeutralZone)/(1-c.cut)
	}
	return math.Copysign(size, lead)
}

func (c calibration) confidence(size float64) float64 {
	if size < c.cut {
		return mix(c.sure[0], c.sure[1], size/c.cut)
	}
	up := 2 * (min(size, 1) - c.cut) / (1 - c.cut)
	if up < 1 {
		return mix(c.sure[2], c.sure[3], up)
	}
	return mix(c.sure[3], c.sure[4], up-1)
}

func mix(a, b, share float64) float64 { return a + (b-a)*share }

// The calibrations by language were read off labelled posts that the weights have not seen, by bench/figures -cuts and
// -calibrate.
var (
	symbolCalibration = calibration{0.30, [5]float64{0.5, 0.5, 0.5, 0.6, 0.7}}

	// ownCalibration is for models of the user's, which learn where neutral ends from their examples.
	ownCalibration = calibration{0.30, [5]float64{0.65, 0.5, 0.5, 0.7, 0.9}}

	textCalibrations = [languageCount]calibration{
		english:    {0.32, [5]float64{0.60, 0.53, 0.51, 0.70, 0.86}},
		dutch:      {0.33, [5]float64{0.65, 0.56, 0.50, 0.68, 0.87}},
		italian:    {0.22, [5]float64{0.60, 0.53, 0.47, 0.71, 0.86}},
		persian:    {0.34, [5]float64{0.52, 0.36, 0.67, 0.83, 0.94}},
		german:     {0.31, [5]float64{0.70, 0.63, 0.41, 0.55, 0.64}},
		french:     {0.14, [5]float64{0.52, 0.49, 0.55, 0.73, 0.78}},
		spanish:    {0.36, [5]float64{0.46, 0.38, 0.66, 0.81, 0.89}},
		portuguese: {0.21, [5]float64{0.56, 0.49, 0.49, 0.62, 0.82}},
	}

	towardCalibrations = [languageCount]calibration{
		english:    {0.37, [5]float64{0.58, 0.51, 0.46, 0.64, 0.83}},
		dutch:      {0.30, [5]float64{0.15, 0.25, 0.76, 0.88, 0.94}},
		italian:    {0.22, [5]float64{0.5, 0.4, 0.5, 0.65, 0.85}},
		persian:    {0.35, [5]float64{0.47, 0.44, 0.66, 0.85, 0.88}},
		german:     {0.31, [5]float64{0.5, 0.4, 0.5, 0.65, 0.85}},
		french:     {0.20, [5]float64{0.5, 0.4, 0.5, 0.65, 0.85}},
		spanish:    {0.36, [5]float64{0.5, 0.4, 0.5, 0.65, 0.85}},
		portuguese: {0.25, [5]float64{0.5, 0.4, 0.5, 0.65, 0.85}},
	}
)

package sentiment

import "math"

// calibration turns the lead of one side over the other into a valence and a confidence.
type calibration struct {
	cut float64 // the lead from which a text has an opinion
	// sure holds how often the label is right: for leads of 0 and just below the cut, and for opinions at the cut,
	// half way up and at the end.
	sure [5]float64
}

func calibrationOf(index int, toward bool) calibration {
	if index < 0 {
		return symbolCalibration
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

// Calibrations by language, in the order of languages, read off labelled posts by bench/figures -calibrate.
var (
	plain              = calibration{0.35, [5]float64{0.6, 0.5, 0.5, 0.65, 0.85}}
	symbolCalibration  = plain
	textCalibrations   = [languageCount]calibration{plain, plain, plain, plain, plain, plain, plain, plain}
	towardCalibrations = [languageCount]calibration{plain, plain, plain, plain, plain, plain, plain, plain}
)

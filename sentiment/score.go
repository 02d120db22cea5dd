package sentiment

import "fmt"

// Score says how a text speaks. The zero Score means "cannot say".
type Score struct {
	Valence    float64 `json:"valence"`           // from -1, as bad as can be, to 1; within 0.05 of 0 is neutral
	Confidence float64 `json:"confidence"`        // from 0 to 1: how likely the Label is right
	Language   string  `json:"language,omitzero"` // the language used, "" where unknown
}

// Label is the class of a Score.
type Label int8

const (
	Unknown  Label = iota // nothing to go by
	Negative              // Valence at most -0.05
	Neutral
	Positive // Valence at least 0.05
)

// NeutralZone is the Valence from which a Score counts as an opinion. The calibration of every language maps
// its own best cut to this one value, so that scores of several languages can be averaged and compared.
const NeutralZone = 0.05

// Label returns the class of the score, Unknown for the zero Score.
func (s Score) Label() Label {
	switch {
	case s.Confidence == 0:
		return Unknown
	case s.Valence >= NeutralZone:
		return Positive
	case s.Valence <= -NeutralZone:
		return Negative
	}
	return Neutral
}

// String returns the name of the label in lower case.
func (l Label) String() string {
	switch l {
	case Unknown:
		return "unknown"
	case Negative:
		return "negative"
	case Neutral:
		return "neutral"
	case Positive:
		return "positive"
	}
	return fmt.Sprintf("Label(%d)", int8(l))
}

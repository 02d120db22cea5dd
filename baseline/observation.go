package baseline

import (
	"errors"
	"fmt"
	"math"
	"time"
)

// Observation is what was seen in one interval.
type Observation struct {
	Time  time.Time // when the interval began
	Value float64   // the count, the hits of a ratio, or the amount
	// Of is the number of trials of a ratio, at least Value. Other kinds leave it zero.
	Of float64
	// Coverage is the share of the interval that was really watched, in (0, 1]: a count from half an hour
	// of an hour has 0.5. Zero means 1, so that the plain case needs no field. An interval in which
	// nothing was watched is missing: pass no observation at all, least of all a Value of 0.
	Coverage float64
}

// The decisions a caller of [Baseline.Learn] can take are told apart by errors.Is.
var (
	// ErrValue: the observation is impossible (NaN, infinite, negative count, more hits than trials, bad coverage).
	ErrValue = errors.New("impossible value")
	// ErrTime: the interval is not after the last one learned, or not within the years 1 to 9999.
	ErrTime = errors.New("time not after the last interval")
)

// ObservationError is an observation that was not learned; the baseline is as it was before.
type ObservationError struct {
	Field  string    // the field of Observation
	Value  any       // what it was
	Time   time.Time // which interval
	Reason error     // ErrValue or ErrTime
}

// Error says what was wrong.
func (e *ObservationError) Error() string {
	return fmt.Sprintf("baseline: observation of %s: %s = %v: %v", e.Time.Format(time.RFC3339), e.Field, e.Value, e.Reason)
}

// Unwrap gives the reason to errors.Is.
func (e *ObservationError) Unwrap() error { return e.Reason }

// valueLimit keeps the squares of sums finite in 32 bits.
const valueLimit = 1e12

func (o Observation) check(kind Kind) error {
	bad := func(field string, value any) error {
		return &ObservationError{Field: field, Value: value, Time: o.Time, Reason: ErrValue}
	}
	switch {
	case math.IsNaN(o.Value) || math.Abs(o.Value) > valueLimit:
		return bad("Value", o.Value)
	case kind != Amount && o.Value < 0:
		return bad("Value", o.Value)
	case kind == Ratio && !(o.Of >= o.Value && o.Of <= valueLimit):
		return bad("Of", o.Of)
	case !(o.Coverage >= 0 && o.Coverage <= 1):
		return bad("Coverage", o.Coverage)
	}
	const year1, year10000 = -62135596800, 253402300800 // unix seconds
	if sec := o.Time.Unix(); sec < year1 || sec >= year10000 {
		return &ObservationError{Field: "Time", Value: o.Time, Time: o.Time, Reason: ErrTime}
	}
	return nil
}

// exposure is the share of the interval that was watched, with the zero value meaning all of it.
func (o Observation) exposure() float64 {
	if o.Coverage == 0 {
		return 1
	}
	return o.Coverage
}

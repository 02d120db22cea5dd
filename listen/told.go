package listen

import (
	"math"
	"time"
)

// Told is what an alert said when it was told before.
type Told struct {
	Time     time.Time `json:"time"`
	Value    float64   `json:"value"`
	Expected float64   `json:"expected"`
	Severity int       `json:"severity"`
	Total    int       `json:"total"`
	Negative int       `json:"negative"`
}

func (a *Alert) told() Told {
	return Told{a.Time, a.Value, a.Expected, a.Severity, a.Why.Total, a.Why.Negative}
}

// An incident is much worse when it is worse times as far from normal as when
// it was told last, and at once when it is worse squared times as far: each
// telling doubles the bar, so that one incident is told a handful of times
// however large it grows.
const worse = 2

// outdone reports whether a distance from normal is to be told again.
func (t Told) outdone(value, expected float64, now time.Time, d Damping) bool {
	before, distance := math.Abs(t.Value-t.Expected), math.Abs(value-expected)
	if before == 0 || distance < worse*before {
		return false
	}
	return distance >= worse*worse*before || now.Sub(t.Time) >= d.CoolDown
}

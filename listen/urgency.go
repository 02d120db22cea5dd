package listen

import "time"

// Urgency is how soon somebody should look at an alert.
type Urgency string

// The urgencies of alerts.
const (
	// Immediate is a severity of 8 or more, at any hour of the day.
	Immediate Urgency = "immediate"
	// InHours is a severity of 4 to 7: when somebody is at work.
	InHours Urgency = "in working hours"
	// InDigest is what nobody need look up for: a severity below 4, what was
	// resolved, what is pending or held, a turn for the better.
	InDigest Urgency = "in the digest"
)

// The least severities that cannot wait for working hours, and for a digest.
const (
	immediateSeverity = 8
	hoursSeverity     = 4
)

// urge fills Urgency and Due from the severity and the hours of a brand. Times
// of the day are those of zone.
func (a *Alert) urge(h Hours, zone *time.Location) {
	better := a.Kind == SentimentTurn && a.Value < a.Expected
	switch {
	case a.State != Firing && a.State != Worse, a.Severity < hoursSeverity, better:
		a.Urgency = InDigest
	case a.Severity >= immediateSeverity:
		a.Urgency, a.Due = Immediate, a.Time
	default:
		a.Urgency, a.Due = InHours, h.Next(a.Time.In(zone)).UTC()
	}
}

package listen

import (
	"fmt"
	"time"
)

// AlertKind is what an alert is about.
type AlertKind string

// The kinds of alert.
const (
	// VolumeSpike: more mentions than is normal for the hour and the day.
	VolumeSpike AlertKind = "volume spike"
	// VolumeDrop: fewer mentions than is normal, while the sources were
	// listened to.
	VolumeDrop AlertKind = "volume drop"
	// SentimentTurn: the share of negative mentions left its normal range,
	// for the worse or, with Value below Expected, for the better.
	SentimentTurn AlertKind = "sentiment turn"
	// ComplaintSurge: a larger share of the mentions than is normal complains.
	ComplaintSurge AlertKind = "complaint surge"
	// SourceLost: a source could not be heard for most of a window, because it
	// failed or reported a gap. It names a Source and no Brand, and while it
	// lasts the brands' windows are judged by the other sources, or not at all.
	SourceLost AlertKind = "source lost"
)

// AlertState is where an alert is in its life.
type AlertState string

// The states of an alert. It becomes pending only where [Damping.Hold] asks
// for more than one odd window; a pending alert that comes to nothing is
// told as Resolved without ever having fired.
const (
	Pending  AlertState = "pending"
	Firing   AlertState = "firing"
	Resolved AlertState = "resolved"
)

// An Alert tells that something about a brand is not normal. One incident is
// one alert with one ID; it is told again whenever its State changes.
type Alert struct {
	ID string `json:"id"`
	// Incident is the ID of the first of the alerts of one brand that are up
	// together: what happened once is told as a spike, a turn of the tone and a
	// surge of complaints, and can be shown as one.
	Incident   string     `json:"incident"`
	Brand      string     `json:"brand,omitzero"`
	Source     string     `json:"source,omitzero"` // of SourceLost alone
	Competitor bool       `json:"competitor,omitzero"`
	Kind       AlertKind  `json:"kind"`
	State      AlertState `json:"state"`
	// Severity is from 1 to 10: 1 plus the rounded ninefold of a sum, in which
	// 0.3 is for how unlikely it is (a million times less likely than the
	// threshold is all of it), 0.3 for how large (sixteen times the expected
	// value, or a sixteenth, is all of it) and 0.4 for the share of its
	// mentions that are negative. A drop counts as half negative, a lost
	// source has severity 5.
	Severity int `json:"severity"`

	// Time is the end of the window that changed the state; Start is the
	// start of the first odd window; End, once resolved, is the end of the
	// last one.
	Time  time.Time `json:"time"`
	Start time.Time `json:"start"`
	End   time.Time `json:"end,omitzero"`

	// NewNormal tells of a resolved alert that nothing went back: its level
	// lasted so long that it is taken for normal from here on.
	NewNormal bool `json:"newNormal,omitzero"`

	// Value is what was seen in the oddest window so far, in the unit of
	// Why.Measure, and Expected, Low and High what is normal
	// there; between Low and High lie 95 % of normal windows.
	Value    float64 `json:"value"`
	Expected float64 `json:"expected"`
	Low      float64 `json:"low"`
	High     float64 `json:"high"`

	Why Why `json:"why"`

	// Config is the hash of the configuration that made this result.
	Config string `json:"config"`
}

// When returns the end of the window that changed the alert.
func (a *Alert) When() time.Time { return a.Time }

func (*Alert) event() {}

// String says the alert in a line: what, how far from normal, and since when.
func (a *Alert) String() string {
	if a.Kind == SourceLost {
		return fmt.Sprintf("%s %s %s: heard for %.0f %% of a window, since %s", a.Source, a.Kind, a.State, 100*a.Value, a.Start.Format("2006-01-02 15:04"))
	}
	w := Why{Measure: a.Why.Measure}
	return fmt.Sprintf("%s %s %s: %s %s in a window, %s expected (%s to %s), since %s", a.Brand, a.Kind, a.State,
		w.plain(a.Value), unit(a.Why.Measure), w.plain(a.Expected), w.plain(a.Low), w.plain(a.High), a.Start.Format("2006-01-02 15:04"))
}

func unit(measure string) string {
	switch measure {
	case NegativeShare:
		return "negative"
	case ComplaintShare:
		return "complaints"
	}
	return "mentions"
}

// lifecycle turns odd and normal windows into the states of an alert. It holds
// state alone: what is odd is decided by its caller.
type lifecycle struct {
	State   AlertState `json:"state,omitzero"` // "" is quiet
	Odd     int        `json:"odd,omitzero"`   // windows in a row
	Calm    int        `json:"calm,omitzero"`
	QuietTo time.Time  `json:"quietTo,omitzero"` // end of the cool-down
}

// step takes the next window, which ends at end, and reports whether the state
// changed.
func (l *lifecycle) step(odd bool, end time.Time, d Damping) (changed bool) {
	if odd {
		l.Odd, l.Calm = l.Odd+1, 0
	} else {
		l.Odd, l.Calm = 0, l.Calm+1
	}
	next := l.next(end, d)
	changed = next != l.State
	l.State = next
	return changed
}

func (l *lifecycle) next(end time.Time, d Damping) AlertState {
	switch l.State {
	case Firing:
		if l.Calm >= d.Release {
			l.QuietTo = end.Add(d.CoolDown)
			return Resolved
		}
		return Firing
	case Pending:
		if l.Odd == 0 {
			return Resolved
		}
	default: // quiet, or resolved before
		if l.Odd == 0 || !end.After(l.QuietTo) {
			return l.State
		}
	}
	if l.Odd >= d.Hold {
		return Firing
	}
	return Pending
}

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
	// CompetitorSurge: the same of a brand that is marked as a Competitor.
	CompetitorSurge AlertKind = "competitor surge"
	// VolumeDrop: fewer mentions than is normal, while the sources were
	// listened to.
	VolumeDrop AlertKind = "volume drop"
	// Silence: no mention at all, for so long that it is no accident, while
	// the sources were listened to.
	Silence AlertKind = "silence"
	// SentimentTurn: the share of negative mentions left its normal range,
	// for the worse or, with Value below Expected, for the better.
	SentimentTurn AlertKind = "sentiment turn"
	// ComplaintSurge: a larger share of the mentions than is normal complains.
	ComplaintSurge AlertKind = "complaint surge"
	// UnusualReach: a negative mention by somebody with many more followers
	// than those who usually speak of the brand. It is told with the post, not
	// at the end of its window.
	UnusualReach AlertKind = "unusual reach"
	// RisingTopic: a word stands in many more of the mentions than it ever
	// did, while their number and tone are normal. What stands out in another
	// alert that is up is in its Why.
	RisingTopic AlertKind = "rising topic"
	// SourceLost: a source could not be heard for most of a window, because it
	// failed or reported a gap. It names a Source and no Brand, and while it
	// lasts the brands' windows are judged by the other sources, or not at all.
	SourceLost AlertKind = "source lost"
	// SourceSilent: a source answers and has nothing, in two windows in a row
	// in which the days before had many posts of it. It names a Source and no
	// Brand. What it gave before may be found no more, as when a page was
	// rebuilt; or nobody wrote anything, which the brands' alerts would tell.
	SourceSilent AlertKind = "source silent"
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
	// Worse is told of a firing alert that is at least twice as far from
	// normal as when it was told last; less than [Damping.CoolDown] after
	// that, four times as far. Before holds what was told then. The alert goes
	// on firing.
	Worse AlertState = "worse"
	// Held is told to [Hooks.Held] alone, of an incident that begins while
	// the alert before it cools down. It fires when the cool-down is over and
	// the incident is not.
	Held AlertState = "held"
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
	Source     string     `json:"source,omitzero"` // of SourceLost and SourceSilent alone
	Competitor bool       `json:"competitor,omitzero"`
	Kind       AlertKind  `json:"kind"`
	State      AlertState `json:"state"`
	// Severity is from 1 to 10: 1 plus the rounded ninefold of a sum, in which
	// 0.3 is for how unlikely it is (a million times less likely than the
	// threshold is all of it), 0.3 for how large (sixteen times the expected
	// value, or a sixteenth, is all of it) and 0.4 for the share of its
	// mentions that are negative. A drop and a silence count as half negative,
	// a lost source has severity 5, a silent one 4.
	Severity int `json:"severity"`
	// Urgency says how soon somebody should look at it, and Due when: now, or
	// when the [Hours] of the brand begin. The zero Due is no time in
	// particular.
	Urgency Urgency   `json:"urgency"`
	Due     time.Time `json:"due,omitzero"`

	// Time is the end of the window that changed the state; Start is the
	// start of the first odd window; End, once resolved, is the end of the
	// last one.
	Time  time.Time `json:"time"`
	Start time.Time `json:"start"`
	End   time.Time `json:"end,omitzero"`

	// Before is what was told of the alert last, where it is told again as
	// Worse.
	Before *Told `json:"before,omitzero"`

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
	since := a.Start.Format("2006-01-02 15:04")
	if a.Kind == SourceLost && a.State == Resolved {
		return fmt.Sprintf("%s %s %s: heard again, after %s to %s", a.Source, a.Kind, a.State, since, a.End.Format("2006-01-02 15:04"))
	}
	if a.Kind == SourceLost {
		return fmt.Sprintf("%s %s %s: heard for %.0f %% of a window, since %s", a.Source, a.Kind, a.State, 100*a.Value, since)
	}
	if a.Kind == SourceSilent {
		return fmt.Sprintf("%s %s %s: no post where %.0f are usual in a window, since %s", a.Source, a.Kind, a.State, a.Expected, since)
	}
	w := Why{Measure: a.Why.Measure}
	line := fmt.Sprintf("%s %s %s: %s %s in a window, %s expected (%s to %s), since %s", a.Brand, a.Kind, a.State,
		w.plain(a.Value), unit(a.Why.Measure), w.plain(a.Expected), w.plain(a.Low), w.plain(a.High), since)
	if a.Kind == UnusualReach {
		line = fmt.Sprintf("%s %s %s: %s followers, %s usual (%s to %s), at %s", a.Brand, a.Kind, a.State,
			w.plain(a.Value), w.plain(a.Expected), w.plain(a.Low), w.plain(a.High), since)
	}
	if a.Before != nil {
		line += fmt.Sprintf("; %s when it was told with severity %d, now %d", w.plain(a.Before.Value), a.Before.Severity, a.Severity)
	}
	return line
}

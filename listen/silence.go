package listen

import (
	"math"
	"time"

	"github.com/earshot-go/earshot/baseline"
)

// silence follows a run of windows without any mention. The run is odd when
// the product of the probabilities of its windows is below the threshold:
// since a run can begin in every window, a normal week opens no more silences
// than [Damping.PerWeek]. Once it is up, a few mentions do not end it: at least
// half of what is usual must be back.
type silence struct {
	lifecycle
	Start    time.Time `json:"start,omitzero"`
	Last     time.Time `json:"last,omitzero"`
	LogP     float64   `json:"logP,omitzero"`
	Swing    float64   `json:"swing,omitzero"`    // the passing deviation when it began
	Heard    float64   `json:"heard,omitzero"`    // mentions since it is up
	Expected float64   `json:"expected,omitzero"` // mentions in all of it
	Back     amount    `json:"back,omitzero"`     // what is heard and usual since the first one
	Peak     reading   `json:"peak,omitzero"`     // the window in which most was expected
	Drop     time.Time `json:"drop,omitzero"`     // when the drop opened that is this silence
	Told     Told      `json:"told,omitzero"`
}

// backAgain is how many mentions must be usual in the windows that tell whether
// a silence is over, and how much of that must be heard.
const (
	backAgain = 3
	backShare = 0.5
)

// step takes the next window of the brand's volume.
func (s *silence) step(f frame, r reading, v baseline.Verdict, w *watch, o *Options) *Alert {
	if !v.Ready || !s.up() && f.tally.Mentions > 0 {
		alert := s.tell(false, f, w, o)
		s.LogP = 0
		return alert
	}
	if f.coverage < sure {
		return nil // it may be the sources that are quiet: nothing is known
	}
	if s.LogP == 0 && !s.up() {
		s.begin(f, v)
	}
	usual := amount{Value: float32(r.Value), Expected: float32(r.Expected)}.without(v.Parts.Swing / s.Swing)
	s.Expected += usual.usual()
	if s.over(usual) {
		alert := s.tell(false, f, w, o)
		s.LogP = 0
		return alert
	}
	s.Heard += r.Value
	s.Last = f.end
	if f.tally.Mentions == 0 {
		s.LogP += math.Log(max(v.Alone, 1e-300))
	}
	if r.Expected > s.Peak.Expected {
		s.Peak = r
	}
	odd := s.up() || s.LogP < math.Log(o.oddness())
	if odd && !v.Since.IsZero() && v.Direction == baseline.Down {
		s.Drop = v.Since
	}
	return s.tell(odd, f, w, o)
}

func (s *silence) begin(f frame, v baseline.Verdict) {
	*s = silence{lifecycle: s.lifecycle, Start: f.start, Swing: v.Parts.Swing}
}

// over tells whether enough is heard again.
func (s *silence) over(window amount) bool {
	if window.Value == 0 && s.Back.Value == 0 {
		return false
	}
	s.Back.add(window)
	if s.Back.Expected < backAgain {
		return false
	}
	over := s.Back.Value >= backShare*s.Back.Expected
	s.Back = amount{}
	return over
}

func (s *silence) tell(odd bool, f frame, w *watch, o *Options) *Alert {
	tell := s.lifecycle.step(odd, f.end, o.Alerts)
	if tell == "" && s.State == Firing && s.Told.outdone(s.Heard, s.Expected, f.end, o.Alerts) {
		tell = Worse
	}
	if tell == "" {
		return nil
	}
	return s.alert(tell, f, w, o)
}

func (s *silence) alert(tell AlertState, f frame, w *watch, o *Options) *Alert {
	a := w.alert(Silence, tell, s.Start, f.end)
	a.Value, a.Expected, a.Low, a.High = 0, s.Peak.Expected, s.Peak.Low, s.Peak.High
	p := math.Exp(s.LogP)
	a.Why = Why{
		Measure: Mentions, From: s.Start, To: s.Last, Value: s.Heard, Expected: s.Expected,
		P: p, Threshold: o.oddness(), PerWeek: p / o.oddness() * o.Alerts.PerWeek, Coverage: s.Peak.Coverage,
	}
	a.Why.explain(new(tally), &w.past)
	switch tell {
	case Resolved:
		a.End = s.Last
	case Worse:
		before := s.Told
		a.Before = &before
	}
	w.weigh(a)
	s.Told = a.told()
	s.Told.Value, s.Told.Expected = s.Heard, s.Expected // what grows is how much was missed
	return a
}

// explains tells whether a drop in volume is this silence, and no alert of its
// own: while it lasts, and afterwards unless too little comes back.
func (s *silence) explains(v baseline.Verdict) bool {
	return s.up() || !s.Drop.IsZero() && s.Drop.Equal(v.Since) && v.Value >= v.Low
}

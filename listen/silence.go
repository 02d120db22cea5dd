package listen

import (
	"math"
	"time"

	"github.com/earshot-go/earshot/baseline"
)

// silence follows a run of windows without any mention. The run is odd when
// the product of the probabilities of its windows is below the threshold:
// since a run can begin in every window, a normal week opens no more silences
// than [Damping.PerWeek].
type silence struct {
	lifecycle
	Start    time.Time `json:"start,omitzero"`
	Last     time.Time `json:"last,omitzero"`
	LogP     float64   `json:"logP,omitzero"`
	Expected float64   `json:"expected,omitzero"` // mentions in the whole run
	Peak     reading   `json:"peak,omitzero"`     // the window in which most was expected
	Drop     time.Time `json:"drop,omitzero"`     // when the drop opened that is this silence
	Told     Told      `json:"told,omitzero"`
}

// step takes the next window of the brand's volume.
func (s *silence) step(f frame, r reading, v baseline.Verdict, w *watch, o *Options) *Alert {
	if f.tally.Mentions > 0 || !v.Ready {
		return s.tell(false, f, w, o)
	}
	if f.coverage < sure {
		return nil // it may be the sources that are quiet: nothing is known
	}
	if s.LogP == 0 && !s.up() {
		s.Start, s.Expected, s.Peak, s.Drop = f.start, 0, reading{}, time.Time{}
	}
	s.LogP += math.Log(max(v.Alone, 1e-300))
	s.Last = f.end
	if s.Expected += r.Expected; r.Expected > s.Peak.Expected {
		s.Peak = r
	}
	odd := s.LogP < math.Log(o.oddness())
	if odd && !v.Since.IsZero() && v.Direction == baseline.Down {
		s.Drop = v.Since
	}
	return s.tell(odd, f, w, o)
}

func (s *silence) tell(odd bool, f frame, w *watch, o *Options) *Alert {
	if f.tally.Mentions > 0 {
		defer func() { s.LogP = 0 }()
	}
	tell := s.lifecycle.step(odd, f.end, o.Alerts)
	if tell == "" && s.State == Firing && s.Told.outdone(0, s.Expected, f.end, o.Alerts) {
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
		Measure: Mentions, From: s.Start, To: s.Last, Value: 0, Expected: s.Expected,
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
	s.Told.Expected = s.Expected // what grows is how much was missed
	return a
}

// explains tells whether a drop in volume is this silence, and no alert of its
// own: while it lasts, and afterwards unless too little comes back.
func (s *silence) explains(v baseline.Verdict) bool {
	return s.up() || !s.Drop.IsZero() && s.Drop.Equal(v.Since) && v.Value >= v.Low
}

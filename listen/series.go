package listen

import (
	"math"
	"time"

	"github.com/earshot-go/earshot/baseline"
)

// A series is one measure of one brand over time, with the alert that is up.
type series struct {
	baseline *baseline.Baseline
	measure  string
	recent   recent
	lifecycle
	incident
}

// An incident is what is known of the alert that is up, or was up last.
type incident struct {
	Kind     AlertKind `json:"kind"`
	Sign     float64   `json:"sign"`     // 1 for an incident above normal, -1 for one below
	Swing    float64   `json:"swing"`    // the passing deviation when it began
	Start    time.Time `json:"start"`    // of the first odd window
	Last     time.Time `json:"last"`     // end of the last window that was still halfway out
	Peak     reading   `json:"peak"`     // the window furthest out of line
	Height   float64   `json:"height"`   // the largest deviation so far
	P        float64   `json:"p"`        // the strongest evidence
	From     time.Time `json:"from"`     // start of the first window behind the evidence
	Evidence span      `json:"evidence"` // of all windows from then to Last
	Tail     span      `json:"tail"`     // of the windows after Last, which may turn out to be the calm end
	Settled  bool      `json:"settled,omitzero"`
	Muted    bool      `json:"muted,omitzero"` // what goes on is no alarm
	Told     Told      `json:"told,omitzero"`
}

// A reading is a verdict in the unit of the measure.
type reading struct {
	Value    float64 `json:"value"`
	Expected float64 `json:"expected"`
	Low      float64 `json:"low"`
	High     float64 `json:"high"`
	Coverage float64 `json:"coverage"`
}

// A span is what several windows hold together.
type span struct {
	Amount amount `json:"amount"`
	Tally  tally  `json:"tally"`
}

func newSeries(b *Brand, o *Options, measure string) (series, error) {
	kind := baseline.Counts
	if measure != Mentions {
		kind = baseline.Ratio
	}
	base, err := baseline.New(baseline.Options{
		Step: o.Interval, Location: b.location(), Kind: kind, Budget: o.Alerts.PerWeek,
	})
	return series{baseline: base, measure: measure}, err
}

// fewest is the least number of mentions in a window that can open a spike.
const fewest = 3

// judge judges and learns the next window.
func (s *series) judge(o baseline.Observation) (baseline.Verdict, error) {
	v, err := s.baseline.Update(o)
	if err == nil {
		s.recent.push(amountOf(v, o), maxRecent)
	}
	return v, err
}

// follow takes the window that was judged and returns the alert where there is
// something to tell.
func (s *series) follow(f frame, o baseline.Observation, v baseline.Verdict, level **Level, w *watch, opts *Options) *Alert {
	r := readingOf(v, o, f.coverage)
	odd := s.odd(f, v) && !(s.measure == Mentions && !s.up() && w.silence.explains(v))
	if level != nil {
		*level = r.level(v, odd)
	}
	if odd && !s.up() && !s.Muffled {
		s.begin(f, v, r, w.brand.Competitor)
	} else if s.up() || s.Muffled {
		s.gather(f, v, r, amountOf(v, o).without(v.Parts.Swing/s.Swing))
	}
	s.Settled = v.State == baseline.NewNormal
	tell := s.lifecycle.step(odd, f.end, opts.Alerts)
	if tell == "" && s.State == Firing && s.Told.outdone(s.Peak.Value, s.Peak.Expected, f.end, opts.Alerts) {
		tell = Worse
	}
	if tell == "" {
		return nil
	}
	a := s.alert(tell, f, w, opts)
	s.Told = a.told()
	return a
}

// odd tells whether a window is part of an incident that is worth an alert.
func (s *series) odd(f frame, v baseline.Verdict) bool {
	odd := v.State == baseline.Onset || v.State == baseline.Lasting
	switch {
	case !odd:
		s.Muted = false
	case !s.up() && v.State == baseline.Onset:
		s.Muted = s.measure == ComplaintShare && v.Direction != baseline.Up // fewer complaints are no alarm
	}
	if !s.up() && s.measure == Mentions && v.Direction == baseline.Up && f.tally.Mentions < fewest {
		return false // once or twice is nobody's news, however seldom it is
	}
	if s.Muted || !s.up() && v.Direction == baseline.Down && f.coverage < sure {
		return false // it may be the sources that are quiet, not the people
	}
	return odd
}

func (r reading) level(v baseline.Verdict, odd bool) *Level {
	return &Level{r.Value, r.Expected, r.Low, r.High, v.P, v.Ready, odd}
}

func readingOf(v baseline.Verdict, o baseline.Observation, coverage float64) reading {
	unit := 1.0
	if o.Of > 0 {
		unit = o.Of
	}
	return reading{v.Value / unit, v.Expected / unit, v.Low / unit, v.High / unit, coverage}
}

// outside is how far a reading lies above what is normal, or below it with a
// negative sign, in half widths of the normal range.
func (r reading) outside(sign float64) float64 {
	half := max((r.High-r.Low)/2, 1e-9)
	return sign * (r.Value - r.Expected) / half
}

func (s *series) begin(f frame, v baseline.Verdict, r reading, competitor bool) {
	s.Kind, s.Sign, s.Swing = kindOf(s.measure, v.Direction, competitor), float64(v.Direction), v.Parts.Swing
	s.Start, s.Last = f.start, f.end
	s.Peak, s.P = r, v.P
	windows := max(v.Window, 1)
	s.From = f.start.Add(-time.Duration(windows-1) * f.end.Sub(f.start))
	s.Evidence, s.Tail = span{Amount: s.recent.last(windows)}, span{}
	s.Evidence.Tally.merge(f.tally)
	s.Height = s.Sign * s.recent.last(1).deviation()
}

func kindOf(measure string, d baseline.Direction, competitor bool) AlertKind {
	switch {
	case measure == NegativeShare:
		return SentimentTurn
	case measure == ComplaintShare:
		return ComplaintSurge
	case d == baseline.Down:
		return VolumeDrop
	case competitor:
		return CompetitorSurge
	default:
		return VolumeSpike
	}
}

func (s *series) gather(f frame, v baseline.Verdict, r reading, a amount) {
	s.P = min(s.P, v.P)
	s.Tail.Amount.add(a)
	s.Tail.Tally.merge(f.tally)
	out := s.Sign * a.deviation()
	if s.Height = max(s.Height, out); out >= s.Height/2 {
		s.Last = f.end
		s.Evidence.Amount.add(s.Tail.Amount)
		s.Evidence.Tally.merge(&s.Tail.Tally)
		s.Tail = span{}
	}
	if r.outside(s.Sign) > s.Peak.outside(s.Sign) {
		s.Peak = r
	}
}

func (s *series) alert(tell AlertState, f frame, w *watch, o *Options) *Alert {
	a := w.alert(s.Kind, tell, s.Start, f.end)
	a.Value, a.Expected, a.Low, a.High = s.Peak.Value, s.Peak.Expected, s.Peak.Low, s.Peak.High
	switch tell {
	case Resolved:
		a.End, a.NewNormal = s.Last, s.Settled
	case Worse:
		before := s.Told
		a.Before = &before
	}
	a.Why = Why{
		Measure: s.measure, From: s.From, To: s.Last,
		Value: s.Evidence.Amount.seen(), Expected: s.Evidence.Amount.usual(),
		P: s.P, Threshold: o.oddness(), PerWeek: s.P / o.oddness() * o.Alerts.PerWeek, Coverage: s.Peak.Coverage,
	}
	a.Why.explain(&s.Evidence.Tally, &w.past)
	w.weigh(a)
	return a
}

// severity is the published formula of Alert.Severity.
func severity(a *Alert) int {
	unit := func(v float64) float64 { return max(0, min(1, v)) }
	unlikely := unit(math.Log10(a.Why.Threshold/max(a.Why.P, 1e-300)) / 6)
	large := unit(math.Abs(math.Log2((a.Value+0.5)/(a.Expected+0.5))) / 4)
	if a.Why.Measure != Mentions && a.Why.Measure != Followers {
		large = unit(math.Abs(math.Log2((a.Value+0.05)/(a.Expected+0.05))) / 4)
	}
	harm := share(a.Why.Negative, a.Why.Total)
	switch a.Kind {
	case VolumeDrop, Silence:
		harm = 0.5
	case UnusualReach:
		harm = 1
	}
	return 1 + int(math.Round(9*(0.3*unlikely+0.3*large+0.4*unit(harm))))
}

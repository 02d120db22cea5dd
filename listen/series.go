package listen

import (
	"time"

	"github.com/earshot-go/earshot/baseline"
)

// A series is one measure of one brand over time, with the alert that is up.
type series struct {
	lifecycle
	baseline *baseline.Baseline
	measure  string
	recent   recent

	kind     AlertKind
	sign     float64   // 1 for an incident above normal, -1 for one below
	swing    float64   // the passing deviation when the incident began
	start    time.Time // of the first odd window
	last     time.Time // end of the last window that was still halfway out
	peak     reading   // the window furthest out of line
	height   float64   // the largest deviation so far
	p        float64   // the strongest evidence
	from     time.Time // start of the first window behind the evidence
	evidence span      // of all windows from then to last
	tail     span      // of the windows after last, which may turn out to be the calm end
	settled  bool
}

// A reading is a verdict in the unit of the measure.
type reading struct {
	value, expected, low, high float64
	coverage                   float64
}

// A span is what several windows hold together.
type span struct {
	amount
	tally
}

func newSeries(b *Brand, o *Options, kind baseline.Kind) (series, error) {
	base, err := baseline.New(baseline.Options{
		Step: o.Interval, Location: b.location(), Kind: kind, Budget: o.Alerts.PerWeek,
	})
	s := series{baseline: base, measure: Mentions}
	if kind == baseline.Ratio {
		s.measure = NegativeShare
	}
	return s, err
}

func (s *series) up() bool { return s.state == Pending || s.state == Firing }

// step judges and learns the next window and returns the alert where its
// state changed.
func (s *series) step(f frame, o baseline.Observation, w *watch, opts *Options) (*Alert, error) {
	v, err := s.baseline.Update(o)
	if err != nil {
		return nil, err
	}
	s.recent.push(amountOf(v, o))
	odd := v.State == baseline.Onset || v.State == baseline.Lasting
	r := readingOf(v, o, f.coverage)
	if odd && !s.up() {
		s.begin(f, v, r)
	} else if s.up() {
		s.gather(f, v, r, amountOf(v, o).without(v.Parts.Swing/s.swing))
	}
	s.settled = v.State == baseline.NewNormal
	if !s.lifecycle.step(odd, f.end, opts.Alerts) {
		return nil, nil
	}
	return s.alert(f, w, opts), nil
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
	half := max((r.high-r.low)/2, 1e-9)
	return sign * (r.value - r.expected) / half
}

func (s *series) begin(f frame, v baseline.Verdict, r reading) {
	s.kind, s.sign, s.swing = kindOf(s.measure, v.Direction), float64(v.Direction), v.Parts.Swing
	s.start, s.last = f.start, f.end
	s.peak, s.p = r, v.P
	windows := max(v.Window, 1)
	s.from = f.start.Add(-time.Duration(windows-1) * f.end.Sub(f.start))
	s.evidence, s.tail = span{amount: s.recent.last(windows)}, span{}
	s.evidence.merge(f.tally)
	s.height = s.sign * s.recent.last(1).deviation()
}

func kindOf(measure string, d baseline.Direction) AlertKind {
	switch {
	case measure == NegativeShare:
		return SentimentTurn
	case d == baseline.Down:
		return VolumeDrop
	default:
		return VolumeSpike
	}
}

func (s *series) gather(f frame, v baseline.Verdict, r reading, a amount) {
	s.p = min(s.p, v.P)
	s.tail.amount.add(a)
	s.tail.merge(f.tally)
	out := s.sign * a.deviation()
	if s.height = max(s.height, out); out >= s.height/2 {
		s.last = f.end
		s.evidence.amount.add(s.tail.amount)
		s.evidence.merge(&s.tail.tally)
		s.tail = span{}
	}
	if r.outside(s.sign) > s.peak.outside(s.sign) {
		s.peak = r
	}
}

func (s *series) alert(f frame, w *watch, o *Options) *Alert {
	a := &Alert{
		ID:    w.brand.Name + "/" + string(s.kind) + "/" + s.start.Format(time.RFC3339),
		Brand: w.brand.Name, Competitor: w.brand.Competitor,
		Kind: s.kind, State: s.state, Time: f.end, Start: s.start,
		Value: s.peak.value, Expected: s.peak.expected, Low: s.peak.low, High: s.peak.high,
	}
	if s.state == Resolved {
		a.End, a.NewNormal = s.last, s.settled
	}
	a.Why = Why{
		Measure: s.measure, From: s.from, To: s.last,
		Value: s.evidence.seen(), Expected: s.evidence.usual(),
		P: s.p, Threshold: o.oddness(), PerWeek: s.p / o.oddness() * o.Alerts.PerWeek, Coverage: s.peak.coverage,
	}
	a.Why.explain(&s.evidence.tally, &w.past)
	return a
}

package listen

import (
	"errors"
	"time"

	"github.com/earshot-go/earshot/baseline"
)

// A watch follows one brand: what is normal for it, and which of its alerts
// are up.
type watch struct {
	brand      *Brand
	volume     series
	tone       series
	complaints series
	past       past
	incident   string // what its alerts that are up belong to
}

func newWatch(b *Brand, o *Options) (*watch, error) {
	w := &watch{brand: b}
	var volume, tone, complaints error
	w.volume, volume = newSeries(b, o, Mentions)
	w.tone, tone = newSeries(b, o, NegativeShare)
	w.complaints, complaints = newSeries(b, o, ComplaintShare)
	return w, errors.Join(volume, tone, complaints)
}

// A frame is one closed window of one brand.
type frame struct {
	start, end time.Time
	tally      *tally
	coverage   float64 // share of the brand's usual sources that were listened to
}

// enough is the least coverage at which a window is judged and learned. Below
// it the window tells more about the sources than about the brand.
const enough = 0.5

// sure is the least coverage at which few mentions can open an alert.
const sure = 0.95

// judge takes a closed window, adds to it what is normal there, and returns
// the alerts that it changes.
func (w *watch) judge(f frame, win *Window, o *Options) ([]*Alert, error) {
	if f.coverage < enough {
		return nil, nil
	}
	var alerts []*Alert
	var errs []error
	step := func(s *series, value, of int) *Level {
		ob := baseline.Observation{Time: f.start, Value: float64(value), Of: float64(of)}
		if of == 0 {
			ob.Coverage = f.coverage
		}
		level, alert, err := s.step(f, ob, w, o)
		errs = append(errs, err)
		if alert != nil {
			alert.Incident = w.incidentOf(alert)
			alerts = append(alerts, alert)
		}
		return level
	}
	win.Volume = step(&w.volume, f.tally.Mentions, 0)
	if f.tally.Scored > 0 {
		win.Tone = step(&w.tone, f.tally.Negative, f.tally.Scored)
	}
	if f.tally.Mentions > 0 {
		win.Complaint = step(&w.complaints, f.tally.Complaints, f.tally.Mentions)
	}
	if !w.up() {
		w.past.add(f.tally)
		w.incident = ""
	}
	return alerts, errors.Join(errs...)
}

func (w *watch) up() bool { return w.volume.up() || w.tone.up() || w.complaints.up() }

// incidentOf tells what an alert belongs to; the first one that comes up
// begins an incident.
func (w *watch) incidentOf(a *Alert) string {
	if w.incident == "" {
		w.incident = a.ID
	}
	return w.incident
}

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
	silence    silence
	reach      reach
	topics     topics
	past       past
	incident   string // what its alerts that are up belong to
	terms      string // by which its mentions were found, as a hash
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
func (w *watch) judge(f frame, win *Window, o *Options) (alerts []*Alert, err error) {
	if f.coverage < enough {
		return nil, nil
	}
	add := func(a *Alert) {
		if a != nil {
			a.Incident = w.incidentOf(a)
			alerts = append(alerts, a)
		}
	}
	var tone, complaints error
	levels := win.levels()
	volume := w.judgeVolume(f, levels.volume, add, o)
	if f.tally.Scored > 0 {
		tone = w.judgeShare(&w.tone, f, f.tally.Negative, f.tally.Scored, levels.tone, add, o)
	}
	if f.tally.Mentions > 0 {
		complaints = w.judgeShare(&w.complaints, f, f.tally.Complaints, f.tally.Mentions, levels.complaint, add, o)
	}
	add(w.reach.step(f, w, o))
	add(w.topics.step(f, w, o))
	if !w.abnormal() {
		w.past.add(f.tally)
	}
	if !w.up() {
		w.incident = ""
	}
	return alerts, errors.Join(volume, tone, complaints)
}

func (w *watch) judgeVolume(f frame, level **Level, add func(*Alert), o *Options) error {
	ob := baseline.Observation{Time: f.start, Value: float64(f.tally.Mentions), Coverage: f.coverage}
	v, err := w.volume.judge(ob)
	if err != nil {
		return err
	}
	add(w.silence.step(f, readingOf(v, ob, f.coverage), v, w, o))
	add(w.volume.follow(f, ob, v, level, w, o))
	return nil
}

func (w *watch) judgeShare(s *series, f frame, value, of int, level **Level, add func(*Alert), o *Options) error {
	ob := baseline.Observation{Time: f.start, Value: float64(value), Of: float64(of)}
	v, err := s.judge(ob)
	if err == nil {
		add(s.follow(f, ob, v, level, w, o))
	}
	return err
}

// abnormal tells whether what is said now is not what is usually said.
func (w *watch) abnormal() bool {
	return w.volume.up() || w.tone.up() || w.complaints.up() || w.silence.up()
}

func (w *watch) up() bool { return w.abnormal() || w.reach.up() || w.topics.up() }

// incidentOf tells what an alert belongs to; the first one that comes up
// begins an incident.
func (w *watch) incidentOf(a *Alert) string {
	if a.State == Held {
		return a.ID
	}
	if w.incident == "" {
		w.incident = a.ID
	}
	return w.incident
}

// alert is one of the brand, without its measure and its why.
func (w *watch) alert(kind AlertKind, state AlertState, start, now time.Time) *Alert {
	return &Alert{
		ID:    w.brand.Name + "/" + string(kind) + "/" + start.Format(time.RFC3339),
		Brand: w.brand.Name, Competitor: w.brand.Competitor,
		Kind: kind, State: state, Time: now, Start: start,
	}
}

// weigh tells how severe and how urgent an alert is, once its why is known.
func (w *watch) weigh(a *Alert) {
	a.Severity = severity(a)
	a.urge(w.brand.Hours, w.brand.location())
}

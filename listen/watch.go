package listen

import (
	"errors"
	"time"

	"github.com/earshot-go/earshot/baseline"
)

// A watch follows one brand: what is normal for it, and which of its alerts
// are up.
type watch struct {
	brand  *Brand
	volume series
	tone   series
	past   past
}

func newWatch(b *Brand, o *Options) (*watch, error) {
	w := &watch{brand: b}
	var volume, tone error
	w.volume, volume = newSeries(b, o, baseline.Counts)
	w.tone, tone = newSeries(b, o, baseline.Ratio)
	return w, errors.Join(volume, tone)
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

// judge takes a closed window and returns the alerts that it changes.
func (w *watch) judge(f frame, o *Options) ([]*Alert, error) {
	if f.coverage < enough {
		return nil, nil
	}
	volume, volumeErr := w.volume.step(f, baseline.Observation{
		Time: f.start, Value: float64(f.tally.Mentions), Coverage: f.coverage,
	}, w, o)
	var tone *Alert
	var toneErr error
	if f.tally.Scored > 0 {
		tone, toneErr = w.tone.step(f, baseline.Observation{
			Time: f.start, Value: float64(f.tally.Negative), Of: float64(f.tally.Scored),
		}, w, o)
	}
	if !w.volume.up() && !w.tone.up() {
		w.past.add(f.tally)
	}
	var alerts []*Alert
	for _, a := range []*Alert{volume, tone} {
		if a != nil {
			alerts = append(alerts, a)
		}
	}
	return alerts, errors.Join(volumeErr, toneErr)
}

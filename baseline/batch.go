package baseline

import "time"

// Decompose explains a finished series: what each interval was expected to be and of which parts, by a
// baseline that has already seen the whole series once. The observations are in order of time; the error
// is that of the first that cannot be learned.
func Decompose(o Options, all []Observation) ([]Verdict, error) {
	b, err := New(o)
	if err != nil {
		return nil, err
	}
	for _, obs := range all {
		if err := b.Learn(obs); err != nil {
			return nil, err
		}
	}
	b.rewind(all)
	verdicts := make([]Verdict, 0, len(all))
	for _, obs := range all {
		v, err := b.Update(obs)
		if err != nil {
			return nil, err
		}
		verdicts = append(verdicts, v)
	}
	return verdicts, nil
}

// rewind goes back to before the first interval but keeps the season, the events and what the series'
// chance looks like. The level is what the first two days had, seen with what is known of their shape.
func (b *Baseline) rewind(all []Observation) {
	if len(all) == 0 {
		return
	}
	m := &b.model
	m.swing.size, m.swing.last, m.swing.lastInfo = 0, 0, 0
	m.swing.slow, m.swing.slowInfo = 0, 0
	start := incident{rows: 1}
	for i, o := range all {
		if i >= 14 && o.Time.Sub(all[0].Time) >= 48*time.Hour {
			break
		}
		p := m.predict(b.set, b.set.phase(o.Time), o, longSwing)
		start.rows = uint32(i + 1)
		start.value += float32(m.gauge.to(o.Value))
		start.base += float32(p.base)
		start.size += float32(p.size)
	}
	m.shift(start.offset(b.set.kind))
	b.scan.restart()
	b.news = 0
	b.incident = incident{}
	b.last = b.first - int64(b.set.seconds)
}

// Incident is a stretch of a finished series that was not normal.
type Incident struct {
	Start, End time.Time // the onset and the interval that closed it; End is the last interval if none did
	Direction  Direction
	P          float64 // the smallest probability during it
	Peak       float64 // the value furthest from what was expected
	// Shift says that it became the new normal: End is then a change point.
	Shift bool
}

// Incidents finds the anomalies and the lasting shifts of a finished series.
func Incidents(o Options, all []Observation) ([]Incident, error) {
	verdicts, err := Decompose(o, all)
	if err != nil {
		return nil, err
	}
	var found []Incident
	for _, v := range verdicts {
		if v.State == None {
			continue
		}
		if v.State == Onset {
			found = append(found, Incident{Start: v.Time, Direction: v.Direction, P: v.P})
		}
		last := &found[len(found)-1]
		last.End, last.Peak, last.P = v.Time, v.Peak, min(last.P, v.P)
		last.Shift = v.State == NewNormal
	}
	return found, nil
}

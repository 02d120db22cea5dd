package baseline

import (
	"math"
	"time"
)

// Baseline knows what is normal for one series. It is a plain value of fixed size without pointers to
// state: an assignment copies it. The zero Baseline is ready to use, for hourly counts in UTC. It is not
// safe for concurrent use.
type Baseline struct {
	set      *settings // shared and never written; nil means the defaults
	first    int64     // unix second of the first interval learned
	last     int64     // and of the last
	model    model
	scan     scan
	tail     tail // of the evidence over windows
	alone    tail // of single intervals
	news     float32
	cover    cover
	size     size
	incident incident
}

// New makes a baseline. Its error joins an [OptionError] for every bad option.
func New(o Options) (*Baseline, error) {
	s, err := o.settings()
	if err != nil {
		return nil, err
	}
	return &Baseline{set: &s}, nil
}

// Observe judges the interval that began at t and held v against all before it, then learns it. A value
// that cannot be learned (see [ObservationError]) changes nothing and comes back in a Verdict that is not
// Ready; where that matters use [Baseline.Update]. It does not allocate.
func (b *Baseline) Observe(t time.Time, v float64) Verdict {
	verdict, _ := b.Update(Observation{Time: t, Value: v})
	return verdict
}

// Update judges an observation against all before it, then learns it. On an error nothing has changed.
func (b *Baseline) Update(o Observation) (Verdict, error) {
	elapsed, err := b.admit(o)
	if err != nil {
		return Verdict{Time: o.Time, Value: o.Value}, err
	}
	if b.model.n == 0 {
		b.begin(o)
	}
	return b.take(o, elapsed), nil
}

// Judge says what Update would say and changes nothing.
func (b *Baseline) Judge(o Observation) Verdict {
	trial := *b
	v, _ := trial.Update(o)
	return v
}

// Learn learns an observation. Its error is an [ObservationError], after which nothing has changed.
func (b *Baseline) Learn(o Observation) error {
	_, err := b.Update(o)
	return err
}

// Ready says whether there is enough history to judge by: 14 intervals and two days' worth of them.
func (b *Baseline) Ready() bool {
	const days, intervals = 2, 14
	return b.model.n >= intervals && float64(b.model.n)*b.settings().seconds >= days*secPerDay
}

// Seen is the number of intervals learned.
func (b *Baseline) Seen() int { return int(b.model.n) }

// Last is when the last learned interval began; the zero time before there was one.
func (b *Baseline) Last() time.Time {
	if b.model.n == 0 {
		return time.Time{}
	}
	return time.Unix(b.last, 0).UTC()
}

// admit checks an observation and returns the seconds since the last one.
func (b *Baseline) admit(o Observation) (float64, error) {
	if err := o.check(b.settings().kind); err != nil {
		return 0, err
	}
	if b.model.n == 0 {
		return b.settings().seconds, nil
	}
	elapsed := o.Time.Unix() - b.last
	if elapsed <= 0 {
		return 0, &ObservationError{Field: "Time", Value: o.Time, Time: o.Time, Reason: ErrTime}
	}
	return float64(elapsed), nil
}

func (b *Baseline) begin(o Observation) {
	b.set = b.settings()
	b.first = o.Time.Unix()
	b.model.begin(b.set.kind, o)
	b.scan.begin()
	b.cover = cover{1, 1}
	b.tail = newTail(priorOver)
	b.alone = newTail(math.Exp(-tailBar))
}

func (b *Baseline) take(o Observation, elapsed float64) (v Verdict) {
	s := b.set
	value := b.model.gauge.to(o.Value)
	p := b.model.predict(s, s.phase(o.Time), o, elapsed)
	if len(s.calendar) > 0 && s.class(time.Unix(b.last, 0)) != p.ph.class {
		b.scan.restart() // no window reaches over the edge of a known event, of which it knows too little
	}
	b.scan.push(s.kind, &p, value)
	e := b.scan.weigh(s, &p, b.model.n > calibrateAfter)
	b.describe(&v, o, &p)
	b.assess(&v, e)
	v.Size, v.Surge = b.size.weigh(v.Value, b.model.gauge.from(p.base))
	b.last = o.Time.Unix()
	b.cover.learn(s.kind, &p, value, v.Value < v.Low || v.Value > v.High)
	b.follow(&v, &p, e, value)
	b.model.learn(s, &p, value, elapsed, v.State == None || s.kind == Amount)
	if s.kind == Amount {
		b.regauge()
	}
	return v
}

// calibrateAfter is how many intervals pass before the windows' scores are compared with what they should be.
const calibrateAfter = 48

// newsHalfLife is the time in seconds after which old evidence counts half.
const newsHalfLife = 24 * 3600.0

// describe fills what was expected.
func (b *Baseline) describe(v *Verdict, o Observation, p *prediction) {
	g := b.model.gauge
	v.Time, v.Value, v.Expected, v.Ready = o.Time, o.Value, g.from(p.mean), b.Ready()
	v.Low, v.High = band(b.set.kind, p, b.cover.z95())
	v.Low, v.High = g.from(v.Low), g.from(v.High)
	v.Parts = b.model.parts(b.set.kind, p)
}

// assess turns evidence into probabilities that hold for this series, and learns from it.
func (b *Baseline) assess(v *Verdict, e evidence) {
	all, one := surprise(e.z), surprise(e.first)
	v.Direction, v.Window = directionOf(e.z), e.window
	v.P, v.Alone = 1, 1
	if !v.Ready {
		return
	}
	rarity := b.tail.rarity(all)
	v.P, v.Alone = expOf(-rarity), expOf(-b.alone.rarity(one))
	v.Score = 1 - v.P
	if rarity > float64(b.news) {
		v.News = v.Score
		b.news = float32(rarity)
	}
	b.news *= float32(b.set.newsKeep)
	rate := tailRate(float64(b.model.n))
	if b.incident.since == 0 || b.set.kind == Amount {
		b.tail.learn(all, rate, true)
	}
	b.alone.learn(one, rate, false)
}

func directionOf(z float64) Direction {
	switch {
	case z > 0:
		return Up
	case z < 0:
		return Down
	}
	return Same
}

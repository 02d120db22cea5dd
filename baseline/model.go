package baseline

import "math"

// model predicts an interval from a level, the season, known events and a local swing that fades within
// a day. All of it is on the link scale of its kind: log for counts, logit for ratios, plain units for
// amounts.
//
// It learns as a Kalman filter does whose parts are taken for independent: each part takes the share of a
// surprise that its own uncertainty has in the whole. The uncertainties are not stored but follow from
// how much was seen, which keeps the state small.
type model struct {
	n         uint32 // intervals learned
	level     float32
	levelDays float32 // how many days the level has had to settle
	season    season
	event     [Classes]effect
	noise     moments // spread beyond chance: over-dispersion, or the variance of an amount
	swing     swing
	gauge     gauge
}

func (m *model) begin(kind Kind, o Observation) {
	m.gauge = gauge{unit: 1}
	switch kind {
	case Counts:
		m.level = float32(math.Log((o.Value + 0.5) / o.exposure()))
	case Ratio:
		m.level = float32(math.Log((o.Value + 0.5) / (o.Of - o.Value + 1)))
	case Amount:
		m.gauge = gauge{o.Value, math.Abs(o.Value)*0.1 + 1e-9}
	}
}

// effect is what a class of known events does to the series, and in how many intervals it was seen.
type effect struct{ size, n float32 }

// moments is a ratio of two sums that forget.
type moments struct{ sum, weight float32 }

func (m moments) mean(prior, priorWeight float64) float64 {
	return (float64(m.sum) + prior*priorWeight) / (float64(m.weight) + priorWeight)
}

func (m *moments) add(sum, weight, keep float64) {
	m.sum = float32(float64(m.sum)*keep + sum)
	m.weight = float32(float64(m.weight)*keep + weight)
}

// swing is the local deviation from the profile: it returns to zero with the time constant swingTime.
type swing struct {
	size, variance float32
	last, lastInfo float32 // the last surprise against the profile alone, for the autocovariance
	spread         moments // the variance of the swing, learned from that autocovariance
}

// The constants of the model. Variances are on the link scale; they are priors that some weeks of data
// outweigh.
const (
	swingTime       = 16 * 3600.0 // s
	priorSwing      = 0.01
	priorSwingInfo  = 4.0
	priorNoise      = 0.1
	priorNoiseInfo  = 4.0
	priorHour       = 0.25
	priorOff        = 0.06
	priorDay        = 0.04
	priorWeek       = 0.01
	priorEvent      = 0.25
	memoryDays      = 56.0
	memoryWeeks     = 12.0
	memoryLevelDays = 14.0
	memoryMoments   = 56 * 86400.0 // s
	clip            = 3.0
)

// prediction is what the model says of one interval before seeing it.
type prediction struct {
	ph       phase
	profile  float64 // level, season and event on the link scale
	swing    float64
	swingVar float64
	spread   float64 // long-run variance of the swing
	noise    float64 // over-dispersion or variance
	size     float64 // exposure of a count, trials of a ratio
	base     float64 // expected value from the profile alone
	mean     float64 // expected value with the swing
	chance   float64 // variance on the link scale of the interval's own noise
	own      shares
	levelVar float64
	eventVar float64
}

func (p *prediction) paramVar() float64 {
	q := (1-p.ph.part)*(1-p.ph.part) + p.ph.part*p.ph.part
	return p.levelVar + p.eventVar + q*(p.own.hour+p.own.off+p.own.day+p.own.week)
}

// link functions -------------------------------------------------------------------------------------

func (m *model) meanOf(kind Kind, eta, size float64) float64 {
	switch kind {
	case Counts:
		return size * math.Exp(max(-30, min(30, eta)))
	case Ratio:
		return size / (1 + math.Exp(-eta))
	}
	return eta
}

// parts says what the expected value is made of.
func (m *model) parts(kind Kind, p *prediction) Parts {
	event := 0.0
	if p.ph.class > 0 {
		event = float64(m.event[p.ph.class-1].size)
	}
	level := float64(m.level)
	season := p.profile - level - event
	if kind == Amount {
		u := m.gauge.unit
		return Parts{m.gauge.from(level), season * u, event * u, p.swing * u}
	}
	return Parts{math.Exp(level), math.Exp(season), math.Exp(event), math.Exp(p.swing)}
}

// chanceVar is the variance on the link scale of one interval's value, for a given mean.
func chanceVar(kind Kind, mean, size, noise float64) float64 {
	switch kind {
	case Counts:
		return 1/max(mean, 1e-9) + noise
	case Ratio:
		return 1/max(mean*(1-mean/max(size, 1e-9)), 1e-9) + noise
	}
	return noise
}

func (m *model) predict(s *settings, ph phase, o Observation, elapsed float64) prediction {
	p := prediction{ph: ph, size: o.exposure()}
	if s.kind == Ratio {
		p.size = o.Of
	}
	offHour, offNext := s.off(ph.hour), s.off(ph.next)
	p.profile = float64(m.level) + (1-ph.part)*m.season.at(ph.hour, offHour)
	if ph.part > 0 {
		p.profile += ph.part * m.season.at(ph.next, offNext)
	}
	if ph.class > 0 {
		p.profile += float64(m.event[ph.class-1].size)
	}
	p.spread = max(0, m.swing.spread.mean(priorSwing, priorSwingInfo))
	p.noise = max(1e-4, m.noise.mean(priorNoise, priorNoiseInfo))
	if s.kind == Amount {
		p.noise = max(1e-6, m.noise.mean(1, 4))
	}
	fade := math.Exp(-elapsed / swingTime)
	p.swing = float64(m.swing.size) * fade
	p.swingVar = float64(m.swing.variance)*fade*fade + p.spread*(1-fade*fade)
	p.base = m.meanOf(s.kind, p.profile, p.size)
	p.mean = m.meanOf(s.kind, p.profile+p.swing, p.size)
	p.chance = chanceVar(s.kind, p.mean, p.size, p.noise)
	m.uncertainty(s, &p, offHour || offNext)
	return p
}

// uncertainty fills the variances of the parts from how often each was seen.
func (m *model) uncertainty(s *settings, p *prediction, off bool) {
	unit := 1.0
	if s.kind == Amount {
		unit = 4 * p.noise
	}
	step := s.step.Seconds()
	days := float64(m.n) * step / 86400
	perHour := max(1, secPerHour/step)
	perDay := min(max(1, 86400/step), 24) * perHour
	hourNoise := p.chance/perHour + p.spread
	hourly := func(prior, visits float64) float64 { return 1 / (1/(prior*unit) + visits/hourNoise) }
	p.own.hour = hourly(priorHour, min(days, memoryDays))
	if off {
		p.own.off = hourly(priorOff, min(days*2/7, memoryWeeks*2))
	}
	weeks := min(days/7, memoryWeeks)
	p.own.week = hourly(priorWeek, weeks)
	p.own.day = 1 / (1/(priorDay*unit) + weeks/(p.chance/perDay+p.spread/2))
	seen := min(float64(m.levelDays), memoryLevelDays)
	p.levelVar = 1 / (1/(4*unit) + seen/(p.chance/perDay+p.spread/2))
	if p.ph.class > 0 {
		p.eventVar = 1 / (1/(priorEvent*unit) + float64(m.event[p.ph.class-1].n)*step/86400/(p.chance/perDay+p.spread/2))
	}
}

// learn takes an observation into the model.
func (m *model) learn(s *settings, p *prediction, value float64, elapsed float64) {
	if p.size <= 0 {
		return
	}
	param := p.paramVar()
	total := p.chance + param + p.swingVar
	clipped := clipValue(s.kind, value, p.mean, p.size, total)
	surprise := linkResidual(s.kind, clipped-p.mean, p.mean, p.size)
	long := p.chance + param + p.spread
	own := clipValue(s.kind, value, p.base, p.size, long)
	m.share(s, p, linkResidual(s.kind, own-p.base, p.base, p.size)/long)
	m.learnSwing(s, p, own, surprise/total, param, elapsed)
	m.learnNoise(s, p, clipped, param, elapsed)
	m.n++
	m.levelDays += float32(s.step.Seconds() / secPerDay)
}

func (m *model) share(s *settings, p *prediction, pull float64) {
	m.level += float32(p.levelVar * pull)
	if p.ph.class > 0 {
		e := &m.event[p.ph.class-1]
		e.size += float32(p.eventVar * pull)
		e.n++
	}
	m.season.learn(p.ph.hour, s.off(p.ph.hour), pull*(1-p.ph.part), p.own)
	if p.ph.part > 0 {
		m.season.learn(p.ph.next, s.off(p.ph.next), pull*p.ph.part, p.own)
	}
}

func (m *model) learnSwing(s *settings, p *prediction, raw, pull, param, elapsed float64) {
	gain := p.swingVar / (p.chance + param + p.swingVar)
	m.swing.size = float32(p.swing + p.swingVar*pull)
	m.swing.variance = float32(p.swingVar * (1 - gain))
	// Chance is independent from one interval to the next, so what two neighbours' surprises have in
	// common is the swing's variance. Weights are those of a count: information under over-dispersion.
	spread := p.noise + p.spread
	info := 1 / chanceVar(s.kind, p.base, p.size, spread)
	score := linkResidual(s.kind, raw-p.base, p.base, p.size) * info
	step := s.step.Seconds()
	if elapsed < 1.5*step {
		fade := math.Exp(-elapsed / swingTime)
		keep := 1 - step/memoryMoments
		m.swing.spread.add(score*float64(m.swing.last), info*float64(m.swing.lastInfo)*fade, keep)
	}
	m.swing.last, m.swing.lastInfo = float32(score), float32(info)
}

func (m *model) learnNoise(s *settings, p *prediction, value, param, elapsed float64) {
	keep := 1 - s.step.Seconds()/memoryMoments
	e := linkResidual(s.kind, value-p.mean, p.mean, p.size)
	pure := p.chance - p.noise // what chance alone gives
	info := 1 / p.chance
	excess := e*e - pure - param - p.swingVar
	w := info * info
	if s.kind == Amount {
		w = 1
		excess = max(excess, 0)
	}
	m.noise.add(w*excess, w, keep)
}

// linkResidual turns a residual of values into one on the link scale.
func linkResidual(kind Kind, residual, mean, size float64) float64 {
	switch kind {
	case Counts:
		return residual / max(mean, 1e-9)
	case Ratio:
		return residual / max(mean*(1-mean/size), 1e-9)
	}
	return residual
}

// clipValue holds an outlier at the edge of what the model thinks possible, on the scale of values: there
// a rare count of one is no outlier, which on the link scale it would be.
func clipValue(kind Kind, value, mean, size, total float64) float64 {
	d := clip * math.Sqrt(total)
	switch kind {
	case Counts:
		d = clip*math.Sqrt(total)*mean + 2
	case Ratio:
		d = clip*math.Sqrt(total)*mean*(1-mean/size) + 1
	}
	return max(mean-d, min(mean+d, value))
}

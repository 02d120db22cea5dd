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
	trials    moments // the mean number of trials of a ratio's interval
	info      moments // the mean information of an interval, one over its variance
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

// acquaintance is how well a class of known events is known: from so many intervals, each with a noise of its own
// and a share of the day's swing. Unlike the shape of the week, of which there is always more to come, it has to
// be learned within the first hours of the first event.
type acquaintance struct{ prior, intervals, noise, spread, perDay float64 }

// doubt is the variance of the event's effect after some more intervals, or before some of them.
func (a *acquaintance) doubt(more float64) float64 {
	n := max(0, a.intervals+more)
	return 1 / (1/a.prior + n/(a.noise+n*a.spread/(1+n/a.perDay)))
}

// moments is a ratio of two sums that forget.
type moments struct{ sum, weight float32 }

func (m moments) mean(prior, priorWeight float64) float64 {
	return (float64(m.sum) + prior*priorWeight) / (float64(m.weight) + priorWeight)
}

func (m *moments) add(sum, weight, keep float64) {
	m.sum = float32(float64(m.sum)*keep + sum)
	m.weight = float32(float64(m.weight)*keep + weight)
}

// Times are in seconds, variances on the link scale: priors that some weeks of data outweigh. They were
// chosen once, on made-up mentions, and no figure hangs on one of them: half or twice as much of those that
// were tried moved recall by less than two seeds differ.
const (
	priorHour  = 1.0  // an hour of the day may well be e times the next
	priorOff   = 0.06 // a day off differs from a working day by a quarter, in shape
	priorDay   = 0.04 // weekdays differ by a fifth
	priorWeek  = 0.01 // and an hour of one weekday from that of another by a tenth
	priorEvent = 0.5  // holidays halve or double

	priorNoise     = 0.5 // over-dispersion: half the mean squared, where counts are too few to tell
	priorNoiseInfo = 1.0
	amountInfo     = 4.0  // the weight of an amount's first unit, in intervals
	priorSwing     = 0.01 // a passing swing of a tenth
	priorSwingInfo = 4.0

	memoryDays      = 56.0 // of the shape of the day
	memoryWeeks     = 12.0 // of what is told apart by the weekday
	memoryLevelDays = 14.0
	memoryMoments   = 56 * 86400.0 // of noise and swing
	memoryInfo      = 14 * 86400.0

	swingTime  = 16 * 3600.0 // how long a swing lasts, until the series says otherwise
	shortSwing = 6 * 3600.0  // a shorter one is a burst, which is to be noticed and not explained
	longSwing  = 14 * 86400.0
	slowTime   = 7 * 86400.0 // the past that tells long swings from short ones
	timeInfo   = 500.0
	leastLeft  = 0.1 // what is left of a swing after one interval, at least: of a month's there is none to tell of

	clip       = 3.0 // standard deviations beyond which a surprise teaches no more
	noiseDays  = 2.0 // before which no noise is learned, nor anything about weekdays
	spreadDays = 4.0 // and no swing
)

// prediction is what the model says of one interval before seeing it.
type prediction struct {
	ph       phase
	profile  float64 // level, season and event on the link scale
	swing    float64
	swingVar float64
	spread   float64 // long-run variance of the swing
	time     float64 // its time constant in seconds
	noise    float64 // over-dispersion or variance
	size     float64 // exposure of a count, trials of a ratio
	base     float64 // expected value from the profile alone
	mean     float64 // expected value with the swing
	chance   float64 // variance on the link scale of the interval's own noise
	own      shares
	levelVar float64
	eventVar float64
	event    acquaintance

	gain                 shares // of a surprise on the link scale
	levelGain, eventGain float64
}

func (p *prediction) paramVar() float64 {
	q := (1-p.ph.part)*(1-p.ph.part) + p.ph.part*p.ph.part
	return p.levelVar + p.eventVar + q*(p.own.hour+p.own.off+p.own.day+p.own.week)
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
	if kind == Counts && p.base > 0 { // an exponential less
		usual, known := expOf(level), expOf(event)
		return Parts{usual, p.base / (p.size * usual * known), known, p.mean / p.base}
	}
	return Parts{expOf(level), expOf(season), expOf(event), expOf(p.swing)}
}

func (m *model) predict(s *settings, ph phase, o Observation, elapsed float64) (p prediction) {
	p.ph, p.size = ph, o.exposure()
	if s.kind == Ratio {
		p.size = o.Of
	}
	p.profile = float64(m.level) + (1-ph.part)*m.season.at(s, ph.hour)
	if ph.part > 0 {
		p.profile += ph.part * m.season.at(s, ph.next)
	}
	if ph.class > 0 {
		p.profile += float64(m.event[ph.class-1].size)
	}
	p.time = swingTime
	if m.swing.tau > 0 {
		p.time = float64(m.swing.tau)
	}
	p.noise = m.spreadBeyondChance(s.kind)
	fade := expOf(-elapsed / p.time)
	left := fade
	if elapsed != s.seconds {
		left = expOf(-s.seconds / p.time)
	}
	p.spread = max(0, m.swing.near.mean(priorSwing, priorSwingInfo)) / max(left, leastLeft)
	p.swing = float64(m.swing.size) * fade
	p.swingVar = float64(m.swing.variance)*fade*fade + p.spread*(1-fade*fade)
	p.base = meanOf(s.kind, p.profile, p.size)
	p.mean = swung(s.kind, &p)
	p.chance = chanceVar(s.kind, p.mean, p.size, p.noise)
	m.uncertainty(s, &p, s.off(ph.hour) || s.off(ph.next))
	return p
}

// spreadBeyondChance is the over-dispersion of a count or ratio, or the variance of an amount, never nothing.
func (m *model) spreadBeyondChance(kind Kind) float64 {
	if kind == Amount {
		return max(1e-6, m.noise.mean(1, amountInfo)) // in units in which it is about one
	}
	return max(1e-4, m.noise.mean(priorNoise, priorNoiseInfo))
}

// uncertainty fills the variances of the parts from how often each was seen, and the parts' gains.
//
// A visit is what a part sees in one go: an hour's rows for the shape of the day, a day's for the level.
// The swing makes the rows of a visit alike, so a visit says less than its rows would if they were independent.
func (m *model) uncertainty(s *settings, p *prediction, off bool) {
	unit := 1.0
	switch s.kind {
	case Ratio:
		unit = 0.1 // shares move less than counts do
	case Amount:
		unit = 400 * p.noise // and an amount may have any shape
	}
	step := s.seconds
	days := float64(m.n) * step / secPerDay
	weeks := min(days/7, memoryWeeks)
	perHour := max(1, secPerHour/step)
	perDay := max(1, secPerDay/step)
	info := 1 / (p.chance + p.spread)
	mean := m.info.mean(info, 1)
	hourNoise := p.chance/perHour + p.spread
	dayNoise := 1/(mean*perDay) + p.spread/2
	known := func(prior, visits, noise float64) float64 { return 1 / (1/(prior*unit) + visits/noise) }
	p.own.hour = known(priorHour, min(days, memoryDays), hourNoise)
	if off {
		p.own.off = known(priorOff, min(days*2/7, memoryWeeks*2), hourNoise)
	}
	p.own.week = known(priorWeek, weeks, hourNoise)
	p.own.day = known(priorDay, weeks, dayNoise)
	p.levelVar = known(4, min(float64(m.levelDays), memoryLevelDays), dayNoise)
	if c := p.ph.class; c > 0 {
		p.event = acquaintance{priorEvent * unit, float64(m.event[c-1].n), 1 / mean, p.spread, perDay}
		p.eventVar = p.event.doubt(0)
		p.eventGain = 1 - p.event.doubt(1)/p.eventVar
	}
	all := p.paramVar()
	hourly := 1 / (perHour * (hourNoise + all))
	allDay := p.levelVar + p.own.day + p.eventVar + (p.own.hour+p.own.off+p.own.week)/24
	daily := info / mean / (perDay * (dayNoise + allDay))
	p.gain = shares{p.own.hour * hourly, p.own.off * hourly, p.own.day * daily, p.own.week * hourly}
	p.levelGain = p.levelVar * daily
	if days < noiseDays && s.kind != Amount { // a first day has no weekday to tell it from
		p.gain.off, p.gain.day, p.gain.week = 0, 0, 0
	}
}

// learn takes an observation into the model.
func (m *model) learn(s *settings, p *prediction, value, elapsed float64, calm bool) {
	if p.size <= 0 {
		return
	}
	param := p.paramVar()
	total := p.chance + param + p.swingVar
	clipped := clipValue(s.kind, value, p.mean, p.size, total)
	surprise := bend(s.kind, clipped, p.mean, linkResidual(s.kind, clipped-p.mean, p.mean, p.size), total)
	long := p.chance + param + p.spread
	own := clipValue(s.kind, value, p.base, p.size, long)
	m.share(s, p, bend(s.kind, own, p.base, linkResidual(s.kind, own-p.base, p.base, p.size), long))
	if calm {
		m.learnSwing(p, surprise/total, param)
		m.learnChance(s, p, value, clipped, param, elapsed)
	} else {
		m.swing.size, m.swing.variance = float32(p.swing), float32(p.swingVar)
		m.swing.last, m.swing.lastInfo = 0, 0
	}
	m.n++
	m.levelDays += float32(s.seconds / secPerDay)
}

func (m *model) share(s *settings, p *prediction, surprise float64) {
	m.level += float32(p.levelGain * surprise)
	if p.ph.class > 0 {
		e := &m.event[p.ph.class-1]
		e.size += float32(p.eventGain * surprise)
		e.n++
	}
	m.season.learn(s, p.ph.hour, surprise*(1-p.ph.part), p.gain)
	if p.ph.part > 0 {
		m.season.learn(s, p.ph.next, surprise*p.ph.part, p.gain)
	}
	m.trials.add(p.size, 1, s.infoKeep)
	m.info.add(1/(p.chance+p.spread), 1, s.infoKeep)
}

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
	bias           moments // the mean of the cut surprises
	last, lastInfo float32 // the last surprise against the profile alone, for the autocovariance
	near, far      moments // what a surprise shares with the last one, and with the smoothed past
	slow, slowInfo float32 // the smoothed past
	tau            float32 // the time constant in seconds, 0 for swingTime
}

// The constants of the model. Variances are on the link scale; they are priors that some weeks of data
// outweigh.
const (
	swingTime       = 16.0 * 3600.0 // s
	slowTime        = 7 * 86400.0
	shortSwing      = 6 * 3600.0
	longSwing       = 14 * 86400.0
	timeInfo        = 500.0
	priorSwing      = 0.01
	priorSwingInfo  = 4.0
	priorNoise      = 0.1
	priorNoiseInfo  = 4.0
	priorHour       = 1.0
	priorOff        = 0.06
	priorDay        = 0.04
	priorWeek       = 0.01
	priorEvent      = 0.5
	memoryDays      = 56.0
	memoryWeeks     = 12.0
	memoryLevelDays = 14.0
	memoryMoments   = 56 * 86400.0 // s
	memoryInfo      = 14 * 86400.0 // s
	clip            = 3.0
	noiseDays       = 2.0
	spreadDays      = 4.0
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

	gain                 shares // of a surprise on the link scale
	levelGain, eventGain float64
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
	return Parts{math.Exp(level), smallExp(season), smallExp(event), smallExp(p.swing)}
}

// swung is the mean with the swing. For counts it is a factor on the mean without.
func (m *model) swung(kind Kind, p *prediction) float64 {
	if kind == Counts {
		return p.base * smallExp(p.swing)
	}
	return m.meanOf(kind, p.profile+p.swing, p.size)
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
	p.noise = max(1e-4, m.noise.mean(priorNoise, priorNoiseInfo))
	if s.kind == Amount {
		p.noise = max(1e-6, m.noise.mean(1, 4))
	}
	fade := math.Exp(-elapsed / p.time)
	left := fade
	if elapsed != s.seconds {
		left = math.Exp(-s.seconds / p.time)
	}
	p.spread = max(0, m.swing.near.mean(priorSwing, priorSwingInfo)) / left
	p.swing = float64(m.swing.size) * fade
	p.swingVar = float64(m.swing.variance)*fade*fade + p.spread*(1-fade*fade)
	p.base = m.meanOf(s.kind, p.profile, p.size)
	p.mean = m.swung(s.kind, &p)
	p.chance = chanceVar(s.kind, p.mean, p.size, p.noise)
	m.uncertainty(s, &p, s.off(ph.hour) || s.off(ph.next))
	return p
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
		p.eventVar = known(priorEvent, float64(m.event[c-1].n)/perDay, dayNoise)
	}
	all := p.paramVar()
	hourly := 1 / (perHour * (hourNoise + all))
	allDay := p.levelVar + p.own.day + p.eventVar + (p.own.hour+p.own.off+p.own.week)/24
	daily := info / mean / (perDay * (dayNoise + allDay))
	p.gain = shares{p.own.hour * hourly, p.own.off * hourly, p.own.day * daily, p.own.week * hourly}
	p.levelGain, p.eventGain = p.levelVar*daily, p.eventVar*daily
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
	m.trials.add(p.size, 1, 1-s.seconds/memoryInfo)
	m.info.add(1/(p.chance+p.spread), 1, 1-s.seconds/memoryInfo)
}

func (m *model) learnSwing(p *prediction, pull, param float64) {
	gain := p.swingVar / (p.chance + param + p.swingVar)
	m.swing.size = float32(p.swing + p.swingVar*pull)
	m.swing.variance = float32(p.swingVar * (1 - gain))
}

// learnChance learns how wide chance and swing are, from when the profile is no longer the larger part of
// every surprise. Until then a day and night not yet told apart would pass for a swing that comes and goes, and
// slow down the very learning that tells them apart. Amounts cannot wait: their unit hangs on it.
func (m *model) learnChance(s *settings, p *prediction, value, clipped, param, elapsed float64) {
	days := float64(m.n) * s.seconds / secPerDay
	if days >= spreadDays || s.kind == Amount {
		m.learnSpread(s, p, value, elapsed)
	}
	if days >= noiseDays || s.kind == Amount {
		m.learnNoise(s, p, clipped, param)
	}
}

// learnSpread learns the swing's variance. Chance is independent from one interval to the next, so the
// variance is what two neighbours' surprises have in common. Each is cut at one standard deviation, and
// the product scaled up for it: else one week after a shift would pass for a lifetime of swings.
func (m *model) learnSpread(s *settings, p *prediction, value, elapsed float64) {
	const cut, scale = 1.0, 0.682689 // the scale is the share of a normal within the cut
	step := s.seconds
	keep := 1 - step/memoryMoments
	info := 1 / chanceVar(s.kind, p.base, p.size, p.noise+p.spread)
	sd := math.Sqrt(1 / info)
	std := linkResidual(s.kind, value-p.base, p.base, p.size) / sd
	std = max(-cut, min(cut, std))
	m.swing.bias.add(std, 1, keep)
	score := (std - m.swing.bias.mean(0, 200)) / (scale * sd)
	w := &m.swing
	if elapsed < 1.5*step {
		w.near.add(score*float64(w.last), info*float64(w.lastInfo), keep)
		w.far.add(score*float64(w.slow), info*float64(w.slowInfo), keep)
	}
	w.last, w.lastInfo = float32(score), float32(info)
	fresh := 1 - s.slowKeep
	w.slow += float32(fresh * (score - float64(w.slow)))
	w.slowInfo += float32(fresh * (info - float64(w.slowInfo)))
	if m.n%tauEvery == 0 {
		w.tau = float32(w.time(s))
	}
}

// tauEvery is how many intervals pass before the time constant is worked out again: it hardly moves.
const tauEvery = 8

// time is the time constant of the swing in seconds. A surprise shares with its predecessor spread*r, and
// with the smoothed past spread*r*fresh/(1-keep*r), where r is what is left of a swing after one interval.
func (w *swing) time(s *settings) float64 {
	keep := s.slowKeep
	r := math.Exp(-s.seconds / swingTime)
	prior := (1 - keep) / (1 - keep*r)
	near := w.near.mean(priorSwing, timeInfo)
	far := w.far.mean(priorSwing*prior, timeInfo)
	if near <= 0 || far <= 0 {
		return swingTime
	}
	r = (1 - (1-keep)*near/far) / keep
	if r <= 0 {
		return shortSwing
	}
	return max(shortSwing, min(longSwing, -s.seconds/math.Log(min(r, 1-1e-9))))
}

func (m *model) learnNoise(s *settings, p *prediction, value, param float64) {
	keep := 1 - s.seconds/memoryMoments
	e := linkResidual(s.kind, value-p.mean, p.mean, p.size)
	pure := p.chance - p.noise // what chance alone gives
	excess := e*e - pure - param - p.swingVar
	weight := 1 / (p.chance * p.chance)
	if s.kind == Amount {
		weight, excess = 1, max(excess, 0)
	}
	m.noise.add(weight*excess, weight, keep)
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

// bend makes a count's large surprise logarithmic. Up to two deviations (count - mean) / mean is what a
// logarithm learns without bias; but ten times the mean is not nine steps away on a log scale, it is 2.3,
// and a tenth is -2.3 and not -0.9.
func bend(kind Kind, value, mean, surprise, variance float64) float64 {
	const least = 2 // the mean below which a count has no large surprise
	edge := 2 * math.Sqrt(variance)
	switch {
	case kind != Counts || mean < least || math.Abs(surprise) <= edge:
		return surprise
	case surprise > 0:
		return edge + math.Log((1+surprise)/(1+edge))
	case edge < 1:
		return -edge + math.Log((value+0.5)/(mean+0.5)/(1-edge))
	}
	return surprise
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

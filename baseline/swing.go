package baseline

import "math"

// swing is the local deviation from the profile, which returns to zero: an autoregression whose variance and
// time constant are learned from how surprises follow one another.
type swing struct {
	size, variance float32
	bias           moments // the mean of the cut surprises
	last, lastInfo float32 // the last surprise against the profile alone, for the autocovariance
	near, far      moments // what a surprise shares with the last one, and with the smoothed past
	slow, slowInfo float32 // the smoothed past
	tau            float32 // the time constant in seconds, 0 for swingTime
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
	keep := s.momentsKeep
	variance := chanceVar(s.kind, p.base, p.size, p.noise+p.spread)
	info, sd := 1/variance, math.Sqrt(variance)
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
	keep := s.momentsKeep
	e := linkResidual(s.kind, value-p.mean, p.mean, p.size)
	pure := p.chance - p.noise // what chance alone gives
	excess := e*e - pure - param - p.swingVar
	weight := 1 / (p.chance * p.chance)
	if s.kind == Amount {
		weight, excess = 1, max(excess, 0)
	}
	m.noise.add(weight*excess, weight, keep)
}

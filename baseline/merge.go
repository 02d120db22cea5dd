package baseline

import (
	"errors"
	"math"
)

// The reasons why two baselines cannot be merged, told apart by errors.Is.
var (
	ErrOptions = errors.New("baseline: merge: made under other options")
	ErrSpan    = errors.New("baseline: merge: not the spans of time this merge is for")
)

// AddShard merges a baseline that learned the same intervals of the same thing from other posts, such as
// another shard of a stream: means add, variances add, and what counts time does not. Both must have
// learned the same last interval. It is commutative, and associative but for rounding.
//
// Ratios must have comparable numbers of trials: their shares are averaged by trials.
func (b *Baseline) AddShard(other *Baseline) error {
	switch {
	case other == nil:
		return nil
	case b.settings().print != other.settings().print:
		return ErrOptions
	case other.model.n == 0:
		return nil
	case b.model.n == 0:
		own := b.settings()
		*b = *other
		b.set = own
		return nil
	case b.last != other.last:
		return ErrSpan
	}
	merged := *b
	merged.model.addShard(b.set, &b.model, &other.model)
	merged.scan.addShard(b.set.kind, &b.scan, &other.scan)
	merged.tail, merged.alone = worse(b.tail, other.tail), worse(b.alone, other.alone)
	merged.news = min(b.news, other.news)
	merged.size.addShard(&b.size, &other.size)
	merged.cover.wide80 = max(b.cover.wide80, other.cover.wide80)
	merged.cover.wide95 = max(b.cover.wide95, other.cover.wide95)
	merged.first = min(b.first, other.first)
	merged.incident = incident{}
	*b = merged
	return nil
}

// worse is the tail that gives the smaller alarm: what the sum's tail is, only the sum can show.
func worse(a, b tail) tail {
	t := tail{
		over: max(a.over, b.over), half: max(a.half, b.half), tenth: max(a.tenth, b.tenth), n: min(a.n, b.n),
	}
	t.shapeUp()
	return t
}

// weights are what each shard has in the sum.
type weights struct{ a, b float64 }

func (m *model) addShard(s *settings, a, b *model) {
	var mean [hoursPerWeek]float64
	for h := range mean {
		mean[h] = joinMeans(s.kind, a, b, a.expects(s, h), b.expects(s, h))
	}
	w := shardWeights(s.kind, a, b)
	m.gauge = joinGauges(s.kind, a.gauge, b.gauge)
	m.setCells(s, &mean)
	m.n, m.levelDays = max(a.n, b.n), max(a.levelDays, b.levelDays)
	m.trials = moments{a.trials.sum + b.trials.sum*safe(a.trials.weight, b.trials.weight), a.trials.weight}
	m.noise = joinSquares(a.noise, b.noise, w)
	m.swing = joinSwings(a.swing, b.swing, w)
	m.info = moments{a.info.sum + b.info.sum*safe(a.info.weight, b.info.weight), a.info.weight}
	for c := range m.event {
		e, f := a.event[c], b.event[c]
		m.event[c] = effect{float32(w.a*float64(e.size) + w.b*float64(f.size)), max(e.n, f.n)}
	}
}

func safe(a, b float32) float32 {
	if b == 0 {
		return 0
	}
	return a / b
}

// expects is what the model expects at an hour of the week, on the link scale.
func (m *model) expects(s *settings, hour int) float64 {
	return float64(m.level) + m.season.at(s, hour)
}

func joinMeans(kind Kind, a, b *model, x, y float64) float64 {
	switch kind {
	case Counts:
		return math.Max(x, y) + math.Log1p(math.Exp(-math.Abs(x-y)))
	case Ratio:
		w := shardWeights(kind, a, b)
		p := w.a/(1+math.Exp(-x)) + w.b/(1+math.Exp(-y))
		return math.Log(p / (1 - p))
	}
	return (x*a.gauge.unit + y*b.gauge.unit) / math.Hypot(a.gauge.unit, b.gauge.unit)
}

// shardWeights are the shares of the two in what the sum's relative variation comes from.
func shardWeights(kind Kind, a, b *model) weights {
	x, y := 1.0, 1.0
	switch kind {
	case Counts:
		x, y = math.Exp(float64(a.level)), math.Exp(float64(b.level))
	case Ratio:
		x, y = a.trials.mean(1, 1e-3), b.trials.mean(1, 1e-3)
	case Amount:
		u := math.Hypot(a.gauge.unit, b.gauge.unit)
		return weights{a.gauge.unit / u, b.gauge.unit / u}
	}
	return weights{x / (x + y), y / (x + y)}
}

func joinGauges(kind Kind, a, b gauge) gauge {
	if kind != Amount {
		return a
	}
	return gauge{a.origin + b.origin, math.Hypot(a.unit, b.unit)}
}

// joinSquares joins relative variances of independent parts: each counts with the square of its weight.
func joinSquares(a, b moments, w weights) moments {
	weight := min(a.weight, b.weight)
	if weight <= 0 {
		return moments{}
	}
	mean := w.a*w.a*float64(a.sum/a.weight) + w.b*w.b*float64(b.sum/b.weight)
	return moments{float32(mean * float64(weight)), weight}
}

func joinSwings(a, b swing, w weights) swing {
	return swing{
		size:     float32(w.a*float64(a.size) + w.b*float64(b.size)),
		variance: float32(w.a*w.a*float64(a.variance) + w.b*w.b*float64(b.variance)),
		bias:     moments{a.bias.sum + b.bias.sum, a.bias.weight + b.bias.weight},
		near:     joinSquares(a.near, b.near, w),
		far:      joinSquares(a.far, b.far, w),
		slow:     a.slow + b.slow, slowInfo: a.slowInfo + b.slowInfo,
	}
}

// setCells finds the parts whose sums are the given 168 means: averages first, the rest in the finest part.
func (m *model) setCells(s *settings, mean *[hoursPerWeek]float64) {
	level := 0.0
	for _, v := range mean {
		level += v / hoursPerWeek
	}
	unit := cellUnit(s.kind)
	m.level, m.season = float32(level), season{}
	for day := range 7 {
		sum := 0.0
		for h := range hoursPerDay {
			sum += mean[day*hoursPerDay+h] - level
		}
		m.season.day[day] = cellOf(sum / hoursPerDay / unit)
	}
	for h := range hoursPerDay {
		plain, off, offDays := 0.0, 0.0, 0.0
		for day := range 7 {
			i := day*hoursPerDay + h
			rest := mean[i] - level - float64(m.season.day[day])*unit
			if s.off(i) {
				off += rest
				offDays++
			} else {
				plain += rest
			}
		}
		m.season.hour[h] = cellOf(plain / max(1, 7-offDays) / unit)
		if offDays > 0 {
			m.season.off[h] = cellOf(off/offDays/unit - float64(m.season.hour[h]))
		}
	}
	for i, v := range mean {
		m.season.week[i] = cellOf((v - m.expects(s, i)) / unit)
	}
}

func (c *scan) addShard(kind Kind, a, b *scan) {
	if a.step != b.step {
		c.restart()
	}
	for w := range c.fit {
		c.fit[w] = max(a.fit[w], b.fit[w])
	}
	if a.step != b.step {
		return
	}
	for i := range c.short {
		c.short[i] = joinMarks(kind, a.short[i], b.short[i])
	}
	for l := range c.long {
		for i := range c.long[l] {
			c.long[l][i] = joinMarks(kind, a.long[l][i], b.long[l][i])
		}
	}
}

// addShard adds what is summed; of the norms the mean squares of independent parts add, and the larger of what
// the largest few rule is the nearer.
func (z *size) addShard(a, b *size) {
	*z = size{
		burst: a.burst + b.burst, level: a.level + b.level, first: a.first + b.first,
		usual: a.usual + b.usual, weight: min(a.weight, b.weight), peak: max(a.peak, b.peak),
		norm: [2]float32{max(a.norm[0], b.norm[0]), max(a.norm[1], b.norm[1])},
	}
}

func joinMarks(kind Kind, a, b mark) mark {
	more := a.more + b.more // trials add
	if kind != Ratio {
		root := math.Sqrt(float64(a.more)) + math.Sqrt(float64(b.more))
		more = float32(root * root)
	}
	sum := a.base + b.base
	swing := float32(0)
	if sum > 0 {
		swing = (a.swing*a.base + b.swing*b.base) / sum
	}
	return mark{a.value + b.value, sum, more, swing}
}

// Then merges a baseline that learned the span of time after this one's, from scratch: what each part
// remembers of the earlier span fades by the length of the later one, and passing things (swing, windows,
// incident) are the later one's. It is associative but for rounding; the order of the spans matters.
func (b *Baseline) Then(later *Baseline) error {
	switch {
	case later == nil:
		return nil
	case b.settings().print != later.settings().print:
		return ErrOptions
	case later.model.n == 0:
		return nil
	case b.model.n > 0 && later.first <= b.last:
		return ErrSpan
	}
	merged := *later
	merged.set = b.settings()
	if b.model.n > 0 {
		merged.first = b.first
		merged.model.after(b.set, &b.model, &later.model)
		merged.tail.after(&b.tail, b.model.n, later.model.n)
		merged.alone.after(&b.alone, b.model.n, later.model.n)
	}
	*b = merged
	return nil
}

// blend is the share of the earlier span in a memory of so many intervals. It is the one rule under which
// the order of merging does not matter: the weight of n intervals is 1 - exp(-n/memory).
func blend(earlier, later, memory float64) float64 {
	old := (1 - math.Exp(-earlier/memory)) * math.Exp(-later/memory)
	return old / (old + 1 - math.Exp(-later/memory))
}

func (m *model) after(s *settings, a, b *model) {
	day := secPerDay / s.seconds
	x, y := float64(a.n), float64(b.n)
	mix := func(p, q float32, memory float64) float32 {
		w := blend(x, y, memory*day)
		return float32(w*float64(p) + (1-w)*float64(q))
	}
	mixCells := func(p, q cell, memory float64) cell {
		w := blend(x, y, memory*day)
		return cellOf(w*float64(p) + (1-w)*float64(q))
	}
	earlier := *a
	if s.kind == Amount {
		earlier.rescale(a.gauge.unit / b.gauge.unit)
		earlier.level += float32((a.gauge.origin - b.gauge.origin) / b.gauge.unit)
	}
	a = &earlier
	m.level = mix(a.level, b.level, memoryLevelDays)
	m.levelDays = a.levelDays + b.levelDays
	for i := range m.season.hour {
		m.season.hour[i] = mixCells(a.season.hour[i], b.season.hour[i], memoryDays)
		m.season.off[i] = mixCells(a.season.off[i], b.season.off[i], memoryWeeks*7)
	}
	for i := range m.season.day {
		m.season.day[i] = mixCells(a.season.day[i], b.season.day[i], memoryWeeks*7)
	}
	for i := range m.season.week {
		m.season.week[i] = mixCells(a.season.week[i], b.season.week[i], memoryWeeks*7)
	}
	for c := range m.event {
		m.event[c] = a.event[c].then(b.event[c])
	}
	keep := math.Pow(s.momentsKeep, y)
	for _, k := range [...][3]*moments{
		{&m.noise, &a.noise, &b.noise}, {&m.swing.near, &a.swing.near, &b.swing.near},
		{&m.swing.far, &a.swing.far, &b.swing.far}, {&m.swing.bias, &a.swing.bias, &b.swing.bias},
	} {
		*k[0] = *k[2]
		k[0].sum += float32(float64(k[1].sum) * keep)
		k[0].weight += float32(float64(k[1].weight) * keep)
	}
	m.n = a.n + b.n
}

func (e effect) then(later effect) effect {
	n := e.n + later.n
	if n == 0 {
		return effect{}
	}
	return effect{(e.size*e.n + later.size*later.n) / n, n}
}

func (t *tail) after(earlier *tail, x, y uint32) {
	const memory = 5000
	w := float32(blend(float64(x), float64(y), memory))
	t.over = w*earlier.over + (1-w)*t.over
	t.half = w*earlier.half + (1-w)*t.half
	t.tenth = w*earlier.tenth + (1-w)*t.tenth
	t.n += earlier.n
	t.shapeUp()
}

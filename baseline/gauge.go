package baseline

import "math"

// gauge maps an amount to units in which its noise is about one, so that the priors of the model mean the
// same for seconds as for bytes. Counts and ratios need none: their gauge is the identity.
type gauge struct{ origin, unit float64 }

func (g gauge) to(v float64) float64   { return (v - g.origin) / g.unit }
func (g gauge) from(y float64) float64 { return y*g.unit + g.origin }

// least is the finest unit: a series that never moves must not be measured ever more finely.
func (g gauge) least() float64 { return 1e-7 * (math.Abs(g.origin) + 1e-3) }

// regauge changes the unit once the noise is far from one, and everything that is measured in it.
func (b *Baseline) regauge() {
	sd := math.Sqrt(b.model.noise.mean(1, amountInfo))
	if sd > 0.25 && sd < 4 || sd < 1 && b.model.gauge.unit <= b.model.gauge.least() {
		return
	}
	b.model.rescale(1 / sd)
	b.scan.rescale(1 / sd)
	b.incident.value /= float32(sd)
	b.incident.base /= float32(sd)
	b.incident.peak /= float32(sd)
}

func (m *model) rescale(f float64) {
	one, two := float32(f), float32(f*f)
	m.gauge.unit /= f
	m.level *= one
	m.season.rescale(f)
	for i := range m.event {
		m.event[i].size *= one
	}
	m.noise.sum *= two
	m.info.sum /= two
	m.swing.size *= one
	m.swing.variance *= two
	m.swing.last /= one
	m.swing.lastInfo /= two
	m.swing.slow /= one
	m.swing.slowInfo /= two
	for _, k := range []*moments{&m.swing.near, &m.swing.far} {
		k.sum /= two
		k.weight /= two * two
	}
}

func (c *scan) rescale(f float64) {
	for i := range c.short {
		c.short[i].rescale(f)
	}
	for l := range c.long {
		c.long[l][0].rescale(f)
		c.long[l][1].rescale(f)
	}
}

func (k *mark) rescale(f float64) {
	k.value *= float32(f)
	k.base *= float32(f)
	k.more *= float32(f * f)
	k.swing *= float32(f)
}

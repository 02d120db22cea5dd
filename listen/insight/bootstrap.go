package insight

import "math"

// replicates is how often the people are drawn anew: enough to know a standard
// error to about a twentieth.
const replicates = 200

// draws says how often a unit is in each replicate.
type draws [replicates]uint8

// poisson are the chances, in 2^-16, that a Poisson number with mean 1 is at
// most 0, 1, 2 and so on.
var poisson = [...]uint32{24109, 48219, 60273, 64291, 65296, 65497, 65530, 65535}

// drawn is a bootstrap that looks at every unit once and adds up across shards:
// in each replicate a unit counts a Poisson number of times (Chamandy,
// Muralidharan, Najmi and Naidu 2012). The numbers follow from the unit's hash,
// so that everything one author said is drawn together, in every process alike.
func drawn(unit uint64) (d draws) {
	state := unit
	for i := 0; i < replicates; i += 4 {
		state += 0x9e3779b97f4a7c15
		bits := mixed(state)
		for j := range 4 {
			chance := uint32(bits>>(16*j)) & 0xffff
			for d[i+j] < uint8(len(poisson)) && chance >= poisson[d[i+j]] {
				d[i+j]++
			}
		}
	}
	return d
}

// A total is a sum, and what it would have been in each replicate. All are in
// whole parts of a count, since sums of whole numbers do not depend on their order.
type total struct {
	Sum      int64   `json:"sum"`
	Resample []int64 `json:"resample,omitempty"`
}

func (t *total) add(parts int64, d *draws) {
	if parts <= 0 {
		return
	}
	t.Sum = saturated(t.Sum, parts)
	t.grow()
	for i, times := range d {
		if times > 0 {
			t.Resample[i] = saturated(t.Resample[i], product(parts, int64(times)))
		}
	}
}

func (t *total) grow() {
	if len(t.Resample) != replicates {
		t.Resample = append(t.Resample, make([]int64, replicates)...)[:replicates]
	}
}

func product(a, b int64) int64 {
	if a > math.MaxInt64/b {
		return math.MaxInt64
	}
	return a * b
}

func (t *total) merge(o *total) {
	t.Sum = saturated(t.Sum, o.Sum)
	if len(o.Resample) == 0 {
		return
	}
	t.grow()
	for i := range min(replicates, len(o.Resample)) {
		t.Resample[i] = saturated(t.Resample[i], o.Resample[i])
	}
}

// shareOf is the share that t has of all, with an interval that knows how much
// the share moves when other people speak. n is how many observations there
// are; those of one author, and the weight of a few large numbers, make them
// count as fewer: the effective number is the one at which independent
// observations would vary as much as the replicates do (Kish 1965).
func (t *total) shareOf(all *total, n int64) Interval {
	if all.Sum <= 0 || n <= 0 {
		return wilson(0, 0)
	}
	p := float64(t.Sum) / float64(all.Sum)
	effective := float64(n)
	if spread := t.spread(all, p); spread > 0 {
		effective = min(effective, p*(1-p)/spread)
	}
	return wilson(p, effective)
}

// spread is the variance of the share over the replicates.
func (t *total) spread(all *total, p float64) float64 {
	sum, n := 0.0, 0
	for i, denominator := range all.Resample {
		if denominator <= 0 {
			continue
		}
		numerator := int64(0)
		if i < len(t.Resample) {
			numerator = t.Resample[i]
		}
		d := float64(numerator)/float64(denominator) - p
		sum += d * d
		n++
	}
	if n < replicates/2 {
		return 0
	}
	return sum / float64(n)
}

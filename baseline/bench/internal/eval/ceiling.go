package eval

import "math"

// ToldShare scores sentiment series by a detector that need not learn: it is told the true share of bad posts
// and weighs the last 1 to 24 hours by their likelihood ratio. What it misses is hard to see for anybody.
func ToldShare(all []*SynthSeries) (told []*SynthSeries) {
	for _, s := range all {
		t := *s
		t.Score = make([]float64, len(s.Time))
		peak := 0.0
		for i := range s.Time {
			best := s.gain(i)
			peak *= newsKeep
			if best > peak {
				t.Score[i], peak = best, best
			}
		}
		told = append(told, &t)
	}
	return told
}

// newsKeep halves what was told within a day, as the detectors that are compared do.
var newsKeep = math.Exp2(-1.0 / 24)

// gain is the largest log likelihood ratio of a raised share over the hours that end with i.
func (s *SynthSeries) gain(i int) (best float64) {
	const longest = 24
	p := s.Label.P0
	bad, all := 0.0, 0.0
	for j := i; j >= 0 && j > i-longest; j-- {
		bad, all = bad+s.Value[j], all+s.Of[j]
		if bad <= all*p || all == 0 {
			continue
		}
		q := bad / all
		l := bad * math.Log(q/p)
		if q < 1 {
			l += (all - bad) * math.Log((1-q)/(1-p))
		}
		best = max(best, l)
	}
	return best
}

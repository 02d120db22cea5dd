package eval

import (
	"math"
	"sync"
	"time"

	"github.com/earshot-go/earshot/baseline"
)

// Parallel runs f for 0 to n-1 on two workers.
func Parallel(n int, f func(i int)) {
	var wg sync.WaitGroup
	next := make(chan int)
	for range 2 {
		wg.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}

// Detect fills the scores of a synthetic series.
func (s *SynthSeries) Detect() error {
	o := baseline.Options{Step: time.Duration(s.Label.Step) * time.Second}
	if s.Of != nil {
		o.Kind = baseline.Ratio
	}
	for _, h := range s.Label.Holidays {
		o.Calendar = append(o.Calendar, baseline.Event{Start: time.Unix(h, 0), End: time.Unix(h+day, 0)})
	}
	b, err := baseline.New(o)
	if err != nil {
		return err
	}
	n := len(s.Time)
	s.Score, s.P = make([]float64, n), make([]float64, n)
	s.Low, s.High = make([]float64, n), make([]float64, n)
	s.Onset = make([]float64, n)
	for i, t := range s.Time {
		ob := baseline.Observation{Time: time.Unix(t, 0).UTC(), Value: s.Value[i]}
		if s.Of != nil {
			ob.Of = s.Of[i]
		}
		v, err := b.Update(ob)
		if err != nil {
			return err
		}
		s.Score[i] = rarity(v)
		if s.Of != nil && v.Direction != baseline.Up {
			s.Score[i] = 0 // of a share of bad posts only the rise is asked for
		}
		s.P[i] = v.Alone
		if v.State == baseline.Onset {
			s.Onset[i] = 1
		}
		s.Low[i], s.High[i] = v.Low, v.High
	}
	return nil
}

// Detect fills the scores of a NAB series. Tweets are counts, the rest amounts.
func (s *NABSeries) Detect() error {
	step := s.Time[1].Sub(s.Time[0])
	for i := 2; i < 12; i++ {
		if d := s.Time[i].Sub(s.Time[i-1]); d > 0 && d < step {
			step = d
		}
	}
	if step < time.Second {
		step = time.Second
	}
	o := baseline.Options{Step: step, Kind: baseline.Amount}
	if len(s.Name) > 10 && s.Name[:10] == "realTweets" {
		o.Kind = baseline.Counts
	}
	b, err := baseline.New(o)
	if err != nil {
		return err
	}
	s.Score, s.Size = make([]float64, len(s.Time)), make([]float64, len(s.Time))
	last := time.Time{}
	for i, t := range s.Time {
		if !t.After(last) {
			continue
		}
		last = t
		v, err := b.Update(baseline.Observation{Time: t, Value: s.Value[i]})
		if err != nil {
			return err
		}
		s.Score[i] = v.Surge / (1 + v.Surge)
		s.Size[i] = v.Size
	}
	return nil
}

// rarity is minus the decimal logarithm of the probability where the verdict is news, and 0 elsewhere.
func rarity(v baseline.Verdict) float64 {
	if v.News == 0 {
		return 0
	}
	return -math.Log10(v.P)
}

package baseline

import (
	"math"
	"math/rand/v2"
	"time"
)

var monday = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)

// weekly is the mean of a made-up brand at an hour: a day with a peak in the afternoon, quiet weekends.
func weekly(base float64, t time.Time) float64 {
	m := base * math.Exp(0.8*math.Cos(2*math.Pi*(float64(t.Hour())-15)/24))
	if d := t.Weekday(); d == time.Saturday || d == time.Sunday {
		m *= 0.6
	}
	return m
}

// poisson draws a count by inversion, for means up to some hundreds.
func poisson(r *rand.Rand, mean float64) float64 {
	if mean > 200 {
		return math.Round(max(0, mean+math.Sqrt(mean)*r.NormFloat64()))
	}
	n, p := 0.0, math.Exp(-mean)
	for u := r.Float64() - p; u > 0 && n < 2000; u -= p {
		n++
		p *= mean / n
	}
	return n
}

// brand makes hours of mentions; change multiplies the mean of an hour.
func brand(seed uint64, base float64, hours int, change func(i int) float64) []Observation {
	r := rand.New(rand.NewPCG(seed, 1))
	var all []Observation
	for i := range hours {
		t := monday.Add(time.Duration(i) * time.Hour)
		m := weekly(base, t) * r.ExpFloat64()
		m = 0.8*weekly(base, t) + 0.2*m // over-dispersed
		if change != nil {
			m *= change(i)
		}
		all = append(all, Observation{Time: t, Value: poisson(r, m)})
	}
	return all
}

package baseline

import (
	"testing"
	"time"
)

func BenchmarkObserve(b *testing.B) {
	all := brand(1, 20, weekHours, nil)
	var base Baseline
	at := monday
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		at = at.Add(time.Hour)
		base.Observe(at, all[i%weekHours].Value)
	}
}

func BenchmarkObserveFiveMinutes(b *testing.B) {
	all := brand(1, 20, weekHours, nil)
	base, err := New(Options{Step: 5 * time.Minute})
	if err != nil {
		b.Fatal(err)
	}
	at := monday
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		at = at.Add(5 * time.Minute)
		base.Observe(at, all[i%weekHours].Value)
	}
}

func BenchmarkJudge(b *testing.B) {
	var base Baseline
	for _, o := range brand(1, 20, weekHours, nil) {
		base.Observe(o.Time, o.Value)
	}
	o := Observation{Time: base.Last().Add(time.Hour), Value: 30}
	b.ReportAllocs()
	for b.Loop() {
		base.Judge(o)
	}
}

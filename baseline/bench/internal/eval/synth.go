package eval

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
)

// Epoch is the first second of every synthetic series.
const Epoch = 1672617600

const (
	sixHours = 6 * 3600
	day      = 86400
	week     = 7 * day
)

// SynthEvent is a labelled event of a synthetic series.
type SynthEvent struct {
	Kind           string
	Size           float64
	Start, End     int64
	Half, Expected float64
}

// SynthLabel is what the generator knows of one series.
type SynthLabel struct {
	Step     int64
	Base, K  float64
	P0       float64 // the share of a sentiment series
	Null     bool
	Weeks    int
	Holidays []int64
	Events   []SynthEvent
	ARSD     float64 `json:"ar_sd"`
}

// SynthSeries is one synthetic series with its labels and, once detected, its results.
type SynthSeries struct {
	ID    string
	Label SynthLabel
	Time  []int64
	Value []float64
	Of    []float64 // trials of a ratio

	Score []float64
	P     []float64 // of single rows
	Low   []float64 // of the 95 % band
	High  []float64
	Onset []float64 // 1 where an incident opened
}

// ReadSynth loads a generated folder. Group is hourly, five or sent.
func ReadSynth(dir, group string) ([]*SynthSeries, error) {
	raw, err := os.ReadFile(filepath.Join(dir, "labels.json"))
	if err != nil {
		return nil, err
	}
	var labels map[string]SynthLabel
	if err := json.Unmarshal(raw, &labels); err != nil {
		return nil, err
	}
	prefix := map[string]string{"hourly": "h", "five": "m", "sent": "sent/"}[group]
	var all []*SynthSeries
	for id, label := range labels {
		if !strings.HasPrefix(id, prefix) {
			continue
		}
		sort.Slice(label.Events, func(i, j int) bool { return label.Events[i].Start < label.Events[j].Start })
		s := &SynthSeries{ID: id, Label: label}
		path := filepath.Join(dir, "series", id+".csv")
		if group == "sent" {
			path = filepath.Join(dir, id+".csv")
		}
		rows, err := readFloats(path)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			s.Time = append(s.Time, int64(r[0]))
			if group == "sent" {
				s.Of = append(s.Of, r[1])
				s.Value = append(s.Value, r[2])
			} else {
				s.Value = append(s.Value, r[1])
			}
		}
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b *SynthSeries) int { return strings.Compare(a.ID, b.ID) })
	return all, nil
}

type scored struct {
	t int64
	s float64
}

// cleanRows splits the rows outside events into plain days and holidays.
func (s *SynthSeries) cleanRows() (clean, holiday []scored) {
	warm := s.WarmEnd()
	hol := map[int64]bool{}
	for _, h := range s.Label.Holidays {
		hol[h/day] = true
	}
	e := 0
	for i, t := range s.Time {
		if t < warm {
			continue
		}
		for e < len(s.Label.Events) && t > s.Label.Events[e].tainted() {
			e++
		}
		if e < len(s.Label.Events) && s.Label.Events[e].Start <= t {
			continue
		}
		if hol[t/day] {
			holiday = append(holiday, scored{t, s.Score[i]})
		} else {
			clean = append(clean, scored{t, s.Score[i]})
		}
	}
	return clean, holiday
}

func (e *SynthEvent) tainted() int64 {
	if e.Kind == "shift" {
		return e.End + 14*day
	}
	return e.End + 48*3600 + int64(3600*8*e.Half)
}

// WarmEnd is the end of the stretch that is not scored.
func (s *SynthSeries) WarmEnd() int64 {
	switch {
	case s.Label.Weeks >= 20:
		return Epoch + 8*week
	case s.Label.Weeks == 16:
		return Epoch + 6*week
	}
	return Epoch + 2*week
}

func episodes(rows []scored, threshold float64) int {
	n, last := 0, int64(math.MinInt64/2)
	for _, r := range rows {
		if r.s >= threshold && r.t-last > sixHours {
			n++
			last = r.t
		}
	}
	return n
}

// SynthResult is recall at one alarm budget.
type SynthResult struct {
	Threshold                       float64
	FalsePerWeek, FalsePerHolidayWk float64
	WorstSeries                     float64
	Recall                          map[string]float64
	N                               map[string]int
	Ringing                         int
}

// ScoreSynth finds the threshold that keeps the budget of false alarms per series and week, and recall at it.
func ScoreSynth(all []*SynthSeries, budget float64) SynthResult {
	var clean, holiday [][]scored
	var weeks, holidayWeeks float64
	var values []float64
	for _, s := range all {
		c, h := s.cleanRows()
		clean, holiday = append(clean, c), append(holiday, h)
		weeks += float64(len(c)) * float64(s.Label.Step) / week
		holidayWeeks += float64(len(h)) * float64(s.Label.Step) / week
		for _, r := range c {
			values = append(values, r.s)
		}
	}
	slices.Sort(values)
	values = slices.Compact(values)
	count := func(rows [][]scored, thr float64) (n int) {
		for _, c := range rows {
			n += episodes(c, thr)
		}
		return n
	}
	i := sort.Search(len(values), func(i int) bool { return float64(count(clean, values[i])) <= budget*weeks })
	thr := math.Inf(1)
	if i < len(values) {
		thr = values[i]
	}
	r := SynthResult{Threshold: thr, Recall: map[string]float64{}, N: map[string]int{},
		FalsePerWeek: float64(count(clean, thr)) / weeks}
	if holidayWeeks > 0 {
		r.FalsePerHolidayWk = float64(count(holiday, thr)) / holidayWeeks
	}
	for i, s := range all {
		w := max(1, float64(len(clean[i]))*float64(s.Label.Step)/week)
		r.WorstSeries = max(r.WorstSeries, float64(episodes(clean[i], thr))/w)
		for _, e := range s.Label.Events {
			hit, ringing := s.caught(&e, thr)
			if ringing {
				r.Ringing++
			}
			for _, key := range []string{fmt.Sprintf("%s x%g", e.Kind, e.Size), s.strength(&e), "all"} {
				r.N[key]++
				if hit {
					r.Recall[key]++
				}
			}
		}
	}
	for k, n := range r.N {
		r.Recall[k] /= float64(n)
	}
	return r
}

func (s *SynthSeries) caught(e *SynthEvent, thr float64) (hit, ringing bool) {
	grace := 2 * s.Label.Step
	if e.Kind == "spike" {
		grace = 0
	}
	i, _ := slices.BinarySearch(s.Time, e.Start)
	for q := i - 1; q >= 0 && s.Time[q] >= e.Start-sixHours; q-- {
		if s.Score[q] >= thr {
			return false, true
		}
	}
	for ; i < len(s.Time) && s.Time[i] <= e.End+grace; i++ {
		if s.Score[i] >= thr {
			return true, false
		}
	}
	return false, false
}

// strength is the expected excess of an event over its standard deviation, in three classes.
func (s *SynthSeries) strength(e *SynthEvent) string {
	mu := e.Expected
	n := math.Max(1, float64((e.End-e.Start)/s.Label.Step)+1)
	z := math.Abs(e.Size-1) * mu / math.Sqrt(mu+mu*mu/s.Label.K/n+1e-9)
	switch {
	case z < 3:
		return "weak"
	case z < 8:
		return "medium"
	}
	return "strong"
}

// Onsets is how many incidents open in a clean week, and the share of strong events during which one opens.
func Onsets(all []*SynthSeries) (perWeek, strong float64) {
	weeks, n := 0.0, 0.0
	for _, s := range all {
		scores := s.Score
		s.Score = s.Onset
		clean, _ := s.cleanRows()
		weeks += float64(len(clean)) * float64(s.Label.Step) / week
		perWeek += float64(episodes(clean, 1))
		for _, e := range s.Label.Events {
			if s.strength(&e) == "strong" {
				n++
				if hit, _ := s.caught(&e, 1); hit {
					strong++
				}
			}
		}
		s.Score = scores
	}
	return perWeek / weeks, strong / n
}

// Calibration is how often clean rows claim to be rarer than each bound, and how often they lie in their 95 % band.
func Calibration(all []*SynthSeries, bounds ...float64) (share []float64, cover95 float64) {
	share = make([]float64, len(bounds))
	n := 0.0
	for _, s := range all {
		e := 0
		for i, t := range s.Time {
			for e < len(s.Label.Events) && t > s.Label.Events[e].End+48*3600 {
				e++
			}
			if t < s.WarmEnd() || e < len(s.Label.Events) && s.Label.Events[e].Start <= t {
				continue
			}
			n++
			for k, b := range bounds {
				if s.P[i] < b {
					share[k]++
				}
			}
			if s.Low[i] <= s.Value[i] && s.Value[i] <= s.High[i] {
				cover95++
			}
		}
	}
	for k := range share {
		share[k] /= n
	}
	return share, cover95 / n
}

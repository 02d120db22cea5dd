package eval

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"
)

// NABSeries is one file of the Numenta benchmark.
type NABSeries struct {
	Name    string
	Time    []time.Time
	Value   []float64
	Windows [][2]time.Time
	Score   []float64 // for NAB
	Size    []float64 // for bursts

	gain   []float64 // unweighted sigmoid position score of an alarm on a row
	window []int     // number of the window, outside or probation
}

const (
	outside   = -1
	probation = -2
)

// ReadNAB loads the files named in a list below dir/nab.
func ReadNAB(dir, list string) ([]*NABSeries, error) {
	raw, err := os.ReadFile(filepath.Join(dir, "nab/labels/combined_windows.json"))
	if err != nil {
		return nil, err
	}
	var labels map[string][][2]string
	if err := json.Unmarshal(raw, &labels); err != nil {
		return nil, err
	}
	names, err := os.ReadFile(filepath.Join(dir, list))
	if err != nil {
		return nil, err
	}
	var all []*NABSeries
	for _, name := range strings.Fields(string(names)) {
		s := &NABSeries{Name: name}
		if err := s.read(filepath.Join(dir, "nab/data", name)); err != nil {
			return nil, err
		}
		for _, w := range labels[name] {
			a, err := parseTime(w[0])
			if err != nil {
				return nil, err
			}
			b, err := parseTime(w[1])
			if err != nil {
				return nil, err
			}
			s.Windows = append(s.Windows, [2]time.Time{a, b})
		}
		s.prepare()
		all = append(all, s)
	}
	return all, nil
}

func parseTime(s string) (time.Time, error) {
	t, err := time.Parse("2006-01-02 15:04:05.999999", s)
	return t, err
}

func (s *NABSeries) read(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return err
	}
	for _, r := range records[1:] {
		t, err := parseTime(r[0])
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		v, err := strconv.ParseFloat(r[1], 64)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		s.Time, s.Value = append(s.Time, t), append(s.Value, v)
	}
	return nil
}

func sigmoid(x float64) float64 {
	if x > 3 {
		return -1
	}
	return 2/(1+math.Exp(5*x)) - 1
}

// prepare works out each row's worth, as NAB's sweeper does.
func (s *NABSeries) prepare() {
	n := len(s.Time)
	probe := min(math.Floor(0.15*float64(n)), 0.15*5000)
	first := map[time.Time]int{}
	for i, t := range s.Time {
		if _, ok := first[t]; !ok {
			first[t] = i
		}
	}
	cur, next := -1, 0
	right, width := 0.0, 0.0
	prevRight, prevWidth := -1.0, 0.0
	for i, t := range s.Time {
		if next < len(s.Windows) && t.Equal(s.Windows[next][0]) {
			cur = next
			next++
			right = float64(first[s.Windows[cur][1]])
			width = right - float64(first[s.Windows[cur][0]]) + 1
		}
		g := -1.0
		switch {
		case cur >= 0:
			g = sigmoid(-(right - float64(i) + 1) / width)
		case prevRight >= 0:
			g = sigmoid(math.Abs(prevRight-float64(i)) / (prevWidth - 1))
		}
		w := outside
		if float64(i) < probe {
			w = probation
		} else if cur >= 0 {
			w = cur
		}
		s.gain, s.window = append(s.gain, g), append(s.window, w)
		if cur >= 0 && t.Equal(s.Windows[cur][1]) {
			prevRight, prevWidth, cur = float64(i), width, -1
		}
	}
}

// Profile is NAB's weights of hits, misses and false alarms.
type Profile struct{ TP, FN, FP float64 }

// The three profiles.
var (
	Standard = Profile{1, 1, 0.11}
	LowFP    = Profile{1, 1, 0.22}
	LowFN    = Profile{1, 2, 0.11}
)

type nabPoint struct {
	score, gain float64
	window      int // global number or outside
}

func nabPoints(all []*NABSeries) (points []nabPoint, windows int) {
	for _, s := range all {
		offset := windows
		for i, w := range s.window {
			if w == probation {
				continue
			}
			if w >= 0 {
				w += offset
			}
			points = append(points, nabPoint{s.Score[i], s.gain[i], w})
		}
		windows += len(s.Windows)
	}
	return points, windows
}

type sweepRow struct{ threshold, score float64 }

func sweep(all []*NABSeries, p Profile) (rows []sweepRow) {
	points, windows := nabPoints(all)
	sort.SliceStable(points, func(i, j int) bool { return points[i].score > points[j].score })
	best := make([]float64, windows)
	sum := 0.0
	for _, q := range points {
		if q.window >= 0 && best[q.window] == 0 {
			best[q.window] = -p.FN
			sum -= p.FN
		}
	}
	top := sigmoid(-1)
	threshold := 1.1
	for _, q := range points {
		if q.score != threshold {
			rows = append(rows, sweepRow{threshold, sum})
			threshold = q.score
		}
		if q.window < 0 {
			sum += q.gain * p.FP
			continue
		}
		if v := q.gain * p.TP / top; v > best[q.window] {
			sum += v - best[q.window]
			best[q.window] = v
		}
	}
	return append(rows, sweepRow{threshold, sum})
}

// FitNAB is the best threshold for the series.
func FitNAB(all []*NABSeries, p Profile) float64 {
	rows := sweep(all, p)
	best := rows[0]
	for _, r := range rows {
		if r.score > best.score {
			best = r
		}
	}
	return best.threshold
}

// ScoreNAB is the normalised score at a threshold: 0 says nothing, 100 is perfect.
func ScoreNAB(all []*NABSeries, p Profile, threshold float64) float64 {
	total, seen, windows := 0.0, 0, 0
	for _, s := range all {
		rows := sweep([]*NABSeries{s}, p)
		r := rows[0]
		for _, q := range rows {
			if q.threshold < threshold {
				break
			}
			r = q
		}
		total += r.score
		in := map[int]bool{}
		for _, w := range s.window {
			if w >= 0 {
				in[w] = true
			}
		}
		seen += len(in)
		windows += len(s.Windows)
	}
	null := -p.FN * float64(seen)
	return 100 * (total - null) / (float64(windows)*p.TP - null)
}

// Burst is a burst of tweets found in hindsight.
type Burst struct {
	Excess     float64
	Start, End int
}

// Bursts finds the ten largest bursts of a series by looking two weeks around each row.
func (s *NABSeries) Bursts() []Burst {
	n := len(s.Value)
	base, scale := make([]float64, n), make([]float64, n)
	for i := 0; i < n; i += 6 {
		var near []float64
		for d := -7; d <= 7; d++ {
			for j := i + d*288 - 6; j <= i+d*288+6; j++ {
				if j >= 0 && j < n && max(j-i, i-j) > 72 {
					near = append(near, s.Value[j])
				}
			}
		}
		m := upperMedian(near)
		for k := range near {
			near[k] = math.Abs(near[k] - m)
		}
		a := upperMedian(near)
		for j := i; j < min(n, i+6); j++ {
			base[j], scale[j] = m, a*1.4826+math.Sqrt(m)+0.5
		}
	}
	z := func(j int) float64 {
		if j >= n {
			return 0
		}
		return (s.Value[j] - base[j]) / scale[j]
	}
	var all []Burst
	for i := 0; i < n; {
		two := 0
		for j := i; j < i+3; j++ {
			if z(j) > 6 {
				two++
			}
		}
		if !(z(i) > 6 && (two >= 2 || z(i) > 12)) {
			i++
			continue
		}
		j, low, excess := i, 0, 0.0
		for ; j < n && low < 6; j++ {
			if z(j) < 3 {
				low++
			} else {
				low = 0
			}
			excess += max(0, s.Value[j]-base[j])
		}
		if i >= 750 {
			all = append(all, Burst{excess, i, j})
		}
		i = j
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].Excess > all[j].Excess })
	return all[:min(10, len(all))]
}

func upperMedian(v []float64) float64 {
	slices.Sort(v)
	return v[len(v)/2]
}

// BurstRecall is the share of the largest bursts that are caught at an alarm budget per series and week.
func BurstRecall(all []*NABSeries, bursts [][]Burst, budget float64) (recall, perWeek float64) {
	var values []float64
	weeks := 0.0
	for _, s := range all {
		for _, v := range s.Size[750:] {
			if v > 0 {
				values = append(values, v)
			}
		}
		weeks += s.Time[len(s.Time)-1].Sub(s.Time[750]).Hours() / 168
	}
	slices.Sort(values)
	values = slices.Compact(values)
	alarms := func(thr float64) (n int) {
		for _, s := range all {
			last := time.Time{}
			for i := 750; i < len(s.Size); i++ {
				if s.Size[i] >= thr && s.Time[i].Sub(last) > 6*time.Hour {
					n++
					last = s.Time[i]
				}
			}
		}
		return n
	}
	k := sort.Search(len(values), func(i int) bool { return float64(alarms(values[i])) <= budget*weeks })
	if k == len(values) {
		return 0, 0
	}
	thr := values[k]
	hit, total := 0, 0
	for i, s := range all {
		for _, b := range bursts[i] {
			total++
			for x := max(0, b.Start-2); x < len(s.Time) && s.Time[x].Sub(s.Time[b.Start]) <= time.Hour; x++ {
				if s.Size[x] >= thr {
					hit++
					break
				}
			}
		}
	}
	return float64(hit) / float64(total), float64(alarms(thr)) / weeks
}

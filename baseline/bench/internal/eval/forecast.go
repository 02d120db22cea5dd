package eval

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/earshot-go/earshot/baseline"
)

// ForecastResult is the quality of 24-hour forecasts from rolling origins.
type ForecastResult struct {
	N                      float64
	MASE, PB, Cov80, Cov95 float64
}

// ForecastSeries is hourly data with the origins to forecast from.
type ForecastSeries struct {
	ID      string
	Time    []int64
	Value   map[int64]float64
	Origins map[int64]bool
	Split   string
	first   int64
}

// ReadForecasts loads other/fc.
func ReadForecasts(dir string) ([]*ForecastSeries, error) {
	raw, err := os.ReadFile(filepath.Join(dir, "other/fc/index.json"))
	if err != nil {
		return nil, err
	}
	var index map[string]struct {
		Kind, Split  string
		First, Every int64
	}
	if err := json.Unmarshal(raw, &index); err != nil {
		return nil, err
	}
	var all []*ForecastSeries
	for id, m := range index {
		rows, err := readFloats(filepath.Join(dir, "other/fc", id+".csv"))
		if err != nil {
			return nil, err
		}
		s := &ForecastSeries{ID: id, Split: m.Split, Value: map[int64]float64{}, Origins: map[int64]bool{}}
		for _, r := range rows {
			s.Time = append(s.Time, int64(r[0]))
			s.Value[int64(r[0])] = r[1]
		}
		end := s.Time[len(s.Time)-1]
		s.first = s.Time[0]/day*day + m.First*day
		for t := s.first; t+day <= end; t += day * m.Every {
			if m.Split != "year" || time.Unix(t, 0).UTC().Year() == 2011 {
				s.Origins[t] = true
			}
		}
		all = append(all, s)
	}
	return all, nil
}

// Score forecasts from every origin and compares.
func (s *ForecastSeries) Score() (r ForecastResult, err error) {
	b, err := baseline.New(baseline.Options{})
	if err != nil {
		return r, err
	}
	scale, n := 0.0, 0.0
	for _, t := range s.Time {
		if y, ok := s.Value[t-day]; ok && t <= s.first {
			scale += math.Abs(s.Value[t] - y)
			n++
		}
	}
	scale = max(scale/n, 0.1)
	var ahead []baseline.Outlook
	i := 0
	for o := s.first; o <= s.Time[len(s.Time)-1]; o += 3600 {
		for ; i < len(s.Time) && s.Time[i] <= o; i++ {
			b.Observe(time.Unix(s.Time[i], 0).UTC(), s.Value[s.Time[i]])
		}
		if !s.Origins[o] {
			continue
		}
		lag := int((o - s.Time[i-1]) / 3600)
		ahead = b.Forecast(ahead[:0], 24+lag)
		for _, f := range ahead[lag:] {
			if y, ok := s.Value[f.Time.Unix()]; ok {
				r.add(y, f, scale)
			}
		}
	}
	r.MASE, r.PB, r.Cov80, r.Cov95 = r.MASE/r.N, r.PB/r.N, r.Cov80/r.N, r.Cov95/r.N
	return r, nil
}

func (r *ForecastResult) add(y float64, f baseline.Outlook, scale float64) {
	r.N++
	r.MASE += math.Abs(y-f.Median) / scale
	if f.Low80 <= y && y <= f.High80 {
		r.Cov80++
	}
	if f.Low95 <= y && y <= f.High95 {
		r.Cov95++
	}
	for _, q := range [...][2]float64{{0.025, f.Low95}, {0.1, f.Low80}, {0.5, f.Median}, {0.9, f.High80}, {0.975, f.High95}} {
		r.PB += math.Max(q[0]*(y-q[1]), (q[0]-1)*(y-q[1])) / 5 / scale
	}
}

// Mean averages the series whose name has the prefix.
func Mean(all []*ForecastSeries, results []ForecastResult, prefix string) (m ForecastResult) {
	for i, s := range all {
		if strings.HasPrefix(s.ID, prefix) {
			m.N++
			m.MASE += results[i].MASE
			m.PB += results[i].PB
			m.Cov80 += results[i].Cov80
			m.Cov95 += results[i].Cov95
		}
	}
	return ForecastResult{m.N, m.MASE / m.N, m.PB / m.N, m.Cov80 / m.N, m.Cov95 / m.N}
}

// M4Result is the quality over the hourly series of the M4 competition.
type M4Result struct{ SMAPE, MASE, OWA, MSIS, Cov95 float64 }

// ScoreM4 forecasts 48 hours of each series. The data have no dates: row 0 is taken for Monday midnight.
func ScoreM4(dir string) (M4Result, error) {
	var r M4Result
	train, err := readM4(filepath.Join(dir, "m4/Hourly-train.csv"))
	if err != nil {
		return r, err
	}
	test, err := readM4(filepath.Join(dir, "m4/Hourly-test.csv"))
	if err != nil {
		return r, err
	}
	naive, err := readM4(filepath.Join(dir, "m4/rar/Naive2/submission-Naive2.csv"))
	if err != nil {
		return r, err
	}
	var smape2, mase2, n float64
	for id, y := range test {
		tr := train[id]
		f, lo, hi, err := forecastM4(tr, len(y))
		if err != nil {
			return r, err
		}
		scale, k := 0.0, 0.0
		for i := 24; i < len(tr); i++ {
			scale += math.Abs(tr[i] - tr[i-24])
			k++
		}
		scale /= k
		for h := range y {
			w := 1 / float64(len(y))
			r.SMAPE += w * smape(y[h], f[h])
			smape2 += w * smape(y[h], naive[id][h])
			r.MASE += w * math.Abs(y[h]-f[h]) / scale
			mase2 += w * math.Abs(y[h]-naive[id][h]) / scale
			miss := max(0, lo[h]-y[h]) + max(0, y[h]-hi[h])
			r.MSIS += w * (hi[h] - lo[h] + 40*miss) / scale
			if miss == 0 {
				r.Cov95 += w
			}
		}
		n++
	}
	r.OWA = (r.SMAPE/smape2 + r.MASE/mase2) / 2
	r.SMAPE, r.MASE, r.MSIS, r.Cov95 = r.SMAPE/n, r.MASE/n, r.MSIS/n, r.Cov95/n
	return r, nil
}

func smape(a, b float64) float64 {
	if a == 0 && b == 0 {
		return 0
	}
	return 200 * math.Abs(a-b) / (math.Abs(a) + math.Abs(b))
}

func forecastM4(train []float64, n int) (f, lo, hi []float64, err error) {
	b, err := baseline.New(baseline.Options{Kind: baseline.Amount})
	if err != nil {
		return nil, nil, nil, err
	}
	for i, v := range train {
		b.Observe(time.Unix(Epoch+int64(i)*3600, 0).UTC(), v)
	}
	for _, o := range b.Forecast(nil, n) {
		f, lo, hi = append(f, o.Median), append(lo, o.Low95), append(hi, o.High95)
	}
	return f, lo, hi, nil
}

func readM4(path string) (map[string][]float64, error) {
	records, err := readRecords(path)
	if err != nil {
		return nil, err
	}
	all := map[string][]float64{}
	for _, rec := range records[1:] {
		all[rec[0]] = numbers(rec[1:])
	}
	return all, nil
}

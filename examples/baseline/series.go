package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"time"

	"github.com/earshot-go/earshot/baseline"
)

func (f *flags) read(complain io.Writer) ([]baseline.Observation, error) {
	if f.csv == "" {
		return made(), nil
	}
	file, err := os.Open(f.csv)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	all, err := f.rows(file, complain)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.csv, err)
	}
	return all, nil
}

// rows reads a header and rows. A bad row is reported, not fatal.
func (f *flags) rows(in io.Reader, complain io.Writer) ([]baseline.Observation, error) {
	r := csv.NewReader(in)
	r.FieldsPerRecord = -1
	if _, err := r.Read(); err != nil {
		return nil, fmt.Errorf("no header: %w", err)
	}
	var all []baseline.Observation
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		line, _ := r.FieldPos(0)
		var o baseline.Observation
		if err == nil {
			o, err = f.observation(record)
		}
		if err != nil {
			var broken *csv.ParseError
			if !errors.As(err, &broken) {
				err = fmt.Errorf("line %d: %w", line, err)
			}
			fmt.Fprintln(complain, "left out:", err)
			continue
		}
		all = append(all, o)
	}
}

func (f *flags) observation(record []string) (o baseline.Observation, err error) {
	want := 2
	if f.options.Kind == baseline.Ratio {
		want = 3
	}
	if len(record) < want {
		return o, fmt.Errorf("%d columns, want %d", len(record), want)
	}
	if o.Time, err = f.time(record[0]); err != nil {
		return o, err
	}
	if o.Value, err = strconv.ParseFloat(record[1], 64); err != nil {
		return o, err
	}
	if want == 3 {
		o.Of, err = strconv.ParseFloat(record[2], 64)
	}
	return o, err
}

func (f *flags) time(s string) (time.Time, error) {
	zone := f.options.Location
	if zone == nil {
		zone = time.UTC
	}
	if sec, err := strconv.ParseInt(s, 10, 64); err == nil {
		return time.Unix(sec, 0).In(zone), nil
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02"} {
		if t, err := time.ParseInLocation(layout, s, zone); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is not a time", s)
}

// made is five weeks of a made-up brand: busy afternoons, quiet weekends, an outage that people talk about,
// a night and a morning without a word, and hours that nobody watched.
func made() (all []baseline.Observation) {
	const weeks = 5
	r := rand.New(rand.NewPCG(7, 7))
	start := time.Date(2024, 4, 1, 0, 0, 0, 0, time.UTC)
	for h := range weeks * 168 {
		t := start.Add(time.Duration(h) * time.Hour)
		mean := 14 * math.Exp(0.9*math.Cos(2*math.Pi*float64(t.Hour()-15)/24))
		if d := t.Weekday(); d == time.Saturday || d == time.Sunday {
			mean *= 0.6
		}
		since := h - (4*168 + 2*24 + 13) // Wednesday of the last week, one in the afternoon
		switch {
		case since >= 0 && since < 12:
			mean *= 1 + 5*math.Exp2(-float64(since)/3)
		case since >= 40 && since < 54:
			mean *= 0.02
		case h >= 400 && h < 406:
			continue
		}
		all = append(all, baseline.Observation{Time: t, Value: math.Round(max(0, mean+math.Sqrt(mean*1.3)*r.NormFloat64()))})
	}
	return all
}

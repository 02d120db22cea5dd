package main

import (
	"bytes"
	"fmt"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	vgdraw "gonum.org/v1/plot/vg/draw"

	"github.com/earshot-go/earshot/baseline"
)

// picture draws the series, its band, its incidents and the forecast into a file.
func picture(path string, verdicts []baseline.Verdict, ahead []baseline.Outlook) error {
	p := plot.New()
	p.Y.Label.Text = "value"
	p.Legend.Top, p.Legend.Left = true, true // the right end is the forecast's
	var low, high, value, onset, expected plotter.XYs
	for _, v := range verdicts {
		x := float64(v.Time.Unix())
		value = append(value, plotter.XY{X: x, Y: v.Value})
		if v.Ready { // before that the band would dwarf all else
			low, high = append(low, plotter.XY{X: x, Y: v.Low}), append(high, plotter.XY{X: x, Y: v.High})
		}
		if v.State == baseline.Onset {
			onset = append(onset, plotter.XY{X: x, Y: v.Value})
		}
	}
	for _, o := range ahead {
		x := float64(o.Time.Unix())
		low, high = append(low, plotter.XY{X: x, Y: o.Low95}), append(high, plotter.XY{X: x, Y: o.High95})
		expected = append(expected, plotter.XY{X: x, Y: o.Expected})
	}
	if err := addBand(p, low, high); err != nil {
		return err
	}
	_, _, bottom, top := plotter.XYRange(value)
	if err := addSpans(p, spans(verdicts), min(bottom, p.Y.Min), max(top, p.Y.Max)); err != nil {
		return err
	}
	if err := addLine(p, "value", value, color.RGBA{B: 160, A: 255}); err != nil {
		return err
	}
	if err := addLine(p, "forecast", expected, color.RGBA{R: 230, G: 120, A: 255}); err != nil {
		return err
	}
	if err := addOnsets(p, onset); err != nil {
		return err
	}
	p.X.Tick.Marker = days{verdicts[0].Time.Location()}
	p.Y.Max = p.Y.Min + 1.3*(p.Y.Max-p.Y.Min) // room for the legend
	drawn, err := p.WriterTo(30*vg.Centimeter, 10*vg.Centimeter, strings.TrimPrefix(filepath.Ext(path), "."))
	if err != nil {
		return fmt.Errorf("%s: %w", path, err) // before there is a file
	}
	var out bytes.Buffer
	if _, err := drawn.WriteTo(&out); err != nil {
		return err
	}
	return os.WriteFile(path, out.Bytes(), 0o644)
}

func addBand(p *plot.Plot, low, high plotter.XYs) error {
	if len(low) < 2 {
		return nil
	}
	outline := append(plotter.XYs{}, high...)
	for i := len(low) - 1; i >= 0; i-- {
		outline = append(outline, low[i])
	}
	band, err := plotter.NewPolygon(outline)
	if err != nil {
		return err
	}
	band.Color = color.RGBA{R: 210, G: 220, B: 235, A: 255}
	band.LineStyle.Width = 0
	p.Add(band)
	p.Legend.Add("normal (95 of 100)", band)
	return nil
}

// spans are the first and the last second of every incident.
func spans(verdicts []baseline.Verdict) (all [][2]float64) {
	for _, v := range verdicts {
		at := float64(v.Time.Unix())
		switch v.State {
		case baseline.Onset:
			all = append(all, [2]float64{at, at})
		case baseline.Lasting, baseline.Over, baseline.NewNormal:
			all[len(all)-1][1] = at
		}
	}
	return all
}

// addSpans shades the incidents between two heights.
func addSpans(p *plot.Plot, all [][2]float64, from, to float64) error {
	for i, s := range all {
		shade, err := plotter.NewPolygon(plotter.XYs{{X: s[0], Y: from}, {X: s[1], Y: from}, {X: s[1], Y: to}, {X: s[0], Y: to}})
		if err != nil {
			return err
		}
		shade.Color = color.NRGBA{R: 240, G: 120, B: 90, A: 80}
		shade.LineStyle.Width = 0
		p.Add(shade)
		if i == 0 {
			p.Legend.Add("incident", shade)
		}
	}
	return nil
}

// days marks midnights: every day, every Monday or every fourth Monday, so that there are some ten of them.
type days struct{ zone *time.Location }

// Ticks is for plot.Ticker.
func (d days) Ticks(from, to float64) (ticks []plot.Tick) {
	every := 1
	if weeks := (to - from) / (7 * 86400); weeks > 20 {
		every = 28
	} else if weeks > 2 {
		every = 7
	}
	t := time.Unix(int64(from), 0).In(d.zone)
	t = time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, d.zone)
	for every > 1 && t.Weekday() != time.Monday {
		t = t.AddDate(0, 0, 1)
	}
	for ; float64(t.Unix()) <= to; t = t.AddDate(0, 0, every) {
		if at := float64(t.Unix()); at >= from {
			ticks = append(ticks, plot.Tick{Value: at, Label: t.Format("Mon 2 Jan")})
		}
	}
	return ticks
}

func addLine(p *plot.Plot, name string, points plotter.XYs, c color.Color) error {
	if len(points) == 0 {
		return nil
	}
	line, err := plotter.NewLine(points)
	if err != nil {
		return err
	}
	line.Color = c
	p.Add(line)
	p.Legend.Add(name, line)
	return nil
}

func addOnsets(p *plot.Plot, onset plotter.XYs) error {
	if len(onset) == 0 {
		return nil
	}
	dots, err := plotter.NewScatter(onset)
	if err != nil {
		return err
	}
	dots.GlyphStyle = vgdraw.GlyphStyle{Color: color.RGBA{R: 210, A: 255}, Radius: vg.Points(3), Shape: vgdraw.CircleGlyph{}}
	p.Add(dots)
	p.Legend.Add("incident begins", dots)
	return nil
}

package main

import (
	"bytes"
	"fmt"
	"image/color"
	"os"
	"path/filepath"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"

	"github.com/earshot-go/earshot/baseline"
)

// picture draws the series, its band, its incidents and the forecast into a file.
func picture(path string, verdicts []baseline.Verdict, ahead []baseline.Outlook) error {
	p := plot.New()
	p.X.Tick.Marker = plot.TimeTicks{Format: "2 Jan"}
	p.Y.Label.Text = "value"
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
	if err := addLine(p, "value", value, color.RGBA{B: 160, A: 255}); err != nil {
		return err
	}
	if err := addLine(p, "forecast", expected, color.RGBA{R: 230, G: 120, A: 255}); err != nil {
		return err
	}
	if err := addOnsets(p, onset); err != nil {
		return err
	}
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
	dots.Color = color.RGBA{R: 210, A: 255}
	dots.Radius = vg.Points(4)
	p.Add(dots)
	p.Legend.Add("incident begins", dots)
	return nil
}

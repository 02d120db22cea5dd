package chart

import (
	"html"
	"html/template"
	"math"
	"strconv"
	"strings"
)

// A drawing is an SVG that is being written, width by height units wide.
type drawing struct {
	strings.Builder
}

func draw(title, class string, width, height float64) *drawing {
	d := new(drawing)
	d.WriteString(`<svg class="` + class + `" viewBox="0 0 ` + coordinate(width) + " " + coordinate(height) + `" preserveAspectRatio="none"`)
	if title == "" {
		d.WriteString(` aria-hidden="true">`)
		return d
	}
	d.WriteString(` role="img" aria-label="` + html.EscapeString(title) + `">`)
	return d
}

func (d *drawing) done() template.HTML {
	d.WriteString("</svg>")
	return template.HTML(d.String())
}

func (d *drawing) path(class, data string) {
	if data != "" {
		d.WriteString(`<path class="` + class + `" d="` + data + `"/>`)
	}
}

func (d *drawing) rect(class string, x, y, width, height float64, title string) {
	d.WriteString(`<rect class="` + class + `" x="` + coordinate(x) + `" y="` + coordinate(y) +
		`" width="` + coordinate(width) + `" height="` + coordinate(height) + `"`)
	d.titled("rect", title)
}

// titled ends an element, with a title that shows where a mouse rests.
func (d *drawing) titled(element, title string) {
	if title == "" {
		d.WriteString("/>")
		return
	}
	d.WriteString("><title>" + html.EscapeString(title) + "</title></" + element + ">")
}

// coordinate writes a number with a tenth: finer is not seen and makes pages
// long. What is no number is drawn at 0.
func coordinate(f float64) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return "0"
	}
	f = max(-1e6, min(1e6, f))
	return strconv.FormatFloat(math.Round(f*10)/10, 'f', -1, 64)
}

// finite is f, or 0 where it is none that can be drawn.
func finite(f float64) float64 {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return 0
	}
	return f
}

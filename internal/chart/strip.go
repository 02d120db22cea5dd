package chart

import "html/template"

// A Strip is a row of equal steps, each with a class that says how it is.
// Neighbors of one class and title are drawn as one.
type Strip struct {
	Title string
	Steps []Step
}

// A Step is one part of a Strip.
type Step struct {
	Class string
	Title string
}

// SVG draws the strip.
func (s Strip) SVG() template.HTML {
	d := draw(s.Title, "strip", 1000, 10)
	n := len(s.Steps)
	for i := 0; i < n; {
		end := i + 1
		for end < n && s.Steps[end] == s.Steps[i] {
			end++
		}
		from, to := 1000*float64(i)/float64(n), 1000*float64(end)/float64(n)
		d.rect(word("step", s.Steps[i].Class), from, 0, to-from, 10, s.Steps[i].Title)
		i = end
	}
	return d.done()
}

// A Heat is a table of amounts as shades, from none to the most.
type Heat struct {
	Title string
	Rows  [][]float64
	// Label says what stands where; nil says nothing.
	Label func(row, column int) string
}

// shades is how many can be told apart, beside that of nothing.
const shades = 5

// SVG draws the table, its shades as the classes heat0 to heat5.
func (h Heat) SVG() template.HTML {
	columns, most := 0, 0.0
	for _, row := range h.Rows {
		columns = max(columns, len(row))
		for _, v := range row {
			most = max(most, finite(v))
		}
	}
	d := draw(h.Title, "heat", float64(10*columns), float64(10*len(h.Rows)))
	for y, row := range h.Rows {
		for x, v := range row {
			title := ""
			if h.Label != nil {
				title = h.Label(y, x)
			}
			d.rect("heat"+string(rune('0'+shade(v, most))), float64(10*x)+0.5, float64(10*y)+0.5, 9, 9, title)
		}
	}
	return d.done()
}

func shade(v, most float64) int {
	if finite(v) <= 0 || most <= 0 {
		return 0
	}
	return min(shades, 1+int(shades*finite(v)/most*0.999))
}

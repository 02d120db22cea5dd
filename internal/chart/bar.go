package chart

import "html/template"

// A Bar is a value as a length, with the interval in which it lies.
type Bar struct {
	Value     float64
	Low, High float64 // both zero draw no interval
	Top       float64 // the value that fills the box
	Class     string  // beside "bar", a word of the page's own
}

// SVG draws the bar. It is hidden from readers: the figure stands beside it.
func (b Bar) SVG() template.HTML {
	d := draw("", "bar", 100, 10)
	scale := func(v float64) float64 {
		if b.Top <= 0 {
			return 0
		}
		return 100 * max(0, min(1, finite(v)/b.Top))
	}
	d.rect("track", 0, 0, 100, 10, "")
	d.rect(word("fill", b.Class), 0, 0, scale(b.Value), 10, "")
	if b.High > b.Low {
		d.path("interval", "M"+coordinate(scale(b.Low))+" 5H"+coordinate(scale(b.High)))
	}
	return d.done()
}

// A Part is one of the pieces of a Stack.
type Part struct {
	Class string
	Value float64
	Title string
}

// A Stack is parts of a whole, side by side.
type Stack struct {
	Title string
	Parts []Part
}

// SVG draws the parts.
func (s Stack) SVG() template.HTML {
	d := draw(s.Title, "stack", 100, 10)
	whole := 0.0
	for _, p := range s.Parts {
		whole += max(0, finite(p.Value))
	}
	x := 0.0
	for _, p := range s.Parts {
		if share := 100 * max(0, finite(p.Value)) / whole; whole > 0 && share > 0 {
			d.rect(word("part", p.Class), x, 0, share, 10, p.Title)
			x += share
		}
	}
	return d.done()
}

func word(class, own string) string {
	if own == "" {
		return class
	}
	return class + " " + own
}

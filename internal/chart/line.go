package chart

import (
	"html"
	"html/template"
	"math"
	"strings"
	"time"
)

// A Point is one moment of a Line.
type Point struct {
	Time  time.Time
	Value float64
	// Low, Expected and High are what is normal, where Judged.
	Low, Expected, High float64
	Known               bool // Value was seen; otherwise the line has a gap
	Judged              bool
	Odd                 bool // the value is marked
}

// A Mark leads from a moment of a Line to a page.
type Mark struct {
	Time  time.Time
	Label string
	Href  string // as it stands in the attribute; empty draws no mark
}

// A Line is a series of values over time, before the band of what is normal.
type Line struct {
	Title  string // is read aloud; empty hides the drawing from readers
	Points []Point
	Marks  []Mark
	Top    float64 // of the scale; zero is what holds all values
	Spark  bool    // no grid, for a drawing as high as a line of text
}

// The inner size. It is stretched to the box it lies in.
const width, height = 600, 160

// mostPoints is how many points are drawn. More are folded together, keeping
// the highest.
const mostPoints = 240

// SVG draws the line.
func (l Line) SVG() template.HTML {
	most := mostPoints
	if l.Spark {
		most = mostPoints / 3
	}
	points := Fold(l.Points, most)
	if l.Top <= 0 {
		l.Top = Scale(points)
	}
	p := plot{points: points, top: l.Top}
	d := draw(l.Title, "line", width, height)
	if !l.Spark {
		d.path("grid", "M0 0.5H600M0 80H600M0 159.5H600")
	}
	d.path("band", p.band())
	d.path("expected", p.run(func(pt Point) (float64, bool) { return pt.Expected, pt.Judged }))
	d.path("value", p.run(func(pt Point) (float64, bool) { return pt.Value, pt.Known }))
	d.path("odd", p.odd())
	for _, m := range l.Marks {
		if x, ok := p.at(m.Time); ok && m.Href != "" {
			d.WriteString(`<a href="` + html.EscapeString(m.Href) + `"><path class="mark" d="M` + coordinate(x) + ` 8V152"><title>` +
				html.EscapeString(m.Label) + `</title></path></a>`)
		}
	}
	return d.done()
}

// Scale returns the top of a scale that holds every value: 1, 2, 5, 10 ...
// times a power of ten, so that its half can be read as well.
func Scale(points []Point) float64 {
	highest := 0.0
	for _, p := range points {
		if p.Known {
			highest = max(highest, finite(p.Value))
		}
		if p.Judged {
			highest = max(highest, finite(p.High))
		}
	}
	if highest <= 0 {
		return 1
	}
	unit := math.Pow(10, math.Floor(math.Log10(highest)))
	for _, step := range []float64{1, 1.5, 2, 3, 4, 5, 6, 8} {
		if highest <= step*unit {
			return step * unit
		}
	}
	return 10 * unit
}

// Fold returns at most n points. Of those that fall together the highest value
// stays, so that no spike is lost, and what is normal is their mean.
func Fold(points []Point, n int) []Point {
	if len(points) <= n || n <= 0 {
		return points
	}
	out := make([]Point, 0, n)
	for i := range n {
		out = append(out, folded(points[i*len(points)/n:(i+1)*len(points)/n]))
	}
	return out
}

func folded(points []Point) Point {
	f := Point{Time: points[0].Time}
	judged := 0
	for _, p := range points {
		if p.Known && (!f.Known || p.Value > f.Value) {
			f.Value, f.Known = p.Value, true
		}
		f.Odd = f.Odd || p.Odd
		if p.Judged {
			judged++
			f.Low, f.Expected, f.High = f.Low+p.Low, f.Expected+p.Expected, f.High+p.High
		}
	}
	if f.Judged = judged > 0; f.Judged {
		n := float64(judged)
		f.Low, f.Expected, f.High = f.Low/n, f.Expected/n, f.High/n
	}
	return f
}

// A plot places points.
type plot struct {
	points []Point
	top    float64
}

func (p plot) x(i int) float64 {
	if x, ok := p.at(p.points[i].Time); ok {
		return x
	}
	return width / 2
}

func (p plot) y(v float64) float64 {
	return height - height*max(0, min(1, finite(v)/p.top))
}

// at is where a time lies.
func (p plot) at(t time.Time) (x float64, ok bool) {
	if len(p.points) < 2 {
		return 0, false
	}
	first, last := p.points[0].Time, p.points[len(p.points)-1].Time
	if t.Before(first) || t.After(last) || !last.After(first) {
		return 0, false
	}
	return width * float64(t.Sub(first)) / float64(last.Sub(first)), true
}

// run is a line through the points that have a value, with gaps where they
// have none.
func (p plot) run(value func(Point) (float64, bool)) string {
	var b strings.Builder
	pen := false
	for i, pt := range p.points {
		v, ok := value(pt)
		if ok {
			command := "M"
			if pen {
				command = "L"
			}
			b.WriteString(command + coordinate(p.x(i)) + " " + coordinate(p.y(v)))
			if next := i + 1; !pen && (next == len(p.points) || !has(value, p.points[next])) {
				b.WriteString("h0") // alone between gaps: a dot
			}
		}
		pen = ok
	}
	return b.String()
}

func has(value func(Point) (float64, bool), p Point) bool {
	_, ok := value(p)
	return ok
}

// band is the area between low and high, in as many parts as there are gaps.
func (p plot) band() string {
	var b strings.Builder
	for i := 0; i < len(p.points); {
		end := i
		for end < len(p.points) && p.points[end].Judged {
			end++
		}
		if end-i > 1 {
			p.area(&b, i, end)
		}
		i = max(end, i+1)
	}
	return b.String()
}

func (p plot) area(b *strings.Builder, from, to int) {
	command := "M"
	for i := from; i < to; i++ {
		b.WriteString(command + coordinate(p.x(i)) + " " + coordinate(p.y(p.points[i].High)))
		command = "L"
	}
	for i := to - 1; i >= from; i-- {
		b.WriteString(command + coordinate(p.x(i)) + " " + coordinate(p.y(p.points[i].Low)))
	}
	b.WriteByte('Z')
}

// odd are dots: strokes without length, which round ends make round.
func (p plot) odd() string {
	var b strings.Builder
	for i, pt := range p.points {
		if pt.Odd && pt.Known {
			b.WriteString("M" + coordinate(p.x(i)) + " " + coordinate(p.y(pt.Value)) + "h0")
		}
	}
	return b.String()
}

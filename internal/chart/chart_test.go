package chart

import (
	"encoding/xml"
	"errors"
	"html/template"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var start = time.Date(2026, time.March, 2, 0, 0, 0, 0, time.UTC)

func hours(values ...float64) (points []Point) {
	for i, v := range values {
		points = append(points, Point{
			Time: start.Add(time.Duration(i) * time.Hour), Value: v, Known: !math.IsNaN(v),
			Low: 1, Expected: 2, High: 3, Judged: !math.IsNaN(v), Odd: v > 3,
		})
	}
	return points
}

// elements lists the elements of a drawing by class, and requires that it is
// well formed.
func elements(t testing.TB, svg template.HTML) map[string]map[string]string {
	found := make(map[string]map[string]string)
	for d := xml.NewDecoder(strings.NewReader(string(svg))); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return found
		}
		require.NoError(t, err, svg)
		if e, ok := token.(xml.StartElement); ok {
			of := make(map[string]string)
			for _, a := range e.Attr {
				of[a.Name.Local] = a.Value
			}
			found[of["class"]] = of
			found[e.Name.Local] = of
		}
	}
}

func TestALineGoesThroughItsPoints(t *testing.T) {
	svg := Line{Title: "a <b> & c", Points: hours(0, 4, 2), Top: 4}.SVG()
	e := elements(t, svg)
	assert.Equal(t, "M0 160L300 0L600 80", e["value"]["d"])
	assert.Equal(t, "M300 0h0", e["odd"]["d"])
	assert.Equal(t, "M0 40L300 40L600 40L600 120L300 120L0 120Z", e["band"]["d"])
	assert.Equal(t, "a <b> & c", e["svg"]["aria-label"])
	assert.NotContains(t, elements(t, Line{Points: hours(1, 2)}.SVG()), "aria-label")
}

func TestWhatIsNotKnownIsAGap(t *testing.T) {
	e := elements(t, Line{Points: hours(1, math.NaN(), 2, 2, math.NaN(), 1), Top: 4}.SVG())
	assert.Equal(t, "M0 120h0M240 80L360 80M600 120h0", e["value"]["d"], "a point alone is a dot")
}

func TestPlacesFollowTheTime(t *testing.T) {
	points := hours(1, 1, 1)
	points[1].Time = start.Add(30 * time.Minute)
	svg := Line{Points: points, Top: 1, Marks: []Mark{
		{Time: start.Add(time.Hour), Label: "here", Href: `x?"y`}, {Time: start.Add(-time.Hour), Href: "outside"}, {Time: start}, {Time: start.Add(9 * time.Hour), Href: "outside"},
	}}.SVG()
	e := elements(t, svg)
	assert.Equal(t, "M0 0L150 0L600 0", e["value"]["d"])
	assert.Equal(t, "M300 8V152", e["mark"]["d"])
	assert.Equal(t, `x?"y`, e["a"]["href"])
	assert.NotContains(t, string(svg), "outside")
}

func TestFoldingLosesNoSpike(t *testing.T) {
	values := make([]float64, 5000)
	values[1234] = 99
	points := Fold(hours(values...), 240)
	assert.Len(t, points, 240)
	highest := 0.0
	for _, p := range points {
		highest = max(highest, p.Value)
	}
	assert.EqualValues(t, 99, highest)
	assert.Len(t, Fold(points, 500), 240)
	assert.Less(t, len(Line{Points: hours(values...)}.SVG()), 16_000)
}

func TestAScaleHoldsAllThatIsDrawn(t *testing.T) {
	for highest, want := range map[float64]float64{0: 1, 7: 8, 8.1: 10, 57: 60, 1000: 1000, 1001: 1500, .03: .03, .9: 1} {
		assert.InDelta(t, want, Scale([]Point{{Value: highest, Known: true}}), 1e-9)
		assert.InDelta(t, want, Scale([]Point{{High: highest, Judged: true}}), 1e-9)
	}
	assert.EqualValues(t, 1, Scale([]Point{{Value: math.Inf(1), Known: true}}))
}

func TestBarsAreAsLongAsTheirValues(t *testing.T) {
	e := elements(t, Bar{Value: 1, Low: .5, High: 1.5, Top: 4, Class: "rival"}.SVG())
	assert.Equal(t, "25", e["fill rival"]["width"])
	assert.Equal(t, "M12.5 5H37.5", e["interval"]["d"])
	assert.Equal(t, "true", e["svg"]["aria-hidden"])

	e = elements(t, Stack{Title: "tone", Parts: []Part{{Class: "negative", Value: 1}, {Class: "neutral"}, {Class: "positive", Value: 3, Title: "3 of 4"}}}.SVG())
	assert.Equal(t, "25", e["part negative"]["width"])
	assert.Equal(t, "25", e["part positive"]["x"])
	assert.NotContains(t, e, "part neutral")
}

func TestNeighborsOfAKindAreOneStep(t *testing.T) {
	svg := Strip{Steps: []Step{{"a", ""}, {"a", ""}, {"b", "<out>"}, {"a", ""}}}.SVG()
	assert.Equal(t, 3, strings.Count(string(svg), "<rect"))
	assert.Equal(t, "500", elements(t, svg)["step b"]["x"])
	assert.Contains(t, svg, "&lt;out&gt;")
}

func TestHeatHasAShadeForEveryAmount(t *testing.T) {
	svg := string(Heat{Rows: [][]float64{{0, 1, 5, 10}, {math.NaN()}}, Label: func(y, x int) string { return "<&>" }}.SVG())
	for _, shade := range []string{"heat0", "heat1", "heat3", "heat5"} {
		assert.Contains(t, svg, shade)
	}
	assert.NotContains(t, svg, "<&>")
}

func FuzzDrawings(f *testing.F) {
	f.Add("title", 1.0, math.NaN(), math.Inf(1), -5.0, 3)
	f.Add(`"><script>`, 0.0, 1e300, -1e300, 1e-300, 0)
	f.Fuzz(func(t *testing.T, title string, a, b, c, top float64, n int) {
		points := []Point{
			{Time: start, Value: a, Known: true, Low: b, High: c, Expected: a, Judged: true}, {Time: start.Add(time.Duration(n)), Value: b, Known: n%2 == 0, Odd: true},
			{Value: c, Known: true, Judged: true, Low: c, High: a},
		}
		title = strings.Map(func(r rune) rune { // no XML can hold others, and pages leave them out
			if r < ' ' || r == 0xFFFE || r == 0xFFFF {
				return -1
			}
			return r
		}, strings.ToValidUTF8(title, ""))
		for _, svg := range []template.HTML{
			Line{Title: title, Points: points, Top: top, Marks: []Mark{{Time: start, Label: title, Href: title}}}.SVG(),
			Bar{Value: a, Low: b, High: c, Top: top}.SVG(), Stack{Title: title, Parts: []Part{{Value: a}, {Value: b, Title: title}, {Value: c}}}.SVG(),
			Strip{Title: title, Steps: []Step{{"", title}}}.SVG(), Heat{Title: title, Rows: [][]float64{{a, b}, {c}}}.SVG(),
		} {
			elements(t, svg)
			assert.NotContains(t, string(svg), "NaN")
			assert.NotContains(t, string(svg), "Inf")
		}
	})
}
